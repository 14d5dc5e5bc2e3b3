"""The sections of the home page. Each block queries the records that it shows; staff order and hide them."""

from wagtail import blocks

from campaigns.models import CampaignPage
from campaigns.models.priorities import priorities_of
from core.blocks import TEXT_FEATURES, LinkBlock
from core.figures import figure_choices, live_figures
from core.generation import prepared
from core.visibility import page_tree
from members.models import Measure, todays_roster
from members.models.people import todays_committee
from news.models import NewsPage
from pages.resources import ResourceIndexPage

MOST_NAMED_PLACES = 5


class SectionBlock(blocks.StructBlock):
    """A section of the home page with a heading and a short text."""

    hidden = blocks.BooleanBlock(
        required=False,
        help_text="When checked, the section stays here but isn’t shown on the public page.",
    )
    heading = blocks.CharBlock(max_length=140, help_text="The large heading of this section.")
    text = blocks.RichTextBlock(
        required=False,
        features=TEXT_FEATURES,
        help_text="A short text below the heading. Optional.",
    )


class AtAGlanceBlock(SectionBlock):
    figures = blocks.ListBlock(
        blocks.ChoiceBlock(choices=figure_choices),
        default=[Measure.MEMBERS, Measure.JURISDICTIONS],
        max_num=3,
        help_text="Numbers that stay current. Until the roster is complete, its figures use the "
        "numbers under Settings, Roster settings.",
    )
    more_text = blocks.RichTextBlock(
        required=False,
        features=TEXT_FEATURES,
        help_text="More text, shown after the figures. Optional.",
    )
    link = blocks.ListBlock(
        LinkBlock(),
        default=[],
        max_num=1,
        label="Link",
        help_text="One link below the text, such as to the page about us.",
    )

    class Meta:
        icon = "site"
        template = "blocks/at_a_glance.html"
        description = "Who we are, with the headline figures and the map."

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        roster = context.get("counted_roster") or todays_roster()
        context["counted_roster"] = roster
        context["figures"] = live_figures(value["figures"], context)
        context["county_members"] = roster.members_by_county
        context["map_places"] = roster.places
        context["map_labels"] = roster.places[:MOST_NAMED_PLACES]
        return context


class PrioritiesBlock(SectionBlock):
    year = blocks.IntegerBlock(
        min_value=2000,
        max_value=2100,
        help_text="The year whose priorities are shown. Edit them under Priorities.",
    )

    class Meta:
        icon = "list-ol"
        template = "blocks/priorities.html"
        description = "The priorities of one year."

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["priorities"] = priorities_of(value["year"])
        return context


class CommitteeBlock(SectionBlock):
    class Meta:
        icon = "group"
        template = "blocks/committee.html"
        description = "The current members of the Organizing Committee."

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["people"] = todays_committee()
        return context


class FeaturedPageBlock(blocks.PageChooserBlock):
    """A page of this site shown in a section, as the tree knows it, since the section fetches what it shows."""

    def bulk_to_python(self, values):
        return [page_tree().by_pk.get(pk) for pk in values]


def featured_pages(page_type):
    return blocks.ListBlock(
        FeaturedPageBlock(page_type=page_type),
        default=[],
        help_text="Shown first, in this order. The newest others fill the remaining spots.",
    )


MOST_SHOWN = 12


@prepared
def featured_and_newest(page_type, featured):
    """Return the most that a section shows of pages of the type, those with the ids in `featured` first."""
    return page_type.objects.filled_up(featured, MOST_SHOWN)


def how_many(items):
    return blocks.IntegerBlock(
        default=4,
        min_value=1,
        max_value=MOST_SHOWN,
        label="How many",
        help_text=f"How many {items} this section shows, from 1 to {MOST_SHOWN}.",
    )


class CampaignsBlock(SectionBlock):
    featured = featured_pages("campaigns.CampaignPage")
    count = how_many("campaigns")

    class Meta:
        icon = "flag"
        template = "blocks/campaigns.html"
        description = "Our statewide campaigns."

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        campaigns = featured_and_newest(CampaignPage, ids_of(value["featured"]))
        context["campaigns"] = campaigns[: value["count"]]
        return context


@prepared
def library():
    """Return the page of the library as the tree knows it, or None."""
    pages = page_tree().listed.values()
    return next((page for page in pages if page.specific_class is ResourceIndexPage), None)


class ResourcesBlock(SectionBlock):
    class Meta:
        icon = "folder-open-inverse"
        template = "blocks/resources.html"
        description = "A link to the resource library, with a search box."

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["library"] = library()
        context["campaigns"] = featured_and_newest(CampaignPage, featured_campaigns(context))[:4]
        return context


def featured_campaigns(context):
    """Return the ids of the featured campaigns, which were fetched with the page."""
    sections = context["page"].visible_sections if "page" in context else []
    return tuple(
        pk
        for section in sections
        if section.block_type == "campaigns"
        for pk in ids_of(section.value["featured"])
    )


def ids_of(pages):
    return tuple(page.pk for page in pages if page)


class NewsBlock(SectionBlock):
    featured = featured_pages("news.NewsPage")
    count = how_many("news items")

    class Meta:
        icon = "doc-full-inverse"
        template = "blocks/news.html"
        description = "News and stories."

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        news = featured_and_newest(NewsPage, ids_of(value["featured"]))
        context["news"] = news[: value["count"]]
        return context


class HomeBlock(blocks.StreamBlock):
    at_a_glance = AtAGlanceBlock(label="At a glance")
    priorities = PrioritiesBlock(label="Our work & priorities")
    committee = CommitteeBlock(label="Organizing Committee")
    campaigns = CampaignsBlock(label="Our state work")
    resources = ResourcesBlock(label="Resources and tools")
    news = NewsBlock(label="Featured news & stories")

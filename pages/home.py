"""The sections of the home page. Each block queries the records that it shows; staff order and hide them."""

from wagtail import blocks

from campaigns.models import CampaignPage, Priority
from core.blocks import TEXT_FEATURES, LinkBlock
from core.figures import figure_choices, live_figures
from members.models import Measure, Person, todays_roster
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
        context["priorities"] = Priority.objects.of_year(value["year"])
        return context


class CommitteeBlock(SectionBlock):
    class Meta:
        icon = "group"
        template = "blocks/committee.html"
        description = "The current members of the Organizing Committee."

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["people"] = Person.objects.on_committee().with_titles()
        return context


class FeaturedPageBlock(blocks.PageChooserBlock):
    """A page of this site shown in a section."""


def featured_pages(page_type):
    return blocks.ListBlock(
        FeaturedPageBlock(page_type=page_type),
        default=[],
        help_text="Shown first, in this order. The newest others fill the remaining spots.",
    )


def how_many(items):
    return blocks.IntegerBlock(
        default=4,
        min_value=1,
        max_value=12,
        label="How many",
        help_text=f"How many {items} this section shows, from 1 to 12.",
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
        context["campaigns"] = CampaignPage.objects.filled_up(value["featured"], value["count"])
        return context


class ResourcesBlock(SectionBlock):
    class Meta:
        icon = "folder-open-inverse"
        template = "blocks/resources.html"
        description = "A link to the resource library, with a search box."

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["library"] = ResourceIndexPage.objects.published().first()
        context["campaigns"] = CampaignPage.objects.filled_up(featured_campaigns(context), 4)
        return context


def featured_campaigns(context):
    """Return the featured campaigns, which were fetched with the page."""
    sections = context["page"].visible_sections if "page" in context else []
    return [
        campaign
        for section in sections
        if section.block_type == "campaigns"
        for campaign in section.value["featured"]
    ]


class NewsBlock(SectionBlock):
    featured = featured_pages("news.NewsPage")
    count = how_many("news items")

    class Meta:
        icon = "doc-full-inverse"
        template = "blocks/news.html"
        description = "News and stories."

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["news"] = NewsPage.objects.filled_up(value["featured"], value["count"])
        return context


class HomeBlock(blocks.StreamBlock):
    at_a_glance = AtAGlanceBlock(label="At a glance")
    priorities = PrioritiesBlock(label="Our work & priorities")
    committee = CommitteeBlock(label="Organizing Committee")
    campaigns = CampaignsBlock(label="Our state work")
    resources = ResourcesBlock(label="Resources and tools")
    news = NewsBlock(label="Featured news & stories")

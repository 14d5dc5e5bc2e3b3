"""Campaigns: their index and a page for each."""

from itertools import groupby

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, MultipleChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager
from wagtail.search import index

from campaigns.models.campaign_forms import CampaignPageForm
from campaigns.models.goals import MOST, TOO_MANY, progress_of
from campaigns.models.wins import Win
from core.base import IndexPage, PublishersMixin, SitePage
from core.related import related
from members.models import Person
from members.models.dates import PartialDateField, days_in_order, not_surely_before
from members.models.page_mixins import AboutMixin, AboutQuerySet, BodyMixin


class CampaignStatus(models.TextChoices):
    """The statuses of campaigns, in the order of the index."""

    ACTIVE = "active", "Active"
    WON = "won", "Won"
    PAUSED = "paused", "Paused"
    PAST = "past", "Past"


class CampaignIndexPage(IndexPage):
    """The list of all campaigns, our state work."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["campaigns.CampaignPage"]
    page_description = "Lists every campaign."

    def get_context(self, request):
        context = super().get_context(request)
        campaigns = CampaignPage.objects.child_of(self).published().by_status()
        grouped = groupby(campaigns, key=lambda campaign: campaign.status)
        context["groups"] = groups = [
            (CampaignStatus(status), list(group)) for status, group in grouped
        ]
        context["named"] = named = [status for status, _ in groups] != [CampaignStatus.ACTIVE]
        context["level"] = 3 if named else 2
        return context


class CampaignPageQuerySet(AboutQuerySet):
    def by_status(self):
        """Return the campaigns by status, active first and past last, each in the order that staff chose."""
        places = [
            When(status=status, then=Value(n)) for n, status in enumerate(CampaignStatus.values)
        ]
        return self.order_by(Case(*places), *self.model.list_order)

    def about(self, *, person=None, **others):
        """Include campaigns that the person, or a record merged into theirs, leads."""
        found = super().about(**others)
        if person:
            records = Q(leads__person=person) | Q(leads__person__merged_into=person)
            led = CampaignPage.objects.filter(records)
            picked = super().about(person=person)
            found = found.filter(Q(pk__in=led.values("pk")) | Q(pk__in=picked.values("pk")))
        return found


class CampaignPage(PublishersMixin, AboutMixin, BodyMixin, SitePage):
    """A statewide campaign with its own quilt block."""

    class Pattern(models.TextChoices):
        GEESE = "geese", "Flying Geese (gold)"
        STAR = "star", "Ohio Star (sky)"
        PEEL = "peel", "Orange Peel (clay)"
        STEPS = "steps", "Courthouse Steps (pine)"

    class Counted(models.TextChoices):
        WINS = "wins", "Its wins on record"
        PLACES = "places", "Places with one of its wins"
        STATED = "stated", "A number entered by hand"

    parent_page_types = ["campaigns.CampaignIndexPage"]
    subpage_types = []
    page_description = "A statewide campaign."
    summary_field = "summary"
    list_order = ("path",)

    summary = models.TextField(
        max_length=400, help_text="What it is about, in one or two sentences."
    )
    pattern = models.CharField(
        "quilt block",
        max_length=10,
        choices=Pattern,
        help_text="The pattern and color that represent this campaign everywhere.",
    )
    status = models.CharField(
        max_length=10,
        choices=CampaignStatus,
        default=CampaignStatus.ACTIVE,
        help_text="The campaign’s current status. Past campaigns come last on the list of campaigns.",
    )
    since = PartialDateField(
        help_text="When it began, as exactly as you know: March 3, 2025, March 2025 or 2025."
    )
    ended = PartialDateField(
        help_text="When it was won or ended. Leave this empty while it continues."
    )
    problem = RichTextField(
        "the problem",
        blank=True,
        features=["bold", "ul", "ol", "link"],
        help_text="What is wrong today. If empty, the page leaves this section out.",
    )
    ask = RichTextField(
        "the ask",
        blank=True,
        features=["bold", "ul", "ol", "link"],
        help_text="What the campaign asks for, and whom it asks. If empty, the page leaves this section out.",
    )
    goal = models.IntegerField(
        null=True,
        blank=True,
        validators=[
            MinValueValidator(1, "A goal is at least 1. Leave it empty if the campaign has none."),
            MaxValueValidator(MOST, TOO_MANY),
        ],
        help_text="The number to reach, such as 25. If empty, the page shows no progress.",
    )
    goal_noun = models.CharField(
        "what is being counted",
        max_length=60,
        blank=True,
        help_text="The words after the number, such as “ordinances”: the page then says “14 of 25 "
        "ordinances”.",
    )
    counted = models.CharField(
        "how it is counted",
        max_length=10,
        choices=Counted,
        default=Counted.WINS,
        help_text="The site counts wins and places automatically. It counts published wins that stand "
        "today and name this campaign, share one of its topics or are pinned to it.",
    )
    stated_number = models.PositiveIntegerField(
        "number entered by hand",
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST, TOO_MANY)],
        help_text="How many there are so far. Use this only for a number that the site can’t count.",
    )
    stated_on = PartialDateField(
        "as of",
        help_text="When the number entered by hand was true, such as June 2026. The page shows this date.",
    )

    base_form_class = CampaignPageForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("pattern"),
        MultiFieldPanel(
            [FieldPanel("status"), FieldPanel("since"), FieldPanel("ended")], heading="Status"
        ),
        InlinePanel("actions", heading="Calls to action", label="Call to action"),
        FieldPanel("problem"),
        FieldPanel("ask"),
        *BodyMixin.body_panels,
        MultiFieldPanel(
            [
                FieldPanel("goal"),
                FieldPanel("goal_noun"),
                FieldPanel("counted"),
                FieldPanel("stated_number"),
                FieldPanel("stated_on"),
            ],
            heading="Goal",
        ),
        MultipleChooserPanel("leads", chooser_field_name="person", heading="Lead members"),
        MultiFieldPanel(
            [
                InlinePanel("pinned_pages", label="News item or resource"),
                MultipleChooserPanel("pinned_wins", chooser_field_name="win", label="Win"),
            ],
            heading="Pinned",
            help_text="News, resources and wins that share the campaign’s topics or name it are listed "
            "automatically. Pinned items come before them, in this order.",
        ),
        *PublishersMixin.publishers_panels,
        *AboutMixin.about_panels,
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("problem"),
        index.SearchField("ask"),
        index.SearchField("body"),
    ]

    objects = PageManager.from_queryset(CampaignPageQuerySet)()

    class Meta:
        constraints = [
            days_in_order("since"),
            days_in_order("ended"),
            days_in_order("stated_on"),
            not_surely_before("ended", "since"),
            models.CheckConstraint(
                condition=Q(goal__isnull=True) | Q(goal__gte=1), name="a_goal_is_at_least_one"
            ),
        ]

    @property
    def share_pattern(self):
        return self.pattern

    @property
    def period(self):
        """The beginning and end in words, as far as they are known, or ""."""
        if self.since and self.ended and self.since != self.ended:
            return f"{self.since} to {self.ended}"
        if self.ended:
            return f"until {self.ended}" if self.status == CampaignStatus.PAST else f"{self.ended}"
        return f"since {self.since}" if self.since else ""

    @cached_property
    def lead_members(self):
        return Person.objects.resolve([lead.person_id for lead in self.leads.all()])

    @cached_property
    def people(self):
        """Return the people chosen on the page, except those who lead the campaign."""
        return [person for person in super().people if person not in self.lead_members]

    @property
    def open_actions(self):
        """Return the calls to action that are open today."""
        actions = [action for action in self.actions.all() if action.is_open()]
        models.prefetch_related_objects(actions, "link_page")
        return actions

    @cached_property
    def topic_ids(self):
        return [topic.pk for topic in self.topics]

    @cached_property
    def pinned_page_ids(self):
        return [row.pinned_id for row in self.pinned_pages.all()]

    @cached_property
    def pinned_win_ids(self):
        return [row.win_id for row in self.pinned_wins.all()]

    @cached_property
    def own_wins(self):
        """Return all of its wins on record, which its page lists and its goal counts."""
        return Win.objects.on_record().about(campaign=self)

    @cached_property
    def surroundings(self):
        """What its page shows of other records."""
        siblings = CampaignPage.objects.sibling_of(self, inclusive=False).published()
        return {
            "progress": progress_of(self),
            "actions": self.open_actions,
            "related": related("campaign", self),
            "others": siblings.exclude(status=CampaignStatus.PAST).by_status(),
        }

    def get_context(self, request):
        return super().get_context(request) | self.surroundings

    def clean(self):
        super().clean()
        errors = self._date_errors() | self._goal_errors()
        if errors:
            raise ValidationError(errors)

    def _date_errors(self):
        if self.ended and self.status in (CampaignStatus.ACTIVE, CampaignStatus.PAUSED):
            return {
                "ended": "An active or paused campaign can’t have an end. Remove the end or "
                "choose another status."
            }
        if self.ended and self.ended.first > localdate():
            return {
                "ended": "This end is in the future. Leave it empty until the campaign has been won "
                "or has ended."
            }
        if self.since and self.ended and self.ended.last < self.since.first:
            return {"ended": f"The end can’t come before the beginning, {self.since}."}
        return {}

    def _goal_errors(self):
        if not self.goal or self.counted != self.Counted.STATED:
            return {}
        sentences = {
            "goal_noun": "Enter what is being counted, such as “ordinances”.",
            "stated_number": "Enter how many there are so far.",
            "stated_on": "Enter when the number was true, such as June 2026.",
        }
        return {name: text for name, text in sentences.items() if not self._is_stated(name)}

    def _is_stated(self, name):
        return getattr(self, name) not in (None, "")

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PreviewableMixin
from wagtail.search import index

from pages.base import AboutMixin, BodyMixin, PublishersMixin, SitePage
from pages.sections import Section


class CampaignIndexPage(SitePage):
    """Our state work: every campaign."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["campaigns.CampaignPage"]
    max_count = 1
    page_description = "Lists every campaign."

    introduction = models.TextField(
        max_length=400, help_text="One or two sentences, set large under the title."
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    def get_context(self, request):
        context = super().get_context(request)
        context["campaigns"] = CampaignPage.objects.child_of(self).published().in_list_order()
        return context


class CampaignPage(PublishersMixin, AboutMixin, BodyMixin, SitePage):
    """A statewide campaign, with a quilt block of its own."""

    class Pattern(models.TextChoices):
        GEESE = "geese", "Flying Geese (gold)"
        STAR = "star", "Ohio Star (sky)"
        PEEL = "peel", "Orange Peel (clay)"
        STEPS = "steps", "Courthouse Steps (pine)"

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
        help_text="The pattern and color that stand for this campaign everywhere.",
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("pattern"),
        *BodyMixin.body_panels,
        *PublishersMixin.publishers_panels,
        *AboutMixin.about_panels,
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]

    @property
    def share_pattern(self):
        return self.pattern

    def get_context(self, request):
        context = super().get_context(request)
        context["others"] = (
            CampaignPage.objects.sibling_of(self, inclusive=False).published().in_list_order()
        )
        return context


class PriorityQuerySet(models.QuerySet):
    def of_year(self, year):
        return self.filter(year=year).select_related("topic")

    def years(self):
        """The years that have priorities, newest first."""
        return list(self.order_by("-year").values_list("year", flat=True).distinct())


class Priority(PreviewableMixin, models.Model):
    """One of a year's priorities. Past years stay."""

    year = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
        help_text="The year it is set for. Priorities of past years stay on record.",
    )
    name = models.CharField(max_length=100, help_text="In a few words: they are set very large.")
    text = models.TextField(
        blank=True, max_length=400, help_text="What it means, in one to three sentences."
    )
    topic = models.ForeignKey(
        "pages.Topic",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="priorities",
        help_text="Where a reader finds everything about it.",
    )
    sort_order = models.PositiveSmallIntegerField(
        "place in the list", default=0, help_text="A lower number comes first."
    )

    panels = [
        FieldPanel("year"),
        FieldPanel("name"),
        FieldPanel("text"),
        FieldPanel("topic"),
        FieldPanel("sort_order"),
    ]

    objects = PriorityQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "sort_order", "name"]
        verbose_name_plural = "priorities"
        constraints = [
            models.UniqueConstraint(fields=["year", "name"], name="priority_once_a_year")
        ]

    def __str__(self):
        return f"{self.name} ({self.year})"

    def get_absolute_url(self):
        return reverse("priorities", args=[self.year])

    def get_preview_template(self, request, mode_name):
        return "campaigns/priority_year.html"

    def get_preview_context(self, request, mode_name):
        others = Priority.objects.of_year(self.year).exclude(pk=self.pk)
        return {
            "year": self.year,
            "priorities": sorted([*others, self], key=lambda item: (item.sort_order, item.name)),
            "years": sorted({*Priority.objects.years(), self.year}, reverse=True),
            "section": Section.objects.for_key(Section.Key.PRIORITIES),
        }

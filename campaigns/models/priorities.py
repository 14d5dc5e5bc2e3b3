"""The priorities of a year."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Prefetch
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils.functional import cached_property
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.models import PreviewableMixin

from campaigns.models.campaigns import CampaignPage
from core.folding import sort_key
from core.generation import prepared
from core.sections import Section


class PriorityQuerySet(models.QuerySet):
    def of_year(self, year):
        return self.filter(year=year).select_related("topic")

    def with_campaigns(self):
        """Add `public_campaigns`, the published campaigns that each priority links to."""
        campaigns = CampaignPage.objects.published().in_list_order()
        return self.prefetch_related(Prefetch("campaigns", campaigns, to_attr="public_campaigns"))

    def years(self):
        """Return the years that have priorities, newest first."""
        return list(self.order_by("-year").values_list("year", flat=True).distinct())


class Priority(PreviewableMixin, ClusterableModel):
    """One of a year's priorities. Past years stay on record."""

    year = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
        help_text="The year of this priority. Priorities of past years stay on record.",
    )
    name = models.CharField(max_length=100, help_text="A few words, shown in very large type.")
    text = models.TextField(
        blank=True, max_length=400, help_text="What it means, in one to three sentences."
    )
    topic = models.ForeignKey(
        "core.Topic",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="priorities",
        limit_choices_to={"merged_into": None},
        help_text="The topic that readers can follow from this priority.",
    )
    campaigns = ParentalManyToManyField(
        "campaigns.CampaignPage",
        blank=True,
        related_name="priorities",
        help_text="The campaigns that work on it. Published ones are linked.",
    )
    sort_order = models.PositiveSmallIntegerField(
        "position in the list", default=0, help_text="Lower numbers come first."
    )

    panels = [
        FieldPanel("year"),
        FieldPanel("name"),
        FieldPanel("text"),
        FieldPanel("topic"),
        FieldPanel("campaigns", widget=CheckboxSelectMultiple),
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

    @cached_property
    def public_campaigns(self):
        """Return what `PriorityQuerySet.with_campaigns` fetches, for a priority that may be unsaved."""
        chosen = [campaign.pk for campaign in self.campaigns.all()]
        return CampaignPage.objects.published().filter(pk__in=chosen).in_list_order()

    def get_preview_template(self, request, mode_name):
        return "campaigns/priority_year.html"

    def get_preview_context(self, request, mode_name):
        others = Priority.objects.of_year(self.year).with_campaigns().exclude(pk=self.pk)
        return {
            "year": self.year,
            "priorities": sorted(
                [*others, self], key=lambda item: (item.sort_order, sort_key(item.name))
            ),
            "years": sorted({*Priority.objects.years(), self.year}, reverse=True),
            "section": Section.objects.for_key(Section.Key.PRIORITIES),
        }


@prepared
def priorities_of(year):
    return list(Priority.objects.of_year(year))

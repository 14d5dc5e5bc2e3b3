"""The priorities of a year."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from wagtail.admin.panels import FieldPanel
from wagtail.models import PreviewableMixin

from pages.sections import Section


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

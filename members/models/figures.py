"""The headline figures: counted from the roster, or stated by hand while it isn't complete."""

from collections import Counter
from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from members.dates import PartialDate, PartialDateField, days_in_order
from members.models.offices import Tenure
from members.models.people import Person


class Measure(models.TextChoices):
    MEMBERS = "members", "Members"
    JURISDICTIONS = "jurisdictions", "Places (jurisdictions)"
    COUNTIES = "counties", "Counties reached"


#: Counties are counted only: nobody states them by hand.
STATED_MEASURES = [
    choice for choice in Measure.choices if choice[0] in (Measure.MEMBERS, Measure.JURISDICTIONS)
]
NOUNS = {
    Measure.MEMBERS: ("member", "members"),
    Measure.JURISDICTIONS: ("jurisdiction", "jurisdictions"),
    Measure.COUNTIES: ("county reached", "counties reached"),
}


@dataclass(frozen=True)
class Figure:
    """A number with its noun. `stated_on` is when it was true, if it was stated by hand."""

    measure: str
    number: int
    stated_on: PartialDate | None = None

    @property
    def noun(self):
        one, many = NOUNS[self.measure]
        return one if self.number == 1 else many


class CountedRoster:
    """The tenures that count on the day, read once for everything that a page tells of them."""

    def __init__(self, on=None):
        counted = Tenure.objects.counted(on)
        self.tenures = list(counted.select_related("jurisdiction__primary_county"))

    @cached_property
    def places(self):
        """The jurisdictions represented, the most populous first."""
        places = {tenure.jurisdiction_id: tenure.jurisdiction for tenure in self.tenures}
        return sorted(places.values(), key=lambda place: (-(place.population or 0), place.pk))

    @cached_property
    def members_by_county(self):
        """How many members serve in each county, by GEOID: in its own offices or in a place of it."""
        serving = {(tenure.person_id, tenure.jurisdiction.county) for tenure in self.tenures}
        return Counter(county.geoid for _, county in serving if county and county.geoid)

    def number(self, measure):
        counted = {
            Measure.MEMBERS: {tenure.person_id for tenure in self.tenures},
            Measure.JURISDICTIONS: {place.pk for place in self.places},
            Measure.COUNTIES: {place.county.pk for place in self.places if place.county},
        }
        return len(counted[measure])


def counted(measure, on=None):
    """The roster's own count on the day."""
    return CountedRoster(on).number(measure)


def figure(measure, on=None):
    """The figure that the site shows, or None when the roster isn't complete and nothing is stated."""
    roster = CountedRoster(on) if RosterSettings.is_complete() else None
    return next(iter(figures([measure], roster)), None)


def figures(measures, roster=None):
    """The figures of a complete roster, or else those of them that are stated by hand."""
    if roster:
        known = [measure for measure in measures if measure in Measure]
        return [Figure(measure, roster.number(measure)) for measure in known]
    rows = StatedFigure.objects.filter(settings__site__is_default_site=True)
    stated = {row.measure: row.figure for row in rows}
    return [stated[measure] for measure in measures if measure in stated]


def disagreements(on=None):
    """Each stated figure that differs from the roster's count, with that count."""
    stated = StatedFigure.objects.filter(settings__site__is_default_site=True)
    pairs = [(row.figure, counted(row.measure, on)) for row in stated]
    return [(figure, count) for figure, count in pairs if figure.number != count]


@register_setting(icon="group")
class RosterSettings(ClusterableModel, BaseSiteSetting):
    complete = models.BooleanField(
        "the roster is complete",
        default=False,
        help_text="Ticked, the site counts the members and places itself. Otherwise it shows the "
        "figures stated below and says that the list isn’t complete yet.",
    )

    panels = [
        FieldPanel("complete"),
        InlinePanel("stated_figures", heading="Figures stated by hand", label="Figure", max_num=2),
    ]

    class Meta:
        verbose_name = "roster settings"

    @classmethod
    def is_complete(cls):
        """Whether staff have said that the roster is complete."""
        return cls.objects.filter(site__is_default_site=True, complete=True).exists()

    @classmethod
    def standing(cls):
        """Whether the roster is complete, and whether made-up people are on it, in one query."""
        complete = Exists(cls.objects.filter(site=OuterRef("pk"), complete=True))
        sample = Exists(Person.objects.filter(is_sample=True))
        return Site.objects.filter(is_default_site=True).values_list(complete, sample).first()


class StatedFigure(models.Model):
    settings = ParentalKey(RosterSettings, on_delete=models.CASCADE, related_name="stated_figures")
    measure = models.CharField(
        "what", max_length=20, choices=STATED_MEASURES, help_text="What the number counts."
    )
    number = models.PositiveIntegerField(help_text="How many there were on that date.")
    stated_on = PartialDateField(
        "true on",
        blank=False,
        help_text="When the figure was true: June 2024. The site shows it beside the figure.",
    )

    panels = [FieldPanel("measure"), FieldPanel("number"), FieldPanel("stated_on")]

    class Meta:
        ordering = ["measure", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["settings", "measure"], name="one_stated_figure_a_measure"
            ),
            days_in_order("stated_on"),
        ]

    def __str__(self):
        return f"{self.number} {self.figure.noun}"

    @property
    def figure(self):
        return Figure(self.measure, self.number, self.stated_on)

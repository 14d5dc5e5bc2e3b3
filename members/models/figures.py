"""The headline figures: counted from the roster, or entered by hand until it is complete."""

from collections import Counter

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import register_setting

from core.figures import Figure
from core.generation import prepared
from core.site_settings import PreparedSettings, default_site
from members.models.dates import PartialDateField, days_in_order
from members.models.offices import Tenure
from members.models.places import places_with
from members.models.states import INCOMING_DAYS


class Measure(models.TextChoices):
    MEMBERS = "members", "Members"
    JURISDICTIONS = "jurisdictions", "Places (jurisdictions)"
    COUNTIES = "counties", "Counties reached"


#: Counties are only counted, never entered by hand.
STATED_MEASURES = [
    choice for choice in Measure.choices if choice[0] in (Measure.MEMBERS, Measure.JURISDICTIONS)
]


class CountedRoster:
    """The members and where they serve on the day, read once for a whole page."""

    def __init__(self, on=None):
        self.on = on

    @cached_property
    def possible_rows(self):
        """The ids of each member and each jurisdiction that they serve in at least one reading of the dates, and
        whether they do so in every reading."""
        tenures = Tenure.objects.possibly_counted(self.on).marked_counted(self.on)
        return list(tenures.values_list("person", "jurisdiction", "is_counted"))

    @cached_property
    def pairs(self):
        """Pairs of ids: each member and each jurisdiction that they serve."""
        return {(who, where) for who, where, is_counted in self.possible_rows if is_counted}

    @cached_property
    def possible_pairs(self):
        """The pairs in at least one reading of the dates."""
        return {(who, where) for who, where, _ in self.possible_rows}

    @cached_property
    def places(self):
        """The jurisdictions represented, most populous first."""
        places = places_with(self.jurisdictions)
        return sorted(places, key=lambda place: (-(place.population or 0), place.pk))

    @cached_property
    def members_by_county(self):
        """The number of members in each county, by GEOID: in its own offices or in a place in it."""
        counties = {place.pk: place.county for place in self.places}
        serving = {(person, counties.get(jurisdiction)) for person, jurisdiction in self.pairs}
        return Counter(county.geoid for _, county in serving if county and county.geoid)

    def serving(self, *jurisdictions):
        """Return the ids of the members who serve in one of these."""
        pks = {jurisdiction.pk for jurisdiction in jurisdictions}
        return {who for who, where in self.pairs if where in pks}

    def possibly_serving(self, jurisdiction):
        """Return the ids of those who are members there in some readings of the dates, but not in all."""
        possibly = {who for who, where in self.possible_pairs if where == jurisdiction.pk}
        return possibly - self.serving(jurisdiction)

    @cached_property
    def uncertain_places(self):
        """The ids of the jurisdictions represented in some readings of the dates, but not in all."""
        possibly = {where for _, where in self.possible_pairs}
        return possibly - self.jurisdictions

    @cached_property
    def members(self):
        return {person for person, _ in self.pairs}

    @cached_property
    def jurisdictions(self):
        return {jurisdiction for _, jurisdiction in self.pairs}

    def number(self, measure):
        if measure == Measure.MEMBERS:
            return len(self.members)
        if measure == Measure.JURISDICTIONS:
            return len(self.jurisdictions)
        return len({place.county.pk for place in self.places if place.county})


@prepared
def todays_roster():
    return CountedRoster()


@prepared(most=2)
def roster_of_day(on):
    return CountedRoster(on)


def roster_on(on=None):
    """Return the roster of the day, which is prepared."""
    return roster_of_day(on) if on else todays_roster()


def figure(measure, roster=None):
    """Return the figure that the site shows, or None if the roster is incomplete and none is entered."""
    counted = (roster or todays_roster()) if RosterSettings.is_complete() else None
    return next(iter(figures([measure], counted)), None)


def figures(measures, roster=None):
    """Return the figures of a complete roster, or else those entered by hand."""
    if roster:
        known = [measure for measure in measures if measure in Measure]
        return [Figure(measure, roster.number(measure)) for measure in known]
    stated = stated_figures()
    return [stated[measure] for measure in measures if measure in stated]


@prepared
def stated_figures():
    """Return the figures of the default site that were entered by hand, by what they count."""
    stated = StatedFigure.objects.filter(settings__site__is_default_site=True)
    return {row.measure: row.figure for row in stated}


def has_sample():
    """Return whether the roster has made-up people."""
    return getattr(default_site(), "has_sample", False)


def live_figure(measure, context):
    """Return the figure in the context of a page."""
    roster = context.get("counted_roster") if context.get("roster_complete") else None
    return next(iter(figures([measure], roster)), None)


def disagreements(on=None):
    """Return each figure entered by hand that differs from the roster's count, with that count."""
    roster = roster_on(on)
    pairs = [(figure, roster.number(figure.measure)) for figure in stated_figures().values()]
    return [(figure, count) for figure, count in pairs if figure.number != count]


@register_setting(icon="group")
class RosterSettings(ClusterableModel, PreparedSettings):
    complete = models.BooleanField(
        "the roster is complete",
        default=False,
        help_text="When checked, the site counts members and places automatically. Otherwise, it shows the "
        "figures entered below and says that the list isn’t complete yet.",
    )

    incoming_days = models.PositiveSmallIntegerField(
        "days before a start",
        default=INCOMING_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text="How many days before a term can begin the site calls the person “incoming”, from 1 to "
        "366. Before that, the future term gives no title.",
    )

    panels = [
        FieldPanel("complete"),
        FieldPanel("incoming_days"),
        InlinePanel("stated_figures", heading="Figures entered by hand", label="Figure", max_num=2),
    ]

    class Meta:
        verbose_name = "roster settings"

    @classmethod
    def of_default_site(cls):
        """Return the settings of the default site, or new ones if it has none."""
        return getattr(default_site(), cls._meta.model_name, None) or cls()

    @classmethod
    def is_complete(cls):
        """Return whether staff have marked the roster as complete."""
        return cls.of_default_site().complete


class StatedFigure(models.Model):
    settings = ParentalKey(RosterSettings, on_delete=models.CASCADE, related_name="stated_figures")
    measure = models.CharField(
        "what", max_length=20, choices=STATED_MEASURES, help_text="Choose what the number counts."
    )
    number = models.PositiveIntegerField(help_text="How many there were on that date.")
    stated_on = PartialDateField(
        "as of",
        blank=False,
        help_text="When the figure was true, such as June 2024. The site shows this date next to the figure.",
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

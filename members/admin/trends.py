"""Changes in the roster's counts over the last twelve months."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, Value
from django.utils.timezone import localdate

from core.generation import prepared
from members.models import Measure, Tenure
from members.models.dates import months_before
from members.models.places import county_of

MONTHS = 12
COUNTS = {
    Measure.MEMBERS: Count("person", distinct=True),
    Measure.JURISDICTIONS: Count("jurisdiction", distinct=True),
    Measure.COUNTIES: Count(county_of("jurisdiction"), distinct=True),
}
LABELS = {
    Measure.MEMBERS: "Members",
    Measure.JURISDICTIONS: "Jurisdictions represented",
    Measure.COUNTIES: "Counties reached",
}
BAR, GAP, HEIGHT = 8, 2, 32


@dataclass(frozen=True)
class Bar:
    """One column of the chart, in the chart's own units."""

    x: int
    y: int
    height: int
    width: int = BAR


@dataclass(frozen=True)
class Trend:
    """A measure's count today and on the same day of each of the previous twelve months."""

    measure: Measure
    numbers: tuple[int, ...]

    @property
    def label(self):
        return LABELS[self.measure]

    @property
    def number(self):
        return self.numbers[-1]

    @property
    def movement(self):
        """The change in words, such as "3 more than a year ago"."""
        change = self.number - self.numbers[0]
        if not change:
            return "Same as a year ago"
        return f"{abs(change)} {'more' if change > 0 else 'fewer'} than a year ago"

    @property
    def bars(self):
        tallest = max(self.numbers) or 1
        heights = [max(1, round(number / tallest * HEIGHT)) for number in self.numbers]
        return [
            Bar(place * (BAR + GAP), HEIGHT - height, height)
            for place, height in enumerate(heights)
        ]

    @property
    def view_box(self):
        return f"0 0 {len(self.numbers) * (BAR + GAP) - GAP} {HEIGHT}"


@dataclass(frozen=True)
class Trends:
    """The trends of all measures over the same days."""

    days: tuple[date, ...]
    measures: tuple[Trend, ...]

    @property
    def rows(self):
        """Return each day with its counts, newest first."""
        counts = zip(*(trend.numbers for trend in self.measures), strict=True)
        return list(zip(self.days, counts, strict=True))[::-1]


@prepared
def trends(on=None):
    on = on or localdate()
    days = [months_before(on, months) for months in range(MONTHS, -1, -1)]
    counts = counts_on(days)
    return Trends(
        tuple(days),
        tuple(Trend(measure, tuple(row[measure] for row in counts)) for measure in Measure),
    )


def counts_on(days):
    """Return `{measure: number}` for each of the days, in one query."""
    first, *others = (counts_of_day(day, place) for place, day in enumerate(days))
    rows = {row["place"]: row for row in first.union(*others, all=True)}
    return [rows.get(place, dict.fromkeys(Measure, 0)) for place in range(len(days))]


def counts_of_day(day, place):
    """Return a queryset with one row numbered by the day's index, or none if no one is counted."""
    tenures = Tenure.objects.counted(day).order_by()
    placed = tenures.annotate(place=Value(place, output_field=IntegerField())).values("place")
    return placed.annotate(**COUNTS)

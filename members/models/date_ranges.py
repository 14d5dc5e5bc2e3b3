"""Spells: times that run from a start up to, not including, an end, either of them partly known."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual
from django.utils.timezone import localdate

from members.models.dates import (
    UNKNOWN,
    EndDateField,
    PartialDateField,
    days_in_order,
    not_surely_before,
)


class SpellQuerySet(models.QuerySet):
    """Questions about one day, today unless another is given."""

    def surely_covering(self, on=None):
        """Those that cover the day however their partial dates are read."""
        return self.filter(self.sure_cover(on or localdate()))

    def possibly_covering(self, on=None):
        """Those that cover the day in one reading of their partial dates at least."""
        return self.filter(self.possible_cover(on or localdate()))

    def possibly_ended(self, on=None):
        """Those whose end is recorded and lies on or before the day in one reading at least."""
        on = on or localdate()
        return self.filter(Q(end_first__lte=on) | Q(end_first__isnull=True), end_last__isnull=False)

    def chronological(self):
        """Unknown starts first."""
        return self.order_by(models.F("start_first").asc(nulls_first=True), "pk")

    def sure_cover(self, on):
        sure_start = Coalesce(*self.model.sure_start_fields, output_field=models.DateField())
        not_ended = Q(end_last__isnull=True) | Q(end_first__gt=on)
        return Q(LessThanOrEqual(sure_start, on)) & not_ended

    def possible_cover(self, on):
        begun = Q(start_first__isnull=True) | Q(start_first__lte=on)
        not_ended = Q(end_last__isnull=True) | Q(end_last__gt=on)
        return begun & not_ended


class Spell(models.Model):
    """On the day of its end a spell no longer runs. An unknown start is sure from the day it was recorded."""

    start = PartialDateField()
    end = EndDateField()
    recorded_on = models.DateField(default=localdate, editable=False)

    #: The first of these that is known is the day from which the spell has surely begun.
    sure_start_fields = ("start_last", "recorded_on")

    objects = SpellQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            days_in_order("start"),
            days_in_order("end", first_day_optional=True),
            not_surely_before("end"),
        ]

    @property
    def sure_start(self):
        return next(day for name in self.sure_start_fields if (day := getattr(self, name)))

    @property
    def sure_end(self):
        """The day up to which nothing but the start can keep it from running."""
        return (self.end_first or date.min) if self.end_last else date.max

    def surely_covers(self, on):
        """What `SpellQuerySet.surely_covering` asks, of a spell that needn't be saved."""
        return self.sure_start <= on < self.sure_end

    def runs_after(self, on):
        """Whether it isn't surely over on the day; it may still be to begin."""
        return self.end_last is None or self.end_last > on

    @property
    def is_to_begin(self):
        """Whether it surely begins after today."""
        return bool(self.start and self.start.first > localdate())

    @property
    def period(self):
        """Start and end in words: "since 2024", "December 2023 to 2025", "dates not known"; what is to
        begin runs "from December 2030"."""
        if self.end is None:
            since = "from" if self.is_to_begin else "since"
            return f"{since} {self.start}" if self.start else "start unknown"
        if self.end.precision == UNKNOWN:
            return f"{self.start} to an unknown day" if self.start else "dates unknown"
        return f"{self.start} to {self.end}" if self.start else f"until {self.end}"

    def surely_overlaps(self, other):
        """Whether both surely run on one day at least."""
        return max(self.sure_start, other.sure_start) < min(self.sure_end, other.sure_end)

    def possibly_overlaps(self, other):
        """Whether one reading of the dates at least lets both run on one day.

        When one ends as the other begins, both in "December 2023", that is a handover.
        """
        if (self.end and self.end == other.start) or (other.end and other.end == self.start):
            return False
        starts = [spell.start_first or date.min for spell in (self, other)]
        ends = [spell.end_last or date.max for spell in (self, other)]
        return max(starts) < min(ends)

    def clean(self):
        super().clean()
        if self.start and self.end and self.end.last < self.start.first:
            raise ValidationError({"end": f"The end can’t come before the start, {self.start}."})

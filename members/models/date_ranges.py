"""Date ranges: from a start up to, not including, an end, either of them possibly known only in part."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from members.models.conditions import as_q, holds, sure_start
from members.models.dates import (
    UNKNOWN,
    EndDateField,
    PartialDateField,
    days_in_order,
    not_surely_before,
)
from members.models.states import (
    NOT_SURELY_OVER,
    POSSIBLY_COVERS,
    SURELY_AHEAD,
    SURELY_COVERS,
    State,
)


class DateRangeQuerySet(models.QuerySet):
    """Queries about one day, today by default."""

    def answering(self, condition, on=None):
        """Return the ranges for which a condition of members.models.states holds on the day."""
        return self.filter(as_q(condition, self.model, on or localdate()))

    def surely_covering(self, on=None):
        """Return the ranges that cover the day however their partial dates are read."""
        return self.answering(SURELY_COVERS, on)

    def possibly_covering(self, on=None):
        """Return the ranges that cover the day in at least one reading of their partial dates."""
        return self.answering(POSSIBLY_COVERS, on)

    def possibly_ended(self, on=None):
        """Return the ranges with a recorded end that is on or before the day in at least one reading."""
        on = on or localdate()
        return self.filter(Q(end_first__lte=on) | Q(end_first__isnull=True), end_last__isnull=False)

    def chronological(self):
        """Sort by start, with unknown starts first."""
        return self.order_by(models.F("start_first").asc(nulls_first=True), "pk")


class DateRange(models.Model):
    """A range that excludes the day of its end. An unknown start is definite from the day it was recorded."""

    start = PartialDateField()
    end = EndDateField()
    recorded_on = models.DateField(default=localdate, editable=False)

    #: The first of these that is known is the day from which it has definitely begun.
    start_fields = ("start_last", "recorded_on")

    objects = DateRangeQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            days_in_order("start"),
            days_in_order("end", first_day_optional=True),
            not_surely_before("end"),
        ]

    @property
    def sure_start(self):
        return sure_start(self)

    def surely_covers(self, on):
        """Return what `DateRangeQuerySet.surely_covering` asks, for a range that may be unsaved."""
        return holds(SURELY_COVERS, self, on)

    def possibly_covers(self, on):
        """Return what `DateRangeQuerySet.possibly_covering` asks, for a range that may be unsaved."""
        return holds(POSSIBLY_COVERS, self, on)

    def runs_after(self, on):
        """Return whether it isn't definitely over on the day; it may not have begun."""
        return holds(NOT_SURELY_OVER, self, on)

    def begins_after(self, on):
        """Return whether its start is definitely after the day."""
        return holds(SURELY_AHEAD, self, on)

    def state_on(self, on):
        """Return the State on the day; only a tenure can be held over."""
        if not self.runs_after(on):
            return State.FORMER
        if self.begins_after(on):
            return State.INCOMING
        return State.CURRENT if self.surely_covers(on) else State.UNCERTAIN

    @property
    def is_to_begin(self):
        """Return whether it definitely begins after today."""
        return self.begins_after(localdate())

    @property
    def period(self):
        """Start and end in words: "since 2024", "December 2023 to 2025", "dates unknown", or
        "from December 2030" if it hasn't begun."""
        if self.end is None:
            since = "from" if self.is_to_begin else "since"
            return f"{since} {self.start}" if self.start else "start unknown"
        if self.end.precision == UNKNOWN:
            return f"{self.start} to an unknown day" if self.start else "dates unknown"
        return f"{self.start} to {self.end}" if self.start else f"until {self.end}"

    def surely_overlaps(self, other):
        """Return whether both definitely share at least one day."""
        ends = [(one.end_first or date.min) if one.end_last else date.max for one in (self, other)]
        return max(self.sure_start, other.sure_start) < min(ends)

    def possibly_overlaps(self, other):
        """Return whether both share a day in at least one reading of the dates.

        If one ends when the other begins, both in "December 2023", that is a handover.
        """
        if (self.end and self.end == other.start) or (other.end and other.end == self.start):
            return False
        starts = [one.start_first or date.min for one in (self, other)]
        ends = [one.end_last or date.max for one in (self, other)]
        return max(starts) < min(ends)

    def clean(self):
        super().clean()
        if self.start and self.end and self.end.last < self.start.first:
            raise ValidationError({"end": f"The end can’t come before the start, {self.start}."})

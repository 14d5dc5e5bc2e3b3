"""Queries about tenures: which count, which share a seat, which need attention."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import (
    BooleanField,
    DateField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from wagtail.models import Site

from core.child_rows import marks_of_rows
from members.models.conditions import as_q
from members.models.date_ranges import DateRangeQuerySet
from members.models.dates import DaysEarlier, months_before
from members.models.network import CommitteeSeat, Membership
from members.models.office_places import in_wrong_place
from members.models.seats import in_seat, plain_seat_label
from members.models.states import INCOMING_DAYS, POSSIBLY_COUNTS, STATE, SURELY_COUNTS, State


class TenureQuerySet(DateRangeQuerySet):
    """Queries about tenures by the rules of members.models.states."""

    def current(self, on=None):
        """Return the tenures that count on the day in every reading of their partial dates."""
        return self.answering(SURELY_COUNTS, on)

    def possibly_current(self, on=None):
        """Return the tenures that count on the day in some readings of their dates, but not in all."""
        return self.answering(POSSIBLY_COUNTS & ~SURELY_COUNTS, on)

    def counted(self, on=None):
        """Return the tenures that make their holder a member: they count, and the membership is open."""
        return self.active().current(on).filter(in_open_membership(on))

    def possibly_counted(self, on=None):
        """Return the tenures that make their holder a member in at least one reading of all the dates."""
        memberships = Membership.objects.possibly_covering(on).filter(person=OuterRef("person"))
        return self.active().answering(POSSIBLY_COUNTS, on).filter(Exists(memberships))

    def marked_counted(self, on=None):
        """Add `is_counted` in the same query: whether `counted` finds the tenure, if the person is active."""
        counts = as_q(SURELY_COUNTS, self.model, on or localdate()) & Q(in_open_membership(on))
        return self.annotate(is_counted=ExpressionWrapper(counts, BooleanField()))

    def active(self):
        """Return the tenures of people with active records, as in `Person.is_active`."""
        return self.filter(person__status="active", person__merged_into__isnull=True)

    def in_office(self, on=None):
        """Return tenures of active people that are neither definitely over nor definitely ahead on the day."""
        return self.active().possibly_covering(on)

    def ending_within(self, days, on=None):
        """Return tenures in office whose expected end may be after the day and within so many days."""
        on = on or localdate()
        return self.in_office(on).filter(
            end_last__isnull=True,
            expected_end_last__gt=on,
            expected_end_first__lte=on + timedelta(days=days),
        )

    def awaiting_confirmation(self, on=None):
        """Return tenures of active people whose expected end has passed without confirmation."""
        return self.active().with_state(on).filter(state=State.AWAITING)

    def not_verified_for(self, months, on=None):
        """Return tenures in office that no one has verified for so many months."""
        since = months_before(on or localdate(), months)
        never = Q(verified_on_last__isnull=True)
        return self.in_office(on).filter(never | Q(verified_on_last__lte=since))

    def in_wrong_place(self):
        """Return tenures of active people whose place is of a kind that doesn't have the office."""
        return self.active().filter(in_wrong_place())

    def of_committee(self, on=None):
        """Return the current tenures of people on the committee."""
        seats = CommitteeSeat.objects.current(on).filter(person=OuterRef("person"))
        return self.active().current(on).filter(Exists(seats))

    def with_region(self):
        """Add `region`, that of the county that the place is or is mostly in."""
        regions = ("jurisdiction__region", "jurisdiction__primary_county__region")
        return self.annotate(region=Coalesce(*regions))

    def with_state(self, on=None):
        """Add `state`, each tenure's state on the day, and `incoming_from`.

        A term is incoming for the number of days in the roster settings before its first possible day:
        before December 1 if it begins in December, before January 1, 2026, if in 2026.
        """
        return self.annotate(
            incoming_from=DaysEarlier("start_first", incoming_days()),
            state=STATE.as_case(self.model, on or localdate()),
        )

    def for_titles(self, on=None):
        """Fetch all that titles, states and places on the day are made from, for people with all their tenures.

        Each tenure finds its state among its person's `stated_tenures`, because the database takes far longer
        to plan `with_state` than to find the tenures of a page.
        """
        return (
            self.annotate(
                **marks_of_rows(self.model, "leadership_roles"),
                stated_on=Value(on or localdate(), output_field=DateField()),
                incoming_from=DaysEarlier("start_first", incoming_days()),
            )
            .select_related("office", "jurisdiction__primary_county")
            .chronological()
        )

    def same_seat(self, tenure):
        """Return the tenures of the given one's seat, without merged records; none if it names no
        single seat."""
        if not tenure.seat:
            return self.none()
        label = plain_seat_label(tenure.seat_label)
        seat = in_seat(tenure.jurisdiction_id, tenure.office_id, label)
        return self.filter(seat, person__merged_into__isnull=True)

    def in_seats_like(self, tenures):
        """Return the tenures of these tenures' offices and places, without merged records."""
        return self.filter(
            jurisdiction__in={tenure.jurisdiction_id for tenure in tenures},
            office__in={tenure.office_id for tenure in tenures},
            person__merged_into__isnull=True,
        )

    def rivalries(self, tenures):
        """Yield each of these saved tenures that `Tenure.rivals` of any are found for, and the first of them."""
        seated = [tenure for tenure in tenures if tenure.seat]
        by_seat = defaultdict(list)
        for other in self.in_seats_like(seated).select_related("office", "person"):
            by_seat[other.seat].append(other)
        for tenure in seated:
            for other in by_seat[tenure.seat]:
                if other.pk != tenure.pk and other.surely_overlaps(tenure):
                    yield tenure, other
                    break


def in_open_membership(on=None):
    """Return the condition that the membership of the tenure's person is open on the day."""
    return Exists(Membership.objects.open(on).filter(person=OuterRef("person")))


def incoming_days():
    """Return an expression for the number of days in the roster settings."""
    settings = Site.objects.filter(is_default_site=True).values("rostersettings__incoming_days")
    return Coalesce(Subquery(settings[:1]), INCOMING_DAYS)

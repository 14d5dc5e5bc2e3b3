"""Tenures as they are asked for: who counts, who holds a seat, what needs attention."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from wagtail.models import Site

from members.models.date_ranges import DateRangeQuerySet
from members.models.dates import DaysEarlier, months_before
from members.models.network import CommitteeSeat, Membership
from members.models.places import region_of
from members.models.seats import in_seat
from members.models.states import INCOMING_DAYS, POSSIBLY_COUNTS, STATE, SURELY_COUNTS, State


class TenureQuerySet(DateRangeQuerySet):
    """What counts, and what the states mean, is ruled in members.models.states."""

    def current(self, on=None):
        """Those that count on the day however their partial dates are read."""
        return self.answering(SURELY_COUNTS, on)

    def possibly_current(self, on=None):
        """Those that count on the day in one reading of their dates, but not in all."""
        return self.answering(POSSIBLY_COUNTS & ~SURELY_COUNTS, on)

    def counted(self, on=None):
        """Those that make somebody a member: they count, and the holder's membership is open."""
        memberships = Membership.objects.open(on).filter(person=OuterRef("person"))
        return self.active().current(on).filter(Exists(memberships))

    def possibly_counted(self, on=None):
        """Those that make somebody a member in one reading of all the dates at least."""
        memberships = Membership.objects.possibly_covering(on).filter(person=OuterRef("person"))
        return self.active().answering(POSSIBLY_COUNTS, on).filter(Exists(memberships))

    def active(self):
        """Those of people whose records are active, as `Person.is_active` says of one."""
        return self.filter(person__status="active", person__merged_into__isnull=True)

    def in_office(self, on=None):
        """Those of active people that are neither surely over on the day nor surely still to begin."""
        return self.active().possibly_covering(on)

    def ending_within(self, days, on=None):
        """Those in office whose expected end may come after the day and by so many days later."""
        on = on or localdate()
        return self.in_office(on).filter(
            end_last__isnull=True,
            expected_end_last__gt=on,
            expected_end_first__lte=on + timedelta(days=days),
        )

    def awaiting_confirmation(self, on=None):
        """Those of active people whose expected end has passed without a word."""
        return self.active().with_state(on).filter(state=State.AWAITING)

    def not_verified_for(self, months, on=None):
        """Those in office that nobody has verified since the day so many months earlier."""
        since = months_before(on or localdate(), months)
        never = Q(verified_on_last__isnull=True)
        return self.in_office(on).filter(never | Q(verified_on_last__lte=since))

    def of_committee(self, on=None):
        """The current ones of the people who sit on the committee."""
        seats = CommitteeSeat.objects.current(on).filter(person=OuterRef("person"))
        return self.active().current(on).filter(Exists(seats))

    def with_region(self):
        """Adds `region`, that of the county that the place is or mostly lies in."""
        return self.annotate(region=region_of("jurisdiction"))

    def with_state(self, on=None):
        """Adds `state`, what each tenure is on the day, and `incoming_from`.

        A term is incoming from so many days, which the roster settings give, before its first possible
        day: one that begins in December, or in 2026, so long before December 1, or January 1, 2026.
        """
        return self.annotate(
            incoming_from=DaysEarlier("start_first", incoming_days()),
            state=STATE.as_case(self.model, on or localdate()),
        )

    def for_titles(self, on=None):
        """With all that a title, a state and a place on the day are made from."""
        return (
            self.with_state(on)
            .select_related("office", "jurisdiction__primary_county")
            .chronological()
        )

    def same_seat(self, tenure):
        """Those of the seat that the given tenure is for, merged records aside; none if it names no
        single seat."""
        seat = tenure.seat
        if not seat:
            return self.none()
        return self.filter(in_seat(seat), person__merged_into__isnull=True)


def incoming_days():
    """The number that the roster settings give, as a part of a query."""
    settings = Site.objects.filter(is_default_site=True).values("rostersettings__incoming_days")
    return Coalesce(Subquery(settings[:1]), INCOMING_DAYS)

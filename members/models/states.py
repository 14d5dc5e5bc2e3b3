"""What a tenure is on a given day: its states, and the questions that are asked about them."""

from datetime import timedelta

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from wagtail.models import Site

from members.models.date_ranges import SpellQuerySet
from members.models.dates import DaysEarlier, months_before
from members.models.joining import joined_cover
from members.models.network import CommitteeSeat, Membership


class State(models.TextChoices):
    """What a tenure is on a given day, the best known first."""

    CURRENT = "current", "current"
    HOLDOVER = "holdover", "holding over"
    AWAITING = "awaiting", "term ended, awaiting confirmation"
    UNCERTAIN = "uncertain", "uncertain"
    INCOMING = "incoming", "incoming"
    FORMER = "former", "former"
    COMING = "coming", "not yet begun"


#: How many days before its start a term makes its holder "incoming", unless the roster settings say otherwise.
INCOMING_DAYS = 120
#: These begin after the day.
STATES_AHEAD = (State.INCOMING, State.COMING)
COUNTED_STATES = (State.CURRENT, State.HOLDOVER)
TITLES_IN_STATE = {
    State.AWAITING: "{title} (term ended, awaiting confirmation)",
    State.UNCERTAIN: "{title} (uncertain)",
    State.INCOMING: "incoming {title}",
    State.FORMER: "former {title}",
    State.COMING: "",
}


class TenureQuerySet(SpellQuerySet):
    """A tenure *counts* on a day that it covers before its expected end, or when it has none; after
    it, if it was verified on or after the expected end, or if a later end is recorded. It covers a day
    by itself, or joined with others: see members.models.joining."""

    def current(self, on=None):
        """Those that count on the day however their partial dates are read."""
        return self.filter(self._surely_counts(on or localdate()))

    def possibly_current(self, on=None):
        """Those that count on the day in one reading of their dates, but not in all."""
        on = on or localdate()
        surely = Case(When(self._surely_counts(on), then=True), default=False)
        return self.alias(surely=surely).filter(self._possibly_counts(on), surely=False)

    def counted(self, on=None):
        """Those that make somebody a member: they count, and the holder's membership is open."""
        memberships = Membership.objects.open(on).filter(person=OuterRef("person"))
        return self.kept().current(on).filter(Exists(memberships))

    def possibly_counted(self, on=None):
        """Those that make somebody a member in one reading of all the dates at least."""
        memberships = Membership.objects.possibly_covering(on).filter(person=OuterRef("person"))
        possibly = self.kept().filter(self._possibly_counts(on or localdate()))
        return possibly.filter(Exists(memberships))

    def kept(self):
        """Those of the people whose records are kept up to date."""
        return self.filter(person__status="active", person__merged_into__isnull=True)

    def in_office(self, on=None):
        """Those of kept people that are neither surely over on the day nor surely still to begin."""
        return self.kept().possibly_covering(on)

    def ending_within(self, days, on=None):
        """Those in office whose expected end may come after the day and by so many days later."""
        on = on or localdate()
        return self.in_office(on).filter(
            end_last__isnull=True,
            expected_end_last__gt=on,
            expected_end_first__lte=on + timedelta(days=days),
        )

    def awaiting_confirmation(self, on=None):
        """Those of kept people whose expected end has passed without a word."""
        return self.kept().with_state(on).filter(state=State.AWAITING)

    def not_verified_for(self, months, on=None):
        """Those in office that nobody has verified since the day so many months earlier."""
        since = months_before(on or localdate(), months)
        never = Q(verified_on_last__isnull=True)
        return self.in_office(on).filter(never | Q(verified_on_last__lte=since))

    def of_committee(self, on=None):
        """The current ones of the people who sit on the committee."""
        seats = CommitteeSeat.objects.current(on).filter(person=OuterRef("person"))
        return self.kept().current(on).filter(Exists(seats))

    def with_region(self):
        """Adds `region`, that of the county that the place is or mostly lies in."""
        county = "jurisdiction__primary_county__region"
        return self.annotate(region=Coalesce("jurisdiction__region", county))

    def with_state(self, on=None):
        """Adds `state`, what each tenure is on the day, and `incoming_from`.

        A term is incoming from so many days, which the roster settings give, before its first possible
        day: one that begins in December, or in 2026, so long before December 1, or January 1, 2026.
        """
        on = on or localdate()
        surely_past_expected_end = Q(expected_end_last__lte=on, end_last__isnull=True) & (
            Q(verified_on_last__isnull=True) | Q(verified_on_last__lt=F("expected_end_first"))
        )
        before_expected_end = Q(expected_end_first__isnull=True) | Q(expected_end_first__gt=on)
        counted = Case(
            When(before_expected_end, then=Value(State.CURRENT)), default=Value(State.HOLDOVER)
        )
        return self.annotate(
            incoming_from=DaysEarlier("start_first", incoming_days()),
            state=Case(
                When(end_last__lte=on, then=Value(State.FORMER)),
                When(start_first__gt=on, incoming_from__lte=on, then=Value(State.INCOMING)),
                When(start_first__gt=on, then=Value(State.COMING)),
                When(self._surely_counts(on), then=counted),
                When(self.sure_cover(on) & surely_past_expected_end, then=Value(State.AWAITING)),
                default=Value(State.UNCERTAIN),
            ),
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
        if not tenure.seat:
            return self.none()
        jurisdiction, office, label = tenure.seat
        tenures = self.filter(
            jurisdiction=jurisdiction, office=office, person__merged_into__isnull=True
        )
        return tenures.filter(seat_label__iexact=label) if label else tenures

    def _surely_counts(self, on):
        counts_if_covering = (
            Q(expected_end_first__isnull=True)
            | Q(expected_end_first__gt=on)
            | Q(verified_on_first__gte=F("expected_end_last"))
            | Q(verified_on_first__gte=on)
            | Q(end_first__gt=on)
        )
        joined = joined_cover(self.model, on, due=counts_if_covering)
        return (self.sure_cover(on) & counts_if_covering) | joined

    def _possibly_counts(self, on):
        return self.possible_cover(on) & (
            Q(expected_end_first__isnull=True)
            | Q(expected_end_last__gt=on)
            | Q(verified_on_last__gte=F("expected_end_first"))
            | Q(end_last__gt=on)
        )


def incoming_days():
    """The number that the roster settings give, as a part of a query."""
    settings = Site.objects.filter(is_default_site=True).values("rostersettings__incoming_days")
    return Coalesce(Subquery(settings[:1]), INCOMING_DAYS)

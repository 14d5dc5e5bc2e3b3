"""What counts on a day, against every reading of a tenure's partial dates, written down a second time."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from members.dates import PartialDate
from members.models import Tenure
from tests.members.factories import TenureFactory

pytestmark = pytest.mark.django_db

#: Days are numbers here. A window this wide lets every boundary lie apart from all the others.
LAST_DAY = 9
NEVER, ALWAYS = 99, -99


def day(number):
    return date(2024, 1, 10) + timedelta(number)


def any_of(span, missing):
    """Every reading of a partial date."""
    if span is None:
        return [missing]
    first, last = span
    return [ALWAYS, *range(last + 1)] if first is None else list(range(first, last + 1))


def counts(on, start, end, expected, verified):
    covers = start <= on < end
    return covers and (
        expected is None
        or on < expected
        or (verified is not None and verified >= expected)
        or end != NEVER
    )


class Brute:
    """The rules of a tenure, read out over every possible combination of its days."""

    def __init__(self, start, end, expected, verified, recorded):
        self.rest = any_of(end, NEVER), any_of(expected, None), any_of(verified, None)
        self.ends, self.expected, _ = self.rest
        self.sure_starts = any_of(start, verified[1] if verified else recorded)
        self.possible_starts = any_of(start, ALWAYS)

    def surely(self, on):
        return all(counts(on, *reading) for reading in product(self.sure_starts, *self.rest))

    def possibly(self, on):
        return any(counts(on, *reading) for reading in product(self.possible_starts, *self.rest))

    def surely_covers(self, on):
        return all(start <= on < end for start, end in product(self.sure_starts, self.ends))

    def state(self, on):
        if all(end <= on for end in self.ends):
            return "former"
        if all(start > on for start in self.possible_starts):
            return "incoming"
        if self.surely(on):
            before = all(expected is None or on < expected for expected in self.expected)
            return "current" if before else "holdover"
        return "awaiting" if self.surely_covers(on) and not self.possibly(on) else "uncertain"


def in_order(start, end, expected):
    """Whether a tenure can have these dates: neither end surely lies before the start."""
    return not (start and any(span and span[1] < start[0] for span in (end, expected)))


def tenure_with(start, end, expected, verified, recorded, **others):
    dates = {"start": start, "end": end, "expected_end": expected, "verified_on": verified}
    return Tenure(
        **{name: span and partial_date(*span) for name, span in dates.items()},
        recorded_on=day(recorded),
        **others,
    )


def partial_date(first, last):
    return PartialDate(None if first is None else day(first), day(last))


def found_on(on):
    """`{pk: (sure, possible, state)}` of every tenure, as the querysets say it."""
    sure = set(Tenure.objects.current(day(on)).values_list("pk", flat=True))
    possible = set(Tenure.objects.possibly_current(day(on)).values_list("pk", flat=True))
    states = Tenure.objects.with_state(day(on)).values_list("pk", "state")
    return {pk: (pk in sure, pk in possible, state) for pk, state in states}


def expected_on(on, brute):
    sure = brute.surely(on)
    return sure, brute.possibly(on) and not sure, brute.state(on)


def test_every_tenure_within_three_days_is_what_all_its_readings_say():
    window = range(3)
    spans = [None, *combinations_with_replacement(window, 2)]
    ends = [*spans, *((None, last) for last in window)]
    dates = [d for d in product(spans, ends, spans, spans, window) if in_order(*d[:3])]
    example = TenureFactory()
    Tenure.objects.all().delete()
    whose = {"person": example.person, "office": example.office}
    tenures = Tenure.objects.bulk_create(
        [tenure_with(*days, jurisdiction=example.jurisdiction, **whose) for days in dates]
    )
    brutes = {tenure.pk: Brute(*days) for tenure, days in zip(tenures, dates, strict=True)}
    assert len(brutes) > 5_000
    seen = defaultdict(set)
    for on in range(-1, 4):
        found = found_on(on)
        wrong = [pk for pk, brute in brutes.items() if found[pk] != expected_on(on, brute)]
        assert not wrong, f"On day {on}: {dates[tenures.index(Tenure(pk=wrong[0]))]}"
        wrong = [one for one in tenures if one.surely_counts(day(on)) != found[one.pk][0]]
        assert not wrong, f"In memory, on day {on}: {dates[tenures.index(wrong[0])]}"
        for sure, possible, state in found.values():
            seen[state].add((sure, possible))
    assert seen == {
        "current": {(True, False)},
        "holdover": {(True, False)},
        "awaiting": {(False, False)},
        "uncertain": {(False, True), (False, False)},
        "incoming": {(False, False)},
        "former": {(False, False)},
    }


numbers = st.integers(0, LAST_DAY)
spans = st.none() | st.tuples(numbers, numbers).map(sorted).map(tuple)
ends = spans | numbers.map(lambda last: (None, last))


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=spans, end=ends, expected=spans, verified=spans, recorded=numbers)
@example(start=(0, 0), end=None, expected=(2, 3), verified=(3, 3), recorded=0)
@example(start=(0, 0), end=None, expected=(2, 4), verified=(3, 3), recorded=0)
@example(start=(0, 1), end=(3, 4), expected=(2, 2), verified=None, recorded=0)
@example(start=None, end=None, expected=None, verified=(1, 3), recorded=5)
def test_a_tenure_is_what_all_its_readings_say(
    django_db_blocker, start, end, expected, verified, recorded
):
    assume(in_order(start, end, expected))
    tenure = Tenure.objects.first() or TenureFactory()
    dates = start, end, expected, verified, recorded
    whose = {"person": tenure.person, "office": tenure.office}
    tenure_with(*dates, pk=tenure.pk, jurisdiction=tenure.jurisdiction, **whose).save()
    brute = Brute(*dates)
    for on in range(-1, LAST_DAY + 2):
        assert found_on(on) == {tenure.pk: expected_on(on, brute)}, on


@given(
    st.tuples(spans, ends, spans, spans, numbers),
    st.tuples(spans, ends, spans, spans, numbers),
)
def test_two_tenures_surely_overlap_if_one_day_is_surely_covered_by_both(dates, others):
    assume(in_order(*dates[:3]) and in_order(*others[:3]))
    one, other = tenure_with(*dates), tenure_with(*others)
    days = range(-1, LAST_DAY + 2)
    both = [on for on in days if all(Brute(*d).surely_covers(on) for d in (dates, others))]
    assert one.surely_overlaps(other) == other.surely_overlaps(one) == bool(both)

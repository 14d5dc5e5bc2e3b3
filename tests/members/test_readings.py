"""States on a day, checked against an independent account of every reading of a tenure's partial dates."""

from collections import defaultdict
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from members.models import Tenure
from members.models.conditions import holds
from members.models.states import POSSIBLY_COUNTS, SURELY_COUNTS, SURELY_PAST_EXPECTED_END
from tests.members.factories import TenureFactory
from tests.members.readings import LAST_DAY, Brute, day, in_order, people, tenure_with

pytestmark = pytest.mark.django_db


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
    dates = [
        d
        for d in product(spans, ends, spans, spans, window)
        if in_order(*d[:3]) and not repeats(*d)
    ]
    example = TenureFactory()
    Tenure.objects.all().delete()
    where = {"office": example.office, "jurisdiction": example.jurisdiction}
    tenures = Tenure.objects.bulk_create(
        [
            tenure_with(*days, person=person, **where)
            for person, days in zip(people(len(dates)), dates, strict=True)
        ]
    )
    brutes = {tenure.pk: Brute(*days) for tenure, days in zip(tenures, dates, strict=True)}
    assert len(brutes) > 2_000
    seen = defaultdict(set)
    for on in range(-1, 4):
        found = found_on(on)
        wrong = [pk for pk, brute in brutes.items() if found[pk] != expected_on(on, brute)]
        assert not wrong, f"On day {on}: {dates[tenures.index(Tenure(pk=wrong[0]))]}"
        wrong = [one for one in tenures if one.surely_counts(day(on)) != found[one.pk][0]]
        assert not wrong, f"In memory, on day {on}: {dates[tenures.index(wrong[0])]}"
        stated = Tenure.objects.with_state(day(on))
        wrong = [one for one in stated if one.state_on(day(on)) != one.state]
        assert not wrong, f"In memory, on day {on}: {dates[tenures.index(wrong[0])]}"
        for condition in (SURELY_COUNTS, POSSIBLY_COUNTS, SURELY_PAST_EXPECTED_END):
            for asked in (condition, ~condition):
                answering = set(Tenure.objects.answering(asked, day(on)))
                assert {one for one in tenures if holds(asked, one, day(on))} == answering
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


def repeats(start, end, expected, verified, recorded):
    """Return whether a date makes no difference given the others, so that its lowest value proves the same."""
    recorded_counts = start is None and verified is None
    verified_counts = start is None or expected is not None
    return bool(recorded and not recorded_counts) or bool(verified and not verified_counts)


numbers = st.integers(0, LAST_DAY)
spans = st.none() | st.tuples(numbers, numbers).map(sorted).map(tuple)
ends = spans | numbers.map(lambda last: (None, last))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
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

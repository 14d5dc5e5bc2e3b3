"""One person's terms of one seat that touch, against every reading in which one begins as the other ends."""

from itertools import combinations_with_replacement, pairwise, permutations, product

import pytest

from members.models import Tenure
from tests.members.factories import TenureFactory
from tests.members.readings import (
    ALWAYS,
    NEVER,
    Brute,
    any_of,
    counts,
    day,
    in_order,
    people,
    tenure_with,
)

pytestmark = pytest.mark.django_db


class BruteChain:
    """The terms of a seat, each as its (start, end, expected end, verified, recorded) days."""

    def __init__(self, terms):
        self.terms = terms
        self.own = [Brute(*term) for term in terms]

    def surely(self, number, on):
        """Return whether the term counts on the day in each of its readings, or in each reading of its chain."""
        if self.own[number].surely(on):
            return True
        return any(
            number in chain and self._covers(chain, number, on)
            for length in range(2, len(self.terms) + 1)
            for chain in permutations(range(len(self.terms)), length)
        )

    def _covers(self, chain, number, on):
        holds = False
        for reading in self._readings(chain):
            holder = self._holder(chain, on, *reading)
            if holder is None:
                return False
            holds |= holder == number
        return holds

    def _readings(self, chain):
        """Each start of the chain, its days of handover, and its end with what tells of the last term."""
        first, last = self.own[chain[0]], self.own[chain[-1]]
        handovers = [
            sorted(set(self._known_ends(one)) & set(self._known_starts(other)))
            for one, other in pairwise(chain)
        ]
        for days in product(*handovers):
            starts = [s for s in first.sure_starts if s <= days[0]] or [days[0]]
            for start, rest in product(starts, product(*last.rest)):
                if list(days) == sorted(days) and days[-1] <= rest[0]:
                    yield start, days, rest

    def _known_ends(self, number):
        end = self.terms[number][1]
        return [] if end is None or end[0] is None else any_of(end, NEVER)

    def _known_starts(self, number):
        start = self.terms[number][0]
        return [] if start is None else any_of(start, ALWAYS)

    def _holder(self, chain, on, start, days, rest):
        """Return the term that counts on the day in a reading, if one does."""
        starts, ends = [start, *days], [*days, rest[0]]
        for number, begins, ends_on in zip(chain, starts, ends, strict=True):
            if begins <= on < ends_on:
                due = rest[1:] if number == chain[-1] else (None, None)
                return number if counts(on, begins, ends_on, *due) else None
        return None


window = range(3)
SPANS = list(combinations_with_replacement(window, 2))
ENDS = [None, *SPANS, (None, 1)]
#: Two terms with any starts and ends, and three of which the outer ones are long.
PAIRS = [
    ((*one, None, None, 1), (*other, None, None, 1))
    for one, other in product(product([None, *SPANS], ENDS), repeat=2)
]
DUE = [
    (((0, 0), end, None, None, 0), (start, None, expected, verified, 0))
    for end, start, expected, verified in product(SPANS, SPANS, SPANS, [None, *SPANS])
]
TRIPLES = [
    (((0, 0), end, None, None, 0), (*middle, None, None, 0), (start, None, None, None, 0))
    for end, middle, start in product(SPANS, product(SPANS, SPANS), SPANS)
]


def possible(terms):
    return all(in_order(*term[:3]) for term in terms)


@pytest.mark.parametrize(
    "cases, least", [(PAIRS, 1_300), (DUE, 900), (TRIPLES, 800)], ids=["pairs", "due", "triples"]
)
def test_each_chain_within_three_days_is_what_all_its_readings_say(cases, least):
    cases = [terms for terms in cases if possible(terms)]
    assert len(cases) > least
    chains, brutes = saved(cases), [BruteChain(terms) for terms in cases]
    joined = 0
    for on in range(-1, 4):
        current = set(Tenure.objects.current(day(on)).values_list("pk", flat=True))
        for terms, chain, brute in zip(cases, chains, brutes, strict=True):
            found = [tenure.pk in current for tenure in chain]
            assert [t.surely_counts(day(on), chain) for t in chain] == found, (on, terms)
            if not is_open(terms, on):
                continue
            sure = [brute.surely(number, on) for number in range(len(chain))]
            joined += any(sure) and not any(own.surely(on) for own in brute.own)
            if len(chain) == 2:
                assert found == sure, (on, terms)
            else:  # Which of three terms it is that covers the day may stay open, not whose seat it is.
                assert any(found) == any(sure), (on, terms)
                assert not any(row and not all_ for row, all_ in zip(found, sure, strict=True))
    assert joined > 50


def is_open(terms, on):
    """Return whether one of the terms may begin or end around the day."""
    return any(
        a <= on < b
        for start, end, *_ in terms
        for a, b in filter(None, (start, end))
        if a is not None
    )


def saved(cases):
    """The tenures of each case, of a person each."""
    example = TenureFactory(office__one_holder=True)
    seat = {"office": example.office, "jurisdiction": example.jurisdiction}
    chains = [
        [tenure_with(*term, person=person, **seat) for term in terms]
        for person, terms in zip(people(len(cases)), cases, strict=True)
    ]
    Tenure.objects.bulk_create([tenure for chain in chains for tenure in chain])
    return chains

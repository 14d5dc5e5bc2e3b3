"""The rules of a tenure on a day, written down a second time: every reading of its partial dates."""

from datetime import date, timedelta
from itertools import product

from members.models import Person, Tenure
from members.models.dates import PartialDate

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
    """Return whether a tenure can have these dates: neither end is surely before the start."""
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


def people(number):
    """So many people, saved quickly."""
    return Person.objects.bulk_create(
        [Person(name=f"Person {n}", slug=f"person-{n}") for n in range(number)]
    )

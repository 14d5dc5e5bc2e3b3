"""Checks across the rows of a plan: rivals for one seat, and records that are unusual."""

from collections import defaultdict
from datetime import date

from django.utils.timezone import localdate

from members.importing.columns import BY_KEY
from members.models import AcceptedWarning, Person
from members.models.person_fields import NAME_PARTS
from members.models.warnings import doubts, overlap_with
from spreadsheets.plans import Problem
from spreadsheets.reader import misfits

#: Dates of a tenure, and how many years before and after this one they plausibly are.
FAR = (("start", 80, 80), ("expected_end", 80, 8), ("end", 80, 8))
#: The day before the first one that Excel can count.
EXCELS_DAY_ZERO = date(1899, 12, 30)


def check_seats(rows, records, headings):
    """Refuse two people who definitely hold one seat at once, even if both come from the file.

    If one of them is on record already, only the row of the newcomer is wrong.
    """
    seats = by_seat(records)
    for row in rows:
        if not (row.part and row.changes) or row.problems:
            continue
        for rival in seats[row.part.seat]:
            is_newcomer = row.part.pk and not rival.pk
            if rival is not row.part and not is_newcomer and rival.surely_overlaps(row.part):
                row.problems.append(
                    Problem(headings.get("start", ""), rival.rivalry_with(row.part))
                )
                break


def by_seat(records):
    """Map each seat with a name of its own to its tenures."""
    seats = defaultdict(list)
    for record in records:
        for tenure in record.tenures:
            if tenure.seat:
                seats[tenure.seat].append(tenure)
    return seats


def warn(rows, records):
    """Add the warnings that an editor would have to accept in the edit form and hasn't yet."""
    seats, done = by_seat(records), set()
    accepted = set(AcceptedWarning.objects.values_list("person", "kind", "about"))
    for row in rows:
        if not row.changes or row.problems:
            continue
        row.warnings += odd_letters(row)
        if row.part:
            row.warnings += far_dates(row)
        if row.part and row.part.seat:
            row.warnings += overlaps(row.part, seats, accepted)
        if id(row.record) not in done:
            done.add(id(row.record))
            row.warnings += doubts_about(row.record, accepted)


def odd_letters(row):
    """Yield a sentence if the row changes the name to one with signs that a program may have misread."""
    name, changed = row.record.person.name, {change.header for change in row.changes}
    odd = misfits(name)
    if odd and not changed.isdisjoint(BY_KEY[key].header for key in NAME_PARTS):
        yield f"“{name}” has “{odd}” where names don’t. A program may have misread it."


def far_dates(row):
    """Yield a sentence for each date of the row's tenure that changes and is implausibly far away."""
    changed, today = {change.header for change in row.changes}, localdate()
    for key, years_before, years_after in FAR:
        value, column = getattr(row.part, key), BY_KEY[key]
        if not value or column.header not in changed:
            continue
        day = value.first or value.last
        if not -years_before <= day.year - today.year <= years_after:
            yield f"{column.header} is {value}, which is far from today.{hint_about(value)}"


def hint_about(value):
    """Say which year a date may have been, if it is one that Excel makes of the number of a year."""
    number = (value.last - EXCELS_DAY_ZERO).days
    if value.first != value.last or number not in range(1900, 2100):
        return ""
    return f" Excel makes this date of the year {number} in a column of dates."


def doubts_about(record, accepted):
    person = record.person
    if person.status != Person.Status.ACTIVE:
        return
    for doubt in doubts(person, record.memberships, record.committee_seats, record.tenures):
        if (person.pk, doubt.kind, doubt.about) not in accepted:
            yield doubt.sentence


def overlaps(tenure, seats, accepted):
    """Yield warnings of shared seats, except those accepted for either of the two people."""
    for rival in seats[tenure.seat]:
        if rival.person is tenure.person or not rival.possibly_overlaps(tenure):
            continue
        pair = {
            (one.person.pk, AcceptedWarning.Kind.OVERLAP, str(other.pk))
            for one, other in ((tenure, rival), (rival, tenure))
        }
        if not accepted & pair:
            yield overlap_with(rival).sentence

"""The checks of the edit form, made in memory for all rows of a plan at once."""

from collections import defaultdict

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from members.importing.columns import IMPORTED
from members.importing.fields import Field
from members.importing.plans import Problem
from members.importing.rows import Contacts, SpellColumn
from members.importing.snapshots import changed_rows
from members.models import AcceptedWarning, Person
from members.models.warnings import doubts, overlap_with

#: Fields whose check asks the database, or that are filled in when saving.
UNCHECKED = {
    "person": ("portrait", "merged_into", "latest_revision", "slug"),
    "tenures": ("person", "office", "jurisdiction"),
    "leadership_roles": ("tenure",),
    "memberships": ("person",),
    "committee_seats": ("person", "sort_order"),
    "contacts": ("person",),
    "links": ("person",),
}


def check_record(record, before):
    """(our column or None, sentence) for all that is wrong with the person and what differs from before."""
    yield from faults("person", record.person)
    for name, row in changed_rows(record, before):
        yield from faults(name, row)


def faults(name, instance):
    checks = (
        lambda: instance.clean_fields(exclude=UNCHECKED[name]),
        instance.clean_alone if name == "tenures" else instance.clean,
    )
    for check in checks:
        try:
            check()
        except ValidationError as error:
            for field, sentences in sentences_of(error).items():
                yield from ((column_of(name, instance, field), words) for words in sentences)
            return


def sentences_of(error):
    """{field: sentences}, in plain words."""
    if not hasattr(error, "error_dict"):
        return {NON_FIELD_ERRORS: error.messages}
    return {
        field: [in_plain_words(item) for item in errors]
        for field, errors in error.error_dict.items()
    }


def in_plain_words(error):
    if error.code == "max_length":
        limit, length = error.params["limit_value"], error.params["show_value"]
        return f"This is too long: {length:,} characters, and at most {limit:,} fit."
    return error.messages[0]


def column_of(name, instance, field):
    """The column that writes the field of a row in the list of that name."""
    for column in IMPORTED:
        if isinstance(column, SpellColumn):
            found = (column.rows, column.part) == (name, field)
        elif isinstance(column, Contacts):
            found = name == "contacts" and column.kind == instance.kind
        elif isinstance(column, Field):
            found = (column.owner, column.key) == (name.removesuffix("s"), field)
        else:
            found = column.key == name
        if found:
            return column
    return None


def check_seats(rows, records, headings):
    """Refuses two people who are surely in one seat at once, those of two rows of the file as well."""
    seats = by_seat(records)
    for row in rows:
        if not (row.tenure and row.changes) or row.problems:
            continue
        for rival in seats[row.tenure.seat]:
            if rival is not row.tenure and rival.surely_overlaps(row.tenure):
                add(row, headings, rival.rivalry_with(row.tenure))
                break


def add(row, headings, sentence):
    row.problems.append(Problem(headings.get("start", ""), sentence))


def by_seat(records):
    """The tenures of each seat that is told from others; the seat None holds none."""
    seats = defaultdict(list)
    for record in records:
        for tenure in record.tenures:
            if tenure.seat:
                seats[tenure.seat].append(tenure)
    return seats


def warn(rows, records):
    """Tells what an editor would have to accept in the edit form, and hasn't yet."""
    seats, done = by_seat(records), set()
    accepted = set(AcceptedWarning.objects.values_list("person", "kind", "about"))
    for row in rows:
        if not row.changes or row.problems:
            continue
        if row.tenure and row.tenure.seat:
            row.warnings += overlaps(row.tenure, seats, accepted)
        if id(row.record) not in done:
            done.add(id(row.record))
            row.warnings += doubts_about(row.record, accepted)


def doubts_about(record, accepted):
    person = record.person
    if person.status != Person.Status.ACTIVE:
        return
    for doubt in doubts(person, record.memberships, record.committee_seats, record.tenures):
        if (person.pk, doubt.kind, doubt.about) not in accepted:
            yield doubt.sentence


def overlaps(tenure, seats, accepted):
    for rival in seats[tenure.seat]:
        if rival.person is tenure.person or not rival.possibly_overlaps(tenure):
            continue
        if not accepted & {about_overlap(tenure, rival), about_overlap(rival, tenure)}:
            yield overlap_with(rival).sentence


def about_overlap(tenure, rival):
    return tenure.person.pk, AcceptedWarning.Kind.OVERLAP, str(rival.pk)

"""People with all their rows: read in a few queries, exported, and saved by an import."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import F

from members.models import (
    CommitteeSeat,
    ContactDetail,
    LeadershipRole,
    Membership,
    OtherName,
    Person,
    PersonLink,
    Tenure,
)
from members.models.people import RESERVED_SLUGS
from members.models.slugs import fill_in_slugs
from spreadsheets.bulk import remove_rows, save_rows
from spreadsheets.snapshots import plain_values, remembered, values_of

#: The models of a record and its rows, in the order in which they are saved.
SAVED = (
    Person,
    Tenure,
    LeadershipRole,
    Membership,
    CommitteeSeat,
    ContactDetail,
    PersonLink,
    OtherName,
)
#: The lists of rows that a person has.
ROWS = ("tenures", "memberships", "committee_seats", "contacts", "links", "other_names")
#: The number of people that an export reads at a time.
PEOPLE_AT_ONCE = 1_000


@dataclass(eq=False)
class Record:
    """A person and the rows of that person, as they are or as an import would have them."""

    person: Person
    tenures: list = field(default_factory=list)
    memberships: list = field(default_factory=list)
    committee_seats: list = field(default_factory=list)
    contacts: list = field(default_factory=list)
    links: list = field(default_factory=list)
    other_names: list = field(default_factory=list)
    #: The leadership roles of all tenures.
    leadership_roles: list = field(default_factory=list)
    #: An import's snapshot of it before its first change.
    before: dict | None = None

    @property
    def pk(self):
        return self.person.pk

    @property
    def names(self):
        """All names of the person, today's first."""
        return [self.person.name, *(other.name for other in self.other_names)]

    @property
    def rows(self):
        return [
            *(*self.tenures, *self.leadership_roles, *self.memberships),
            *(*self.committee_seats, *self.contacts, *self.links, *self.other_names),
        ]

    def export_rows(self):
        """Return a row for each tenure, the earliest first, or one without a tenure."""
        return [ExportRow(self, tenure) for tenure in self.tenures or [None]]

    def add(self, name, row):
        """Add a row to the list of that name, and return it."""
        getattr(self, name).append(row)
        return row

    def snapshot(self):
        """Return what `spreadsheets.snapshots.snapshot` returns for a saved person, without accepted warnings."""
        tenures = [
            values_of(tenure)
            | {
                "leadership_roles": [
                    values_of(r) for r in self.leadership_roles if r.tenure is tenure
                ]
            }
            for tenure in self.tenures
        ]
        rows = {name: list(map(values_of, getattr(self, name))) for name in ROWS}
        return plain_values({**values_of(self.person), **rows, "tenures": tenures})

    @property
    def is_renamed(self):
        """True if a search finds the person by another name than before the import."""
        return not self.before or self.before["name"] != self.person.name

    def assemble(self, accepted_warnings):
        """Give the saved person all rows, in the database's order, and return the person."""
        for name in ROWS:
            setattr(self.person, name, getattr(self, name))
        for tenure in self.tenures:
            tenure.leadership_roles = [r for r in self.leadership_roles if r.tenure is tenure]
        self.person.accepted_warnings = accepted_warnings
        return self.person

    def changed_since(self, before):
        """Yield the person, and then the rows, that are new or differ from the snapshot."""
        known = remembered(Person, before) if before else {}
        for instance in (self.person, *self.rows):
            key = type(instance), instance.pk
            if not instance.pk or plain_values(values_of(instance)) != known.get(key):
                yield instance

    def removed_since(self, before):
        """Yield the model and the id of each row of the snapshot that is gone."""
        kept = {(type(instance), instance.pk) for instance in (self.person, *self.rows)}
        yield from (key for key in remembered(Person, before) if key not in kept)


def save_records(records):
    """Save what differs from each record's `before`, in a few queries; return what was saved, by model.

    The planner has made the models' own checks; constraints are left to the database.
    """
    changed, removed = defaultdict(list), defaultdict(list)
    for record in records:
        for instance in record.changed_since(record.before):
            changed[type(instance)].append(instance)
        for model, pk in record.removed_since(record.before) if record.before else ():
            removed[model].append(pk)
    fill_in_slugs(Person, changed[Person], str, RESERVED_SLUGS)
    CommitteeSeat.objects.fill_in_order(changed[CommitteeSeat])
    for model in SAVED:
        for row in changed[model] if model is not Person else ():
            owner = "tenure" if model is LeadershipRole else "person"
            setattr(row, owner, getattr(row, owner))  # which may have an id only now
        save_rows(changed[model], kept=["latest_revision"])
    for model, pks in removed.items():
        remove_rows(model, pks)
    return changed


@dataclass(eq=False)
class ExportRow:
    """The subject of one row of a file: a person and one of their tenures, or None."""

    record: Record
    tenure: Tenure | None = None

    @property
    def person(self):
        return self.record.person


def roster_table(pks, columns):
    """Yield the header, then a row for each tenure of the people with these ids and one for anyone without.

    They are in the ids' order, without withdrawn or merged ones, and use a constant amount of memory.
    """
    yield [column.header for column in columns]
    for number in range(0, len(pks), PEOPLE_AT_ONCE):
        part = pks[number : number + PEOPLE_AT_ONCE]
        people = Person.objects.filter(pk__in=part).not_withdrawn()
        records = {record.pk: record for record in load_records(people)}
        for record in filter(None, map(records.get, part)):
            yield from ([column.read(row) for column in columns] for row in record.export_rows())


def load_records(people):
    """Return the records of these people, in a fixed number of queries."""
    records = {person.pk: Record(person) for person in people}
    tenures = Tenure.objects.with_state().select_related("office", "jurisdiction")
    for name, rows in (
        ("tenures", tenures.chronological()),
        ("memberships", Membership.objects.chronological()),
        ("committee_seats", CommitteeSeat.objects.chronological()),
        ("contacts", ContactDetail.objects.all()),
        ("links", PersonLink.objects.all()),
        ("other_names", OtherName.objects.all()),
    ):
        for row in rows.filter(person__in=people):
            if record := records.get(row.person_id):
                row.person = record.person
                record.add(name, row)
    tenures = {tenure.pk: tenure for record in records.values() for tenure in record.tenures}
    roles = LeadershipRole.objects.filter(tenure__person__in=people)
    for role in roles.order_by(F("start_first").asc(nulls_first=True), "pk"):
        if tenure := tenures.get(role.tenure_id):
            role.tenure = tenure
            records[tenure.person_id].add("leadership_roles", role)
    return list(records.values())

"""People with all their rows: read in a few queries, exported, and saved by an import."""

from dataclasses import dataclass, field

from django.db.models import F

from members.models import (
    CommitteeSeat,
    ContactDetail,
    LeadershipRole,
    Membership,
    Person,
    PersonLink,
    Tenure,
)
from spreadsheets.snapshots import plain_values, remembered, values_of

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
    #: The leadership roles of all tenures.
    leadership_roles: list = field(default_factory=list)
    #: An import's snapshot of it before its first change.
    before: dict | None = None

    @property
    def pk(self):
        return self.person.pk

    @property
    def rows(self):
        """All rows in the order in which they are saved."""
        return [
            *(*self.tenures, *self.leadership_roles, *self.memberships),
            *(*self.committee_seats, *self.contacts, *self.links),
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
        names = ("memberships", "committee_seats", "contacts", "links")
        rows = {name: list(map(values_of, getattr(self, name))) for name in names}
        return plain_values({**values_of(self.person), "tenures": tenures, **rows})

    def changed_since(self, before):
        """Yield the person, and then the rows, that are new or differ from the snapshot."""
        known = remembered(Person, before) if before else {}
        for instance in (self.person, *self.rows):
            key = type(instance), instance.pk
            if not instance.pk or plain_values(values_of(instance)) != known.get(key):
                yield instance

    def save(self):
        """Save what differs from `before`; return the tenures among it.

        Constraints are left to the database; checking them here as well would take a third of the time.
        """
        changed = list(self.changed_since(self.before))
        for instance in changed:
            if isinstance(instance, LeadershipRole):
                instance.tenure = instance.tenure  # which has an id only now
            elif instance is not self.person:
                instance.person = self.person
            if isinstance(instance, Tenure):
                instance.clean_fields()
                instance.clean_alone()
            else:
                unset = [name for name in ("slug", "sort_order") if not getattr(instance, name, 1)]
                instance.full_clean(exclude=unset, validate_constraints=False)
            instance.save()
        kept = {(type(instance), instance.pk) for instance in (self.person, *self.rows)}
        for model, pk in remembered(Person, self.before) if self.before else ():
            if (model, pk) not in kept:
                model.objects.get(pk=pk).delete()
        return [instance for instance in changed if isinstance(instance, Tenure)]


@dataclass(eq=False)
class ExportRow:
    """The subject of one row of a file: a person and one of their tenures, or None."""

    record: Record
    tenure: Tenure | None = None

    @property
    def person(self):
        return self.record.person


def roster_table(people, columns):
    """Yield the header, then a row for each tenure of these people and one for anyone who has none.

    They are in the queryset's order, without withdrawn or merged ones, and use a constant amount of memory.
    """
    yield [column.header for column in columns]
    pks = list(people.not_withdrawn().values_list("pk", flat=True))
    for number in range(0, len(pks), PEOPLE_AT_ONCE):
        part = pks[number : number + PEOPLE_AT_ONCE]
        records = {record.pk: record for record in load_records(Person.objects.filter(pk__in=part))}
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

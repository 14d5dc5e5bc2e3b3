"""People with all the rows that belong to them, read from the database in a fixed number of queries."""

from dataclasses import dataclass, field

from members.models import (
    CommitteeSeat,
    ContactDetail,
    LeadershipRole,
    Membership,
    Person,
    PersonLink,
    Tenure,
)

#: How many people are read at a time when lines are only passed on.
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
    #: Of all tenures together.
    leadership_roles: list = field(default_factory=list)
    #: An import's snapshot of it before its first change.
    before: dict | None = None

    @property
    def pk(self):
        return self.person.pk

    def lines(self):
        """One for each tenure, the earliest first, or one without a tenure."""
        return [Line(self, tenure) for tenure in self.tenures or [None]]

    def add(self, name, row):
        """A new row to the list of that name."""
        getattr(self, name).append(row)
        return row


@dataclass(eq=False)
class Line:
    """What one row of a file speaks of: a person and one of their tenures, or None."""

    record: Record
    tenure: Tenure | None = None

    @property
    def person(self):
        return self.record.person


def lines(people):
    """The lines of these people in the order of the queryset; the memory it takes doesn't grow."""
    pks = list(people.values_list("pk", flat=True))
    for number in range(0, len(pks), PEOPLE_AT_ONCE):
        part = pks[number : number + PEOPLE_AT_ONCE]
        records = {record.person.pk: record for record in load(Person.objects.filter(pk__in=part))}
        for record in filter(None, map(records.get, part)):
            yield from record.lines()


def load(people):
    """The records of these people, in as many queries for any number of them."""
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
    _load_roles(records, people)
    return list(records.values())


def _load_roles(records, people):
    tenures = {tenure.pk: tenure for record in records.values() for tenure in record.tenures}
    roles = LeadershipRole.objects.filter(tenure__person__in=people)
    for role in sorted(roles, key=lambda role: (str(role.start_first or ""), role.pk)):
        if tenure := tenures.get(role.tenure_id):
            role.tenure = tenure
            records[tenure.person_id].add("leadership_roles", role)

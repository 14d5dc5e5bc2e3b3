"""Works out what a table would do to the roster."""

from copy import copy

from members.importing.checking import check_seats, warn
from members.importing.columns import ROSTER_COLUMNS
from members.importing.identity import person_differences, refuse_doubtful
from members.importing.leaving import missing_members
from members.importing.lookups import Offices, Places
from members.importing.matching import (
    Roster,
    find_office,
    find_person,
    find_place,
    name_in,
    person_by_id,
    tenure_by_id,
)
from members.importing.naming import with_parts
from members.importing.planner import Planner
from members.importing.plans import Wrong
from members.importing.records import Record
from members.importing.snapshots import snapshot
from members.importing.tenures import TenureFinder
from members.importing.writing import Writer
from members.models import Person, Tenure
from members.models.names import normalized


class RosterPlanner(Planner):
    """A table of people and their time in office."""

    columns = ROSTER_COLUMNS
    name_in = staticmethod(name_in)

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.roster, self.places, self.offices = Roster(), Places(), Offices()
        self.writer = Writer(self.headings)
        self.mentioned = set()
        #: Of the records that rows name by ID the person before the first of these.
        self.as_known = {}

    def plan(self):
        plan = super().plan()
        plan.missing = missing_members(
            self.roster, self.mentioned, self.decisions.get("missing", {})
        )
        check_seats(plan.rows, self.roster.everybody, self.headings)
        warn(plan.rows, self.roster.everybody)
        return plan

    def leave_unmatched(self, planned):
        """Everybody whom it may mean is mentioned."""
        if planned.question and planned.question.key == "person":
            options = [option.value for option in planned.question.options]
            self.mentioned.update(self.roster.by_pk[int(pk)] for pk in options if pk.isdecimal())
        else:
            self.mentioned.update(self.roster.by_name.get(normalized(planned.who), ()))

    def match(self, planned, cells):
        decision = planned.decision
        owner, tenure = tenure_by_id(self.roster, cells)
        record = None
        if owner or "person_id" in cells:
            record = person_by_id(self.roster, cells, owner)
        planned.known_by_id = record is not None
        known = tenure.jurisdiction if tenure else None
        place = find_place(self.places, cells, known, decision)
        office = find_office(self.offices, cells, place, tenure)
        if not record:
            record = find_person(self.roster, cells, place, decision)
        if planned.known_by_id:
            self._ask_whether_same(planned, cells, record, tenure, place, office)
        if record:
            self.mentioned.add(record)
            planned.who = record.person.name
        finder = TenureFinder(cells, place, office, decision)
        if record and not tenure and finder.speaks_of_one:
            tenure = finder.find(record)
        if not tenure and (finder.speaks_of_one or (place and not record)):
            require(place, office)
        if not (planned.left_out or planned.problems):
            self._write(planned, cells, record, tenure, place, office)

    def _ask_whether_same(self, planned, cells, record, tenure, place, office):
        self.mentioned.add(record)
        person = self.as_known.setdefault(record, copy(record.person))
        differences = list(person_differences(cells, person, record, tenure, place, office))
        answer = f"Yes, it is {person}: change the record as the row says"
        refuse_doubtful(planned, differences, person, answer)

    def _write(self, planned, cells, record, tenure, place, office):
        planned.is_new = not record or (not tenure and bool(place and office))
        if not record:
            cells = with_parts(cells, set(self.positions))
            record = Record(Person())
        elif record.before is None and record.person.pk:
            record.before = snapshot(record)
        if not tenure and place and office:
            tenure = record.add("tenures", Tenure(person=record.person))
        planned.record, planned.tenure = record, tenure
        self.writer.write(planned, cells, place, office)
        if record.person.pk is None and record not in self.roster.added.values():
            self.roster.add(record, planned.number)


def require(place, office):
    """A tenure that we don't know yet needs both."""
    if not place:
        raise Wrong("jurisdiction", "Name the place of the office.")
    if not office:
        raise Wrong("office", "Name the office.")

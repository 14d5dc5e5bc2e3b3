"""Works out what a table would do to the roster; nothing is saved."""

from members.imports.cells import in_one_style
from members.imports.checking import check_seats, warn
from members.imports.columns import BY_KEY
from members.imports.leaving import missing_members
from members.imports.lookups import Offices, Places
from members.imports.matching import (
    Roster,
    Unclear,
    Wrong,
    find_office,
    find_person,
    find_place,
    name_in,
    person_by_id,
    tenure_by_id,
)
from members.imports.naming import with_parts
from members.imports.plans import Outcome, Plan, PlannedRow, Problem
from members.imports.records import Record
from members.imports.snapshots import snapshot
from members.imports.tenures import TenureFinder
from members.imports.writing import Writer
from members.models import Person, Tenure
from members.names import normalized


def make_plan(table, columns, decisions=None):
    """The plan for a table, a mapping {heading: key} and the editor's decisions. Saves nothing.

    It takes as many queries for any number of rows.
    """
    decisions, wrong = decisions or {}, {}
    while True:
        plan = Planner(table, columns, decisions, wrong).plan()
        errors = {row.number: row for row in plan.with_outcome(Outcome.ERROR)}
        if not (errors and decisions.get("skip_errors")):
            return plan
        wrong |= errors


class Planner:
    """One table on its way to a plan. `wrong` has rows to leave out, as they were planned before."""

    def __init__(self, table, columns, decisions, wrong):
        self.table, self.decisions, self.wrong = table, decisions, wrong
        self.headings = {key: heading for heading, key in columns.items() if key in BY_KEY}
        self.positions = {
            key: table.header.index(heading)
            for key, heading in self.headings.items()
            if heading in table.header
        }
        self.roster, self.places, self.offices = Roster(), Places(), Offices()
        self.writer = Writer(self.headings)
        self.mentioned = set()

    def plan(self):
        rows = [self._plan_row(row) for row in self.table.rows]
        missing = missing_members(self.roster, self.mentioned, self.decisions.get("missing", {}))
        check_seats(rows, self.roster.everybody, self.headings)
        warn(rows, self.roster.everybody)
        return Plan(self.table.header, rows, missing)

    def _plan_row(self, row):
        decision = self.decisions.get("rows", {}).get(str(row.number), {})
        cells = self._cells_of(row)
        planned = PlannedRow(
            row.number,
            dict(zip(self.table.header, row.cells, strict=True)),
            who=name_in(cells),
            problems=self._problems_of(row),
            decision=decision,
            left_out=bool(decision.get("skip")) or row.number in self.wrong,
        )
        try:
            self._match(planned, cells)
        except Unclear as unclear:
            planned.question = unclear.question
            self._mention_options(planned)
        except Wrong as wrong:
            heading = self.headings.get(wrong.key, BY_KEY[wrong.key].header)
            problem = Problem(heading, wrong.sentence)
            if problem not in planned.problems:
                planned.problems.append(problem)
            self.mentioned.update(self.roster.by_name.get(normalized(planned.who), ()))
        return planned

    def _cells_of(self, row):
        """The cells that say something, by the key of their column."""
        cells = {key: in_one_style(row.cells[place]) for key, place in self.positions.items()}
        return {key: text for key, text in cells.items() if text}

    def _problems_of(self, row):
        if earlier := self.wrong.get(row.number):
            return list(earlier.problems)
        used = set(self.positions.values())
        return [
            Problem(self.table.header[place] if place >= 0 else "", sentence)
            for place, sentence in row.problems.items()
            if place < 0 or place in used
        ]

    def _match(self, planned, cells):
        """Finds whom and what the row is about, and writes it there. Raises Unclear or Wrong."""
        decision = planned.decision
        owner, tenure = tenure_by_id(self.roster, cells)
        record = None
        if owner or "person_id" in cells:
            record = person_by_id(self.roster, cells, owner)
        planned.known_by_id = record is not None
        place = find_place(self.places, cells, tenure, decision)
        office = find_office(self.offices, cells, place, tenure)
        if not record:
            record = find_person(self.roster, cells, place, decision)
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

    def _mention_options(self, planned):
        if planned.question.key != "person":
            self.mentioned.update(self.roster.by_name.get(normalized(planned.who), ()))
            return
        for option in planned.question.options:
            if option.value.isdecimal():
                self.mentioned.add(self.roster.by_pk[int(option.value)])


def require(place, office):
    """A tenure that we don't know yet needs both."""
    if not place:
        raise Wrong("jurisdiction", "Name the place of the office.")
    if not office:
        raise Wrong("office", "Name the office.")

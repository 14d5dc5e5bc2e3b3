"""The plan of an import into the roster."""

import re
from copy import copy
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from members.importing import oddities
from members.importing.checks import check_seats, warn
from members.importing.column_types import newest
from members.importing.columns import BY_KEY, ROSTER_COLUMNS
from members.importing.identity import (
    person_differences,
    takes_parts,
    with_parts,
    without_respellings,
)
from members.importing.labels import ask_about_label, with_seat_of, without_respelled_seat
from members.importing.lookups import Places, find_place_and_title
from members.importing.matcher import (
    KnownPeople,
    TenureFinder,
    find_person,
    is_not_withdrawn,
    name_in,
    person_by_id,
    tenure_by_id,
)
from members.importing.records import ExportRow, Record
from members.importing.titles import Offices
from members.models import Membership, Person, Tenure
from members.models.names import DerivedNames, normalized
from members.models.person_fields import NAME_PARTS
from spreadsheets.cells import CLEAR, excerpt, in_one_style, read_date
from spreadsheets.planner import Planner, faults, refuse_doubtful
from spreadsheets.plans import Change, Missing, PlannedRow, Problem, Wrong

#: What an editor may enter about a member who isn't in the file, and the column that it goes to.
ENDINGS = {
    "membership": ("Left the network on", BY_KEY["member_until"]),
    "tenures": ("Left office on", BY_KEY["end"]),
}


#: A term in one cell: 2022-2026, or December 2022 – December 2026.
TERM = re.compile(
    r"(?P<start>\d{4})\s*[-–—/]\s*(?P<end>\d{4})"
    r"|(?P<first>.*\d{4})\s*(?:[–—]|\s-\s|\bthrough\b|\bthru\b|\buntil\b)\s*(?P<last>.*\d{4})"
)
IDS = ("person_id", "tenure_id")


@dataclass(frozen=True)
class Statement:
    """The text of a row in a column."""

    row: PlannedRow
    text: str
    #: The text for comparison; two rows with the same value agree.
    sense: str


class RosterPlanner(Planner):
    """A table of people and their time in office.

    It remembers each row's statements, because two rows about one person can't contradict each other.
    """

    columns = ROSTER_COLUMNS
    MATCHED = ("person_id", "tenure_id", "office", "jurisdiction", "kind")
    NAMES = NAME_PARTS
    name_in = staticmethod(name_in)

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.people, self.places, self.offices = KnownPeople(), Places(), Offices()
        self.mentioned = set()
        #: For records that rows name by ID, the person before the first such row.
        self.as_known = {}
        self.statements = {}

    def plan(self):
        plan = super().plan()
        plan.missing = list(self._missing_members())
        check_seats(plan.rows, self.people.everyone, self.headings)
        warn(plan.rows, self.people.everyone)
        return plan

    def seems(self, cells, row):
        name = name_in({key: text for key, text in cells.items() if text})
        if any(cells.get(key) for key in IDS) or normalized(name) in self.people.by_name:
            return ""
        return oddities.seems(name, [text for text in map(in_one_style, row.cells) if text])

    def leave_unmatched(self, planned):
        """Treat everyone whom the row may mean as mentioned."""
        if planned.question and planned.question.key == "person":
            options = [option.value for option in planned.question.options]
            self.mentioned.update(self.people.by_pk[int(pk)] for pk in options if pk.isdecimal())
        else:
            self.mentioned.update(self.people.by_name.get(normalized(planned.who), ()))

    def match(self, planned, cells):
        cells = with_term_apart(cells)
        decision = planned.decision
        owner, tenure = tenure_by_id(self.people, cells)
        record = None
        if owner or "person_id" in cells:
            record = person_by_id(self.people, cells, owner)
        planned.known_by_id = record is not None
        place, title = find_place_and_title(self.places, self.offices, cells, tenure, decision)
        office = title.office if title else None
        cells = with_seat_of(title, place, cells)
        if not record:
            record = find_person(self.people, cells, place, decision)
        if planned.known_by_id:
            self._ask_whether_same(planned, cells, record, tenure, place, office)
        if record:
            self.mentioned.add(record)
            planned.who = record.person.name
        finder = TenureFinder(cells, place, office, decision)
        if record and not tenure and finder.speaks_of_one:
            tenure = finder.find(record)
            if not tenure and place and office:
                ask_about_label(record, finder)
        if not tenure and (finder.speaks_of_one or (place and not record)):
            if not place:
                raise Wrong("jurisdiction", "Enter the place of the office.")
            if not office:
                raise Wrong("office", "Enter the office.")
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
        if not record or (planned.known_by_id and takes_parts(cells, record.person)):
            cells = with_parts(cells, set(self.positions))
        record = record or Record(Person())
        before = record.snapshot()
        if record.before is None and record.pk:
            record.before = before
        if tenure and not planned.known_by_id:
            cells = without_respelled_seat(cells, tenure)
        if not tenure and place and office:
            tenure = record.add("tenures", Tenure(person=record.person))
        planned.record, planned.part = record, tenure
        self._write_cells(planned, cells, place, office)
        planned.who = record.person.name or planned.who
        if planned.changes and not planned.problems:
            self._check(planned, before, cells)
        if record.pk is None and record not in self.people.added.values():
            self.people.add(record, planned.number)

    def _write_cells(self, planned, cells, place, office):
        person, row = planned.record.person, ExportRow(planned.record, planned.part)
        for name, value in (("jurisdiction", place), ("office", office)):
            self.write_reference(planned, row, name, value)
        names = DerivedNames(person)
        whole_name = None if planned.known_by_id else normalized(name_in(cells))
        if whole_name in map(normalized, planned.record.names):
            whole_name = normalized(person.name)
        for column, text in self.to_write(cells):
            self._compare(planned, column, text, whole_name)
        if person.pk and not planned.known_by_id:
            cells = without_respellings(cells, planned.record)
        for column, text in self.to_write(cells):
            self.write_cell(planned, row, column, text)
        old, new = names.follow({key for key, text in cells.items() if text != CLEAR})
        if old != new and "name" not in cells:
            planned.changes.append(Change(BY_KEY["name"].header, old, new))

    def _compare(self, planned, column, text, whole_name):
        """Refuse both rows if an earlier one contradicts it about the same person or tenure."""
        owner = planned.record if column.owner == "person" else planned.part
        if not column.single or owner is None:
            return
        if whole_name is not None and column.key in NAME_PARTS:
            sense = whole_name
        else:
            sense = CLEAR if text == CLEAR else column.comparable(text)
        said = Statement(planned, text, sense)
        earlier = self.statements.setdefault((id(owner), column.key), said)
        if text != earlier.text and sense != earlier.sense:
            whom = "person" if column.owner == "person" else "time in office"
            for one, other in ((said, earlier), (earlier, said)):
                self.complain(
                    one.row,
                    column,
                    f"Row {other.row.number} is about the same {whom} but says something else: "
                    f"“{excerpt(other.text)}”.",
                )

    def _check(self, planned, before, cells):
        """Report errors in the row's own columns first, because others may follow from them."""
        person = planned.record.person
        changed = [row for row in planned.record.changed_since(before) if row is not person]
        found = [
            (self.columns.writing(instance, field), sentence)
            for instance in (person, *changed)
            for field, sentence in faults(instance)
        ]
        own = cells.keys() & self.headings.keys()
        stated = [(column, words) for column, words in found if column and column.key in own]
        for column, sentence in stated or found:
            if column and column.key not in self.headings:
                sentence = f"This row would make “{column.header}” invalid. {sentence}"
                column = None
            self.complain(planned, column, sentence)

    def _missing_members(self):
        """Yield the open members whom no row mentions, with the decisions about them.

        They stay as they are, unless the editor says that they left.
        """
        members = set(Membership.objects.open().values_list("person", flat=True))
        decisions = self.decisions.get("missing", {})
        for record in self.people.records:
            if (
                record.pk in members
                and record not in self.mentioned
                and is_not_withdrawn(record)
                and record.person.status == Person.Status.ACTIVE
            ):
                yield missing_member(record, decisions.get(str(record.pk)) or {})


def with_term_apart(cells):
    """Return the cells with the start and the expected end that one cell has as "2022-2026"."""
    found = TERM.fullmatch(cells.get("start", ""))
    if not found or "expected_end" in cells:
        return cells
    start, end = (
        (found["start"], found["end"]) if found["start"] else (found["first"], found["last"])
    )
    return cells | {"start": start, "expected_end": end}


def missing_member(record, decision):
    endings = {key: words for key, (words, _) in ENDINGS.items()}
    missing = Missing(record, record.person.name, endings, decision)
    if any(decision.values()) and record.before is None:
        record.before = record.snapshot()
    open_tenures = [tenure for tenure in record.tenures if tenure.end is None]
    for key, ended in (("membership", [newest(record.memberships)]), ("tenures", open_tenures)):
        if text := decision.get(key):
            end(missing, ENDINGS[key][1], ended, text)
    return missing


def end(missing, column, date_ranges, text):
    """Set the end that the editor entered on each date range."""
    for date_range in date_ranges:
        old = str(date_range.end or "")
        try:
            date_range.end = read_date(column.model_field, text)
        except ValidationError as error:
            missing.problems.append(Problem(column.header, error.messages[0]))
            return
        wrong = [Problem(column.header, sentence) for _, sentence in faults(date_range)]
        missing.problems += wrong
        if str(date_range.end or "") != old:
            missing.changes.append(Change(column.header, old, str(date_range.end)))

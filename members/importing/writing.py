"""Writes the cells of a row into the records of a plan, and notes what that changes."""

from dataclasses import dataclass

from members.importing.cell_writing import CellWriter
from members.importing.cells import CLEAR, shortened
from members.importing.checking import check_record
from members.importing.columns import BY_KEY, IMPORTED
from members.importing.matching import name_in
from members.importing.naming import PARTS, DerivedNames, without_respellings
from members.importing.plans import Change, PlannedRow
from members.importing.records import Line
from members.importing.snapshots import snapshot
from members.models.names import normalized

#: What says whom and which tenure a row is about; the other columns say what is to be written.
MATCHED = ("person_id", "tenure_id", "office", "jurisdiction", "kind")
WRITTEN = [column for column in IMPORTED if column.key not in MATCHED]


@dataclass(frozen=True)
class Told:
    """What a row has said in a column."""

    row: PlannedRow
    text: str
    #: Two rows that give the same here say the same.
    sense: str


class Writer(CellWriter):
    """Remembers what each row said, as two rows of one person mustn't contradict each other."""

    def __init__(self, headings):
        super().__init__(headings)
        self.told = {}

    def write(self, planned, cells, place, office):
        """Writes the row into its record, and notes its changes and problems."""
        record = planned.record
        before = snapshot(record)
        line = Line(record, planned.tenure)
        self._place(planned, place, office)
        names = DerivedNames(record.person)
        whole_name = None if planned.known_by_id else normalized(name_in(cells))
        for column in WRITTEN:
            if column.key in cells:
                self._compare(planned, column, cells[column.key], whole_name)
        if record.person.pk and not planned.known_by_id:
            cells = without_respellings(cells, record.person)
        for column in WRITTEN:
            if column.key in cells:
                self.write_cell(planned, line, column, cells[column.key])
        self._follow(planned, names, cells)
        planned.who = record.person.name or planned.who
        if planned.changes and not planned.problems:
            self._check(planned, before, cells)

    def _place(self, planned, place, office):
        tenure = planned.tenure
        line = Line(planned.record, tenure)
        for name, value in (("jurisdiction", place), ("office", office)):
            known = getattr(tenure, f"{name}_id", None)
            if not tenure or not value or known == value.pk:
                continue
            column = BY_KEY[name]
            old = column.read(line) if known else ""
            setattr(tenure, name, value)
            planned.changes.append(Change(column.header, old, column.read(line)))

    def _compare(self, planned, column, text, whole_name):
        """Refuses both rows if an earlier one says something else of the same person or tenure."""
        owner = planned.record if column.owner == "person" else planned.tenure
        if not column.single or owner is None:
            return
        is_name = whole_name is not None and column.key in PARTS
        sense = whole_name if is_name else sense_of(column, text)
        told = self.told.setdefault((id(owner), column.key), Told(planned, text, sense))
        if text != told.text and sense != told.sense:
            whom = "person" if column.owner == "person" else "time in office"
            for row, other in ((planned, told.row), (told.row, planned)):
                self.complain(
                    row,
                    column,
                    f"Row {other.number} is about the same {whom} and says something else: "
                    f"“{shortened(text if other is planned else told.text)}”.",
                )

    def _follow(self, planned, names, cells):
        old, new = names.follow(cells)
        if old != new and "name" not in cells:
            planned.changes.append(Change(BY_KEY["name"].header, old, new))

    def _check(self, planned, before, cells):
        """Tells what is wrong with the row's own columns first: the rest may follow from it."""
        found = list(check_record(planned.record, before))
        own = cells.keys() & self.headings.keys()
        stated = [(column, words) for column, words in found if column and column.key in own]
        for column, sentence in stated or found:
            if column and column.key not in self.headings:
                sentence = f"What the row makes of “{column.header}” is wrong. {sentence}"
                column = None
            self.complain(planned, column, sentence)


def sense_of(column, text):
    return CLEAR if text == CLEAR else column.comparable(text)

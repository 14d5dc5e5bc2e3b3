"""The plan for a table, made row by row; nothing is saved."""

from contextlib import contextmanager
from zlib import crc32

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import get_text_list

from spreadsheets.cells import CLEAR, in_one_style, is_placeholder
from spreadsheets.plans import (
    MOST_OPTIONS,
    NEW_RECORD,
    TAKEN,
    Change,
    Plan,
    PlannedRow,
    Problem,
    RowAnswer,
    Unclear,
    Wrong,
)

SAME = "same"


class Planner:
    """One table on its way to a plan. `wrong` has rows to leave out, as they were planned before.

    It takes as many queries for any number of rows, as subclasses read what is on record once.
    """

    #: The Columns that the mapping's keys are of.
    columns = None
    #: The keys of the columns that identify a row's subject instead of being written.
    MATCHED = ()
    #: The keys of those in which a placeholder is a text like any other.
    NAMES = ()

    def __init__(self, table, chosen, decisions, wrong, progress):
        self.table, self.decisions, self.wrong = table, decisions, wrong
        self.progress = progress
        #: The file's own headings, by the key of the column.
        self.headings = {
            key: heading for heading, key in chosen.items() if key in self.columns.by_key
        }
        self.positions = {
            key: table.header.index(heading)
            for key, heading in self.headings.items()
            if heading in table.header
        }

    def plan(self):
        return Plan(self.table.header, list(self._planned_rows()))

    def _planned_rows(self):
        rows = self.table.imported_rows
        for number, row in enumerate(rows, 1):
            yield self.plan_row(row)
            self.progress("Checked", number, len(rows))

    def match(self, planned, cells):
        """Find the row's subject and set it, or raise Unclear or Wrong."""
        raise NotImplementedError

    def name_in(self, cells):
        """Return the row's subject in words, as far as its cells alone show it."""
        raise NotImplementedError

    def seems(self, cells, row):
        """Return in a sentence what the row seems to be, if that is nothing to import, or ""."""
        return ""

    def leave_unmatched(self, planned):
        """Take note of a row whose record isn't known."""

    def plan_row(self, row):
        decision = self.decisions.get("rows", {}).get(str(row.number), {})
        cells = {key: in_one_style(row.cells[place]) for key, place in self.positions.items()}
        seems = "" if decision.get(TAKEN) else self.seems(cells, row)
        cells = {
            key: text
            for key, text in cells.items()
            if text and (key in self.NAMES or not is_placeholder(text))
        }
        planned = PlannedRow(
            row.number,
            dict(zip(self.table.header, row.cells, strict=True)),
            who=self.name_in(cells),
            problems=self._problems_of(row),
            decision=decision,
            seems=seems,
            left_out=bool(seems or decision.get("skip")) or row.number in self.wrong,
        )
        if seems:
            return planned
        try:
            self.match(planned, cells)
        except Unclear as unclear:
            planned.question = unclear.question
            self.leave_unmatched(planned)
        except Wrong as wrong:
            self.complain(planned, self.columns.by_key[wrong.key], wrong.sentence)
            self.leave_unmatched(planned)
        return planned

    def _problems_of(self, row):
        if earlier := self.wrong.get(row.number):
            return list(earlier.problems)
        used = set(self.positions.values())
        return [
            Problem(self.table.header[place] if place >= 0 else "", sentence)
            for place, sentence in row.problems.items()
            if place < 0 or place in used
        ]

    def to_write(self, cells):
        """Return pairs of a column and its text, in the order in which they are written."""
        return [
            (column, cells[column.key])
            for column in self.columns.imported
            if column.key in cells and column.key not in self.MATCHED
        ]

    def write_cell(self, planned, row, column, text):
        """Write one cell into the records of an export's row, and note what that changes."""
        old = column.read(row)
        value = "" if text == CLEAR != in_one_style(old) else text
        if bool(value) == bool(old) and column.comparable(value) == column.comparable(old):
            return
        old = column.as_previewed(row)
        try:
            column.write(row, value)
        except ValidationError as error:
            self.complain(planned, column, error.messages[0])
            return
        if (new := column.as_previewed(row)) != old:
            planned.changes.append(Change(column.header, old, new))

    def write_reference(self, planned, row, key, value):
        """Have the record of an export's row refer to another one, if there is one to refer to."""
        column = self.columns.by_key[key]
        if value and column.of(row) and column.refers(row) != value.pk:
            old = column.read(row)
            setattr(column.of(row), column.name, value)
            planned.changes.append(Change(column.header, old, column.read(row)))

    def complain(self, planned, column, sentence):
        heading = self.headings.get(column.key, column.header) if column else ""
        problem = Problem(heading, sentence)
        if problem not in planned.problems:
            planned.problems.append(problem)


def refuse_doubtful(planned, differences, whose, answer):
    """Raise Unclear unless the editor has answered whether the row is about the record of its ID.

    `differences` are in words. An answer holds for exactly these, not for later contents of the row or the
    record.
    """
    if not differences:
        return
    listed = get_text_list(differences, "and")
    question = f"Its ID belongs to {whose}, but the row gives {listed}. Is it the right one?"
    value = f"{SAME} {crc32(question.encode()):x}"
    if planned.decision.get(SAME) != value:
        raise Unclear(SAME, question, [RowAnswer(value, answer)])


def with_new(options, words):
    """Return as many options as can be offered, including one for a new record."""
    return [*options[: MOST_OPTIONS - 1], RowAnswer(NEW_RECORD, words)]


@contextmanager
def errors_in(key):
    """Blame a column for what is wrong with its cell: ValidationError becomes Wrong."""
    try:
        yield
    except ValidationError as error:
        raise Wrong(key, error.messages[0]) from error


def faults(instance):
    """Yield a field and a sentence for every error that a model's own checks find, without queries.

    Relations and fields that no one edits aren't checked. A model whose `clean` needs queries
    has a `clean_alone`.
    """
    unchecked = [f.name for f in instance._meta.fields if f.is_relation or not f.editable]
    for check in (
        lambda: instance.clean_fields(exclude=unchecked),
        getattr(instance, "clean_alone", instance.clean),
    ):
        try:
            check()
        except ValidationError as error:
            yield from sentences_of(error)
            return


def sentences_of(error):
    """Yield a field and a sentence for everything in an error, in plain words."""
    if not hasattr(error, "error_dict"):
        yield from ((NON_FIELD_ERRORS, sentence) for sentence in error.messages)
        return
    for field, errors in error.error_dict.items():
        for item in errors:
            if item.code == "max_length":
                limit, length = item.params["limit_value"], item.params["show_value"]
                yield (
                    field,
                    f"This is too long: {length:,} characters, but the limit is {limit:,}.",
                )
            else:
                yield field, item.messages[0]

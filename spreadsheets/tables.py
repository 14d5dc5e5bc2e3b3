"""A table of text, as it was read from a file."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from openpyxl.utils import get_column_letter

from spreadsheets.cells import CONTROL, excerpt, restore
from spreadsheets.columns import plain_heading
from spreadsheets.workbook_reader import LAST_NUMBER

MAX_COLUMNS = 200
MAX_ROWS = 5_000
#: The position of a problem with the row as a whole.
WHOLE_ROW = -1


class UnreadableFile(Exception):
    """A file that can't be imported; the message says why in a sentence."""


@dataclass
class Row:
    """A row that isn't blank; `number` is what a spreadsheet program calls it."""

    number: int
    cells: list[str]
    #: The problems of cells as they are in the file: {position: sentence}.
    problems: dict[int, str] = field(default_factory=dict)


@dataclass
class Table:
    header: list[str]
    rows: list[Row]

    def as_json(self):
        rows = [
            {"number": row.number, "cells": row.cells, "problems": list(row.problems.items())}
            for row in self.rows
        ]
        return {"header": self.header, "rows": rows}

    @classmethod
    def from_json(cls, value):
        rows = [
            Row(row["number"], row["cells"], dict(row["problems"])) for row in value.get("rows", ())
        ]
        return cls(value.get("header", []), rows)


def make_table(rows, columns):
    """Return the table for `Row`s as they were read, blank ones and the header's included."""
    filled = (row for row in limited(rows) if any(map(str.strip, row.cells)) or row.problems)
    first = next(filled, None)
    if first is None:
        raise UnreadableFile("The file is empty.")
    header = read_header(first, columns)
    rows = []
    for row in filled:
        rows.append(fit_row(row, header))
        if len(rows) > MAX_ROWS:
            raise UnreadableFile(
                f"The file has more than {MAX_ROWS:,} rows; split it into several files."
            )
    if not rows:
        raise UnreadableFile("The file has headings, but no rows below them.")
    without_heading = next((n for n, heading in enumerate(header, 1) if not heading), None)
    if without_heading:
        raise UnreadableFile(
            f"Column {get_column_letter(without_heading)} has no heading; enter one in row {first.number}."
        )
    return Table(header, rows)


def limited(rows):
    for row in rows:
        while row.cells and not row.cells[-1].strip():
            row.cells.pop()
        if len(row.cells) > MAX_COLUMNS:
            raise UnreadableFile(
                f"Row {row.number} has {len(row.cells):,} columns; an import takes at most {MAX_COLUMNS}."
            )
        if row.number > LAST_NUMBER:
            raise UnreadableFile("The file has more rows than a spreadsheet can hold.")
        yield row


def read_header(row, columns):
    """Return the headings: each occurs once, and at least one is known."""
    header = [" ".join(restore(cell).split()) for cell in row.cells]
    seen = {}
    for heading in filter(None, header):
        if earlier := seen.get(plain_heading(heading)):
            raise UnreadableFile(
                f"Two columns have the heading “{excerpt(earlier)}”; give each a different one."
            )
        seen[plain_heading(heading)] = heading
    if not columns.guess(header) or any(
        looks_like_data(text, columns.DATE_FIELD) for text in header
    ):
        examples = "” and “".join(columns.by_key[key].header for key in columns.EXAMPLES)
        raise UnreadableFile(
            f"Row {row.number} should contain headings such as “{examples}” but "
            "doesn’t; add them above the rows or start with the template."
        )
    return header


def looks_like_data(text, date_field):
    """Return whether a text can't be a heading because it is an email address, a number or a date."""
    if text.replace(" ", "").isdigit():
        return True
    for read in (validate_email, date_field.to_python):
        try:
            read(text)
        except ValidationError:
            continue
        return bool(text)
    return False


def fit_row(row, header):
    """Return the row with a cell for each heading; anything beyond them is a problem."""
    cells = [restore(cell) for cell in row.cells]
    problems = dict(row.problems)
    if len(cells) > len(header):
        column = get_column_letter(len(header) + 1)
        problems[WHOLE_ROW] = f"Column {column} contains something here but has no heading."
    for position, cell in enumerate(cells):
        if CONTROL.search(cell):
            problems[position] = (
                "The cell contains a character that can’t be shown; enter the text again."
            )
            cells[position] = CONTROL.sub("�", cell)
    cells = [*cells, *[""] * (len(header) - len(cells))][: len(header)]
    problems = {place: words for place, words in problems.items() if place < len(header)}
    return Row(row.number, cells, problems)

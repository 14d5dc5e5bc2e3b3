"""A table of text, as it was read from a file."""

import re
from dataclasses import asdict, dataclass, field, fields, replace
from itertools import chain, islice

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from openpyxl.utils import get_column_letter

from spreadsheets.cells import decoded_cell, excerpt, repaired, restore
from spreadsheets.columns import plain_heading
from spreadsheets.workbook_reader import LAST_NUMBER

EMPTY = "The file is empty."
MAX_COLUMNS = 200
MAX_ROWS = 5_000
#: The most rows that are looked at for one of headings.
MOST_ABOVE = 20
#: A year, or a column's number.
SHORT_NUMBER = re.compile(r"\d{1,4}", re.ASCII)
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
    is_hidden: bool = False


@dataclass
class Table:
    """The rows of a file or of one of its sheets."""

    header: list[str]
    rows: list[Row]
    #: What was mended while it was read, as sentences.
    notices: list[str] = field(default_factory=list)
    sheet: str = ""
    #: The headings of columns that the file hides.
    hidden_columns: list[str] = field(default_factory=list)
    #: Whether the rows that the file hides are imported; None while no one has said so.
    with_hidden_rows: bool | None = None

    def as_json(self):
        return asdict(self) | {"rows": list(map(row_as_json, self.rows))}

    @classmethod
    def from_json(cls, value):
        rows = [
            Row(row["number"], row["cells"], dict(row["problems"]), row.get("is_hidden", False))
            for row in value.get("rows", ())
        ]
        names = {each.name for each in fields(cls)}
        others = {name: part for name, part in value.items() if name in names}
        return cls(**{"header": []} | others | {"rows": rows})

    @property
    def hidden_rows(self):
        """How many rows the file hides."""
        return sum(row.is_hidden for row in self.rows)

    @property
    def has_open_question(self):
        """True while no one has said whether hidden rows are imported."""
        return self.with_hidden_rows is None and self.hidden_rows > 0

    @property
    def imported_rows(self):
        return self.rows if self.with_hidden_rows else [r for r in self.rows if not r.is_hidden]


def row_as_json(row):
    kept = {"number": row.number, "cells": row.cells, "problems": list(row.problems.items())}
    return kept | ({"is_hidden": True} if row.is_hidden else {})


def make_table(rows, columns, sheet="", hidden_columns=()):
    """Return the table for `Row`s as they were read, blank ones and the header's included."""
    repairs = {}
    filled = (
        row
        for row in decoded(limited(rows), repairs)
        if any(map(str.strip, row.cells)) or row.problems
    )
    top = list(islice(filled, MOST_ABOVE + 1))
    if not top:
        raise UnreadableFile(EMPTY)
    place = heading_row(top, columns)
    header, body = [restored(cell) for cell in top[place].cells], []
    for row in chain(top[place + 1 :], filled):
        body.append(fit_row(row, header))
        if len(body) > MAX_ROWS:
            raise UnreadableFile(
                f"The file has more than {MAX_ROWS:,} rows; split it into several files."
            )
    refuse_data(top[place].number, header, body, columns)
    if not body:
        raise UnreadableFile("The file has headings, but no rows below them.")
    names = names_of_columns(header, body)
    hidden = [names[place] for place in hidden_columns if place in names]
    if len(names) < len(header):
        body = [with_columns(row, list(names)) for row in body]
    return Table(list(names.values()), body, list(notices_of(repairs)), sheet, hidden)


def heading_row(rows, columns):
    """Return the place of the row of headings: the first with the most known ones, or else below titles."""
    known = [len(columns.guess(list(map(restored, row.cells)))) for row in rows]
    if any(known):
        return known.index(max(known))
    filled = [sum(bool(cell.strip()) for cell in row.cells) for row in rows]
    return next((place for place, number in enumerate(filled) if number > 1), 0)


def restored(cell):
    return " ".join(restore(cell).split())


def names_of_columns(header, rows):
    """Map the place of each column that isn't empty throughout to its heading, which no other column has."""
    names, seen = {}, set()
    for place, heading in enumerate(header):
        if not heading and not any(row.cells[place] or place in row.problems for row in rows):
            continue
        letter = get_column_letter(place + 1)
        name = heading or f"Column {letter}"
        if plain_heading(name) in seen:
            name = f"{name} (column {letter})"
        seen.add(plain_heading(name))
        names[place] = name
    return names


def with_columns(row, kept):
    problems = {kept.index(place): said for place, said in row.problems.items() if place in kept}
    whole = {WHOLE_ROW: row.problems[WHOLE_ROW]} if WHOLE_ROW in row.problems else {}
    return replace(row, cells=[row.cells[place] for place in kept], problems=problems | whole)


def decoded(rows, repairs):
    """Decode the rows' cells; add each text that a program had misread to `repairs`, with what it is."""
    for row in rows:
        for place, text in enumerate(map(decoded_cell, row.cells)):
            row.cells[place] = repaired(text)
            if row.cells[place] != text:
                repairs[text] = row.cells[place]
        yield row


def notices_of(repairs):
    for old, new in islice(repairs.items(), 1):
        others = f" and {len(repairs) - 1:,} more like it" if len(repairs) > 1 else ""
        yield (
            f"A program had misread “{excerpt(old)}”{others} before the file was saved. "
            f"It’s imported as “{excerpt(new)}”."
        )


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


def refuse_data(number, header, rows, columns):
    """Raise UnreadableFile if the row that should have headings has data."""
    known = len(columns.guess(header))
    data = sum(looks_like_data(text, columns.DATE_FIELD) for text in header)
    if data > known or (not known and has_own_heading(header, rows)):
        examples = "” and “".join(columns.by_key[key].header for key in columns.EXAMPLES)
        raise UnreadableFile(
            f"Row {number} should contain headings such as “{examples}” but "
            "doesn’t; add them above the rows or start with the template."
        )


def has_own_heading(header, rows):
    """Return whether one of the first cells of a column has the same text as the column's heading."""
    firsts = [row.cells for row in rows[:MOST_ABOVE]]
    return any(text and text in cells for text, *cells in zip(header, *firsts, strict=True))


def looks_like_data(text, date_field):
    """Return whether a text can't be a heading: an email address, a long number, a date, or only punctuation."""
    if len(text) < 2 or SHORT_NUMBER.fullmatch(text):
        return False
    if not any(map(str.isalpha, text)):
        return True
    for read in (validate_email, date_field.to_python):
        try:
            read(text)
        except ValidationError:
            continue
        return True
    return False


def fit_row(row, header):
    """Return the row with a cell for each heading; anything beyond them is a problem."""
    cells = [restore(cell) for cell in row.cells]
    problems = dict(row.problems)
    if len(cells) > len(header):
        column = get_column_letter(len(header) + 1)
        problems[WHOLE_ROW] = f"Column {column} contains something here but has no heading."
    cells = [*cells, *[""] * (len(header) - len(cells))][: len(header)]
    problems = {place: words for place, words in problems.items() if place < len(header)}
    return replace(row, cells=cells, problems=problems)

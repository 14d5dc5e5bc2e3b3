"""A program that reads the rows of an XLSX file, with limits of time and memory.

It is run as a file, with the seconds of computing and the bytes of memory that it may take, and knows nothing
of the site. The file comes in by standard input; each row goes out as a line of JSON: its number, the texts of
its cells, and what is wrong with them by their position. It ends with one of the codes below.
"""

import io
import json
import resource
import sys
import warnings
from datetime import date, datetime
from itertools import count

from openpyxl import load_workbook

#: The exit codes for a file that isn't read to its end. The limit of time ends it with the signal SIGXCPU.
NO_SHEET, TOO_BIG = 3, 4
#: The most cells that are read, including blanks; programs' own limits of rows and of letters in a cell.
MAX_CELLS, LAST_NUMBER, LONGEST_CELL = 2_000_000, 1_048_576, 32_767
NO_RESULT = "The cell contains a formula without a result; enter the value itself."


def main(seconds, memory):
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    warnings.simplefilter("ignore")  # about styles and charts, which don't matter here
    try:
        for row in sheet_rows(sys.stdin.buffer.read()):
            print(json.dumps(row))
    except MemoryError:
        sys.exit(TOO_BIG)


def sheet_rows(content):
    """Yield each row, read twice: with the results of formulas, and with the formulas themselves."""
    sheets = [
        first_sheet(
            load_workbook(
                io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False
            )
        )
        for data_only in (True, False)
    ]
    cells = 0
    for number, row, formulas in zip(count(1), *(sheet.iter_rows() for sheet in sheets)):
        cells += len(row)
        if cells > MAX_CELLS or number > LAST_NUMBER:
            sys.exit(TOO_BIG)
        if row:
            texts = [text_of(cell) for cell in row]
            if any(len(text) > LONGEST_CELL for text in texts):
                sys.exit(TOO_BIG)
            yield number, texts, dict(problems_of(row, formulas))


def first_sheet(workbook):
    """Return the first visible sheet."""
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()  # the size that a file states may be false
            return sheet
    sys.exit(NO_SHEET)


def problems_of(row, formulas):
    for position, (cell, formula) in enumerate(zip(row, formulas, strict=True)):
        is_empty_text = cell.data_type == "str"
        if formula.data_type == "f" and cell.value is None and not is_empty_text:
            yield position, NO_RESULT
        elif cell.data_type == "e":
            yield position, f"The cell contains an error, {cell.value}."


def text_of(cell):
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, (datetime, date)):
        return date_of(value, cell.number_format)
    return str(value)


def date_of(value, number_format):
    """Return as much of a date as the cell shows: a cell that shows "Dec 2025" is a month."""
    shown = number_format.lower()
    length = 10 if "d" in shown else 7 if "m" in shown else 4
    return value.isoformat()[: length if "y" in shown else 10]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

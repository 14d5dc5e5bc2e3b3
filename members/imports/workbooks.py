"""XLSX files, read a row at a time."""

import io
import warnings
import zipfile
from datetime import date, datetime

from openpyxl import load_workbook

from members.imports.tables import Row, UnreadableFile

#: What an XLSX file may take unpacked.
MAX_UNPACKED = 60 * 1024 * 1024
#: Rows and cells that are read, blank ones included: a small file can hold a great many of these.
MAX_READ_ROWS, MAX_READ_CELLS = 100_000, 2_000_000
FAR_TOO_BIG = "Unpacked, the XLSX file is far too big; copy the rows into a new file and save that."
DAMAGED = "The XLSX file is damaged or isn’t a spreadsheet; open it, and save it again."
NO_RESULT = "The cell holds a formula without a result; write the value itself."


def rows_of_workbook(content):
    """The rows of the first sheet that is shown, blank ones included."""
    refuse_bombs(content)
    try:
        yield from rows_of_sheet(content)
    except UnreadableFile:
        raise
    except Exception as error:  # whatever openpyxl makes of a damaged file
        raise UnreadableFile(DAMAGED) from error


def refuse_bombs(content):
    """Reads nothing but the directory of the file, whose sizes nothing unpacked can exceed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableFile(DAMAGED) from error
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile("The file is protected with a password; save it without one.")
    if sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > 2_000:
        raise UnreadableFile(FAR_TOO_BIG)
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise UnreadableFile("This isn’t an Excel file; save the spreadsheet as XLSX or CSV.")


def rows_of_sheet(content):
    """Each row twice over: with the results of formulas, and with the formulas themselves."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and charts, which don't matter here
        results, formulas = (
            load_workbook(
                io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False
            )
            for data_only in (True, False)
        )
        sheets = [first_sheet(workbook) for workbook in (results, formulas)]
        pairs = zip(*(sheet.iter_rows() for sheet in sheets), strict=True)
        cells = 0
        for number, (row, formula_row) in enumerate(pairs, 1):
            cells += len(row)
            if number > MAX_READ_ROWS or cells > MAX_READ_CELLS:
                raise UnreadableFile(FAR_TOO_BIG)
            yield read_row(number, row, formula_row)


def first_sheet(workbook):
    sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise UnreadableFile("The file holds no sheet with rows.")
    sheets[0].reset_dimensions()  # what a file says of its size needn't be true
    return sheets[0]


def read_row(number, row, formula_row):
    cells, problems = [], {}
    for position, (cell, formula) in enumerate(zip(row, formula_row, strict=True)):
        cells.append(text_of(cell))
        is_empty_text = cell.data_type == "str"
        if formula.data_type == "f" and cell.value is None and not is_empty_text:
            problems[position] = NO_RESULT
        elif cell.data_type == "e":
            problems[position] = f"The cell holds an error, {cell.value}."
    return Row(number, cells, problems)


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
    """As much of a date as the cell shows: a cell that reads "Dec 2025" is a month."""
    shown = number_format.lower()
    length = 10 if "d" in shown else 7 if "m" in shown else 4
    return value.isoformat()[: length if "y" in shown else 10]

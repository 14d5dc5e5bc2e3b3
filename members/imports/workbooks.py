"""XLSX files, read a row at a time."""

import io
import re
import time
import warnings
import zipfile
import zlib
from datetime import date, datetime

from openpyxl import load_workbook

from members.imports.tables import LAST_NUMBER, Row, UnreadableFile

#: What an XLSX file may take unpacked.
MAX_UNPACKED = 60 * 1024 * 1024
#: How many tags a part may have that is read as a whole. A text that cells share has four, a style about three.
MAX_TAGS, MAX_TAGS_OF_STRINGS = 100_000, 800_000
SHEETS, DIRECTORY = "xl/worksheets/", "[Content_Types].xml"
DECLARED_STRINGS = re.compile(rb"<[^>]*sharedStrings\+xml[^>]*>")
DECLARED_NAME = re.compile(rb"""PartName\s*=\s*["']/([^"']*)""")
#: Cells that are read, blank ones included, and the seconds of computing that reading them may take.
MAX_READ_CELLS, MAX_SECONDS = 2_000_000, 10
FAR_TOO_BIG = "Unpacked, the XLSX file is far too big; copy the rows into a new file and save that."
TAKES_TOO_LONG = (
    "The XLSX file takes too long to read; copy the rows into a new file and save that."
)
DAMAGED = "The XLSX file is damaged or isn’t a spreadsheet; open it, and save it again."
NO_RESULT = "The cell holds a formula without a result; write the value itself."


def rows_of_workbook(content):
    """The rows of the first sheet that is shown, but for those without a cell."""
    refuse_bombs(content)
    try:
        yield from rows_of_sheet(content)
    except UnreadableFile:
        raise
    except Exception as error:  # whatever openpyxl makes of a damaged file
        raise UnreadableFile(DAMAGED) from error


def refuse_bombs(content):
    """Counts what the parts of the file hold, as small ones can hold a great deal, before any is parsed.

    The sizes in its directory can't be exceeded by anything unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_parts(archive.infolist())
            refuse_tags(archive, DIRECTORY, MAX_TAGS)
            strings = names_of_strings(archive.read(DIRECTORY))
            for name in archive.namelist():
                if name in strings:
                    refuse_tags(archive, name, MAX_TAGS_OF_STRINGS)
                elif not name.startswith(SHEETS):  # these are read a row at a time
                    refuse_tags(archive, name, MAX_TAGS)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(DAMAGED) from error


def refuse_parts(parts):
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile("The file is protected with a password; save it without one.")
    if sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > 2_000:
        raise UnreadableFile(FAR_TOO_BIG)
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise UnreadableFile("This isn’t an Excel file; save the spreadsheet as XLSX or CSV.")


def names_of_strings(directory):
    """Return the names of the parts with the texts that cells share, as the directory declares them."""
    if b"&" in directory:
        raise UnreadableFile(DAMAGED)  # a name written so that no one recognizes it
    declared = b"".join(DECLARED_STRINGS.findall(directory))
    return {name.decode() for name in DECLARED_NAME.findall(declared)}


def refuse_tags(archive, name, allowed):
    tags = 0
    with archive.open(name) as part:
        while piece := part.read(2**20):
            tags += piece.count(b"<")
            if tags > allowed:
                raise UnreadableFile(FAR_TOO_BIG)


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
        cells, begun = 0, time.thread_time()
        for number, (row, formula_row) in enumerate(pairs, 1):
            cells += len(row)
            if number > LAST_NUMBER or cells > MAX_READ_CELLS:
                raise UnreadableFile(FAR_TOO_BIG)
            if time.thread_time() - begun > MAX_SECONDS:
                raise UnreadableFile(TAKES_TOO_LONG)
            if row:
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

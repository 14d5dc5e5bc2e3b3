"""A program that reads the rows of an XLSX file, with limits of time and memory.

It is run as a file, with the seconds of computing and the bytes of memory that it may take, and knows nothing
of the site. The file comes in by standard input. For each visible sheet, its name and the positions of its
hidden columns go out as a line of JSON, and then each row: its number, the texts of its cells, what is wrong
with them by their position, and whether it is hidden. It ends with one of the codes below.
"""

import io
import json
import posixpath
import re
import resource
import sys
import warnings
import zipfile
from datetime import date, datetime
from itertools import count
from xml.etree import ElementTree

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

#: The exit codes for a file that isn't read to its end. The limit of time ends it with the signal SIGXCPU.
NO_SHEET, TOO_BIG = 3, 4
#: The most cells that are read, including blanks; programs' own limits of rows and of letters in a cell.
MAX_CELLS, LAST_NUMBER, LONGEST_CELL = 2_000_000, 1_048_576, 32_767
#: The most sheets that are read, and columns of merged cells that are filled.
MOST_SHEETS, MAX_COLUMNS = 20, 200
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
#: The namespaces of the two varieties of Open XML (ISO/IEC 29500-1 and -4).
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
VARIETIES = {
    STRICT: b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": RELATED.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}
COLUMN, ROW, MERGED = (
    re.compile(rb"<(?:\w+:)?%s(\s[^<>]*)>" % name) for name in (b"col", b"row", b"mergeCell")
)
ATTRIBUTE = re.compile(rb"""(\w+)\s*=\s*["']([^"']*)""")
TRUE = ("1", "true")
NO_YEAR = "The cell shows a date without its year; enter the whole date."
NO_RESULT = "The cell contains a formula without a result; enter the value itself."


def main(seconds, memory):
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    warnings.simplefilter("ignore")  # about styles and charts, which don't matter here
    try:
        for line in lines_of(transitional(sys.stdin.buffer.read())):
            print(json.dumps(line))
    except MemoryError:
        sys.exit(TOO_BIG)


def transitional(content):
    """Return the file with the names of the usual variety of Open XML, if it has those of the strict one."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if STRICT not in archive.read(WORKBOOK):
            return content
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w") as rewritten:
            for name in archive.namelist():
                part = archive.read(name)
                for strict, usual in VARIETIES.items():
                    part = part.replace(strict, usual)
                rewritten.writestr(name, part)
    return output.getvalue()


def lines_of(content):
    """Yield the visible sheets and their rows, read twice: with results of formulas, and with formulas."""
    values, formulas = (
        load_workbook(io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False)
        for data_only in (True, False)
    )
    visible = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        sys.exit(NO_SHEET)
    parts, cells = parts_of_sheets(content), 0
    for sheet in visible[:MOST_SHEETS]:
        layout = Layout(content, parts[sheet.title])
        yield sheet.title, layout.hidden_columns
        for pair in (sheet, formulas[sheet.title]):
            pair.reset_dimensions()  # the size that a file states may be false
        rows = zip(count(1), sheet.iter_rows(), formulas[sheet.title].iter_rows())
        for number, row, with_formulas in rows:
            cells += len(row)
            if cells > MAX_CELLS or number > LAST_NUMBER:
                sys.exit(TOO_BIG)
            if row:
                texts = [text_of(cell) for cell in row]
                if any(len(text) > LONGEST_CELL for text in texts):
                    sys.exit(TOO_BIG)
                layout.fill(number, texts)
                problems = dict(problems_of(row, with_formulas))
                yield number, texts, problems, number in layout.hidden_rows


def parts_of_sheets(content):
    """Map the name of each sheet to that of its part of the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        workbook = ElementTree.fromstring(archive.read(WORKBOOK))
        relations = ElementTree.fromstring(archive.read(RELATIONS))
    targets = {each.get("Id"): each.get("Target") for each in relations}
    return {
        sheet.get("name"): posixpath.join("xl", targets[sheet.get(f"{{{RELATED}}}id")]).lstrip("/")
        for sheet in workbook.iter()
        if sheet.tag.endswith("}sheet")
    }


class Layout:
    """What a sheet hides, and which of its cells are merged."""

    def __init__(self, content, part):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            xml = archive.read(part)
        self.hidden_columns = [
            place
            for column in map(attributes, COLUMN.findall(xml))
            if column.get("hidden") in TRUE
            for place in range(int(column["min"]) - 1, min(int(column["max"]), MAX_COLUMNS))
        ]
        self.hidden_rows, number = set(), 0
        for row in map(attributes, ROW.findall(xml)):
            number = int(row.get("r", number + 1))
            if row.get("hidden") in TRUE:
                self.hidden_rows.add(number)
        ranges = (attributes(merged).get("ref", "") for merged in MERGED.findall(xml))
        self.merged = [range_boundaries(ref) for ref in ranges if ":" in ref]
        self.above = {}

    def fill(self, number, texts):
        """Put the value of merged cells into each of those that have a place in the row, unless it is alone."""
        alone = sum(map(bool, texts)) == 1
        for first_column, first_row, last_column, last_row in self.merged:
            if number == first_row:
                text = texts[first_column - 1] if first_column <= len(texts) else ""
                self.above[first_column, first_row] = text
            elif not (first_row < number <= last_row and any(texts)):
                continue
            text = self.above.get((first_column, first_row), "")
            if number == first_row and alone:
                continue
            last = min(last_column, MAX_COLUMNS)
            texts.extend([""] * (last - len(texts)))
            for place in range(first_column - 1, last):
                texts[place] = texts[place] or text


def attributes(tag):
    return {name.decode(): value.decode() for name, value in ATTRIBUTE.findall(tag)}


def problems_of(row, formulas):
    for position, (cell, formula) in enumerate(zip(row, formulas, strict=True)):
        is_empty_text = cell.data_type == "str"
        if formula.data_type == "f" and cell.value is None and not is_empty_text:
            yield position, NO_RESULT
        elif cell.data_type == "e":
            yield position, f"The cell contains an error, {cell.value}."
        elif isinstance(cell.value, date) and "y" not in cell.number_format.lower():
            yield position, NO_YEAR


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

"""XLSX files, read a row at a time."""

import io
import json
import re
import signal
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from spreadsheets import workbook_reader
from spreadsheets.tables import Row, UnreadableFile

#: Limits of an XLSX file unpacked, and of the process that reads it, in bytes and in seconds of computing.
MAX_UNPACKED = 60 * 2**20
MAX_MEMORY, MAX_SECONDS = 512 * 2**20, 10
#: How many tags a part may have. A text that cells share has four, a style about three, a filled cell four.
MAX_TAGS, MAX_TAGS_OF_STRINGS, MAX_TAGS_OF_SHEET = 100_000, 800_000, 4_000_000
SHEETS, DIRECTORY = "xl/worksheets/", "[Content_Types].xml"
DECLARED_STRINGS = re.compile(rb"<[^>]*sharedStrings\+xml[^>]*>")
DECLARED_NAME = re.compile(rb"""PartName\s*=\s*["']/([^"']*)""")
FAR_TOO_BIG = (
    "The XLSX file is far too large when unpacked; copy the rows into a new file and save that."
)
TAKES_TOO_LONG = (
    "The XLSX file takes too long to read; copy the rows into a new file and save that."
)
DAMAGED = "The XLSX file is damaged or isn’t a spreadsheet; open it and save it again."
REFUSALS = {
    workbook_reader.NO_SHEET: "The file has no sheet with rows.",
    workbook_reader.TOO_BIG: FAR_TOO_BIG,
    -signal.SIGXCPU: TAKES_TOO_LONG,
    -signal.SIGKILL: TAKES_TOO_LONG,
}


@dataclass
class Sheet:
    """A sheet of a workbook; `rows` are read as they are iterated over."""

    name: str
    hidden_columns: list[int]
    rows: Iterator[Row]


def sheets_of_workbook(content):
    """Yield the visible sheets, each with its rows, except those without cells. Raises UnreadableFile."""
    refuse_bombs(content)
    limits = [str(MAX_SECONDS), str(MAX_MEMORY)]
    reader = subprocess.Popen(
        [sys.executable, "-I", Path(workbook_reader.__file__), *limits],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with reader:
        try:
            hand_over(content, reader.stdin)
            yield from sheets_of(map(json.loads, reader.stdout))
            ended = reader.wait()
        finally:
            reader.kill()  # it may have more rows than were read
    if ended:
        raise UnreadableFile(REFUSALS.get(ended, DAMAGED))


def sheets_of(lines):
    """Yield a Sheet for each line about one and the lines of rows after it."""
    sheet = None

    def number(line):
        nonlocal sheet
        if len(line) == 2:
            sheet = line
        return id(sheet)

    for _, group in groupby(lines, number):
        name, hidden_columns = next(group)
        yield Sheet(name, hidden_columns, (row_of(*line) for line in group))  # noqa: B031 - after its first line


def row_of(number, cells, problems, is_hidden):
    return Row(number, cells, {int(place): said for place, said in problems.items()}, is_hidden)


def hand_over(content, stdin):
    try:
        stdin.write(content)
        stdin.close()
    except BrokenPipeError:
        pass  # it has ended; its exit code says why


def refuse_bombs(content):
    """Check the unpacked size of the file's parts before parsing any, because small ones can be huge inside.

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
                elif name.startswith(SHEETS):
                    refuse_tags(archive, name, MAX_TAGS_OF_SHEET)
                else:
                    refuse_tags(archive, name, MAX_TAGS)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(DAMAGED) from error


def refuse_parts(parts):
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile("The file is password-protected; save it without a password.")
    if sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > 2_000:
        raise UnreadableFile(FAR_TOO_BIG)
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise UnreadableFile("This isn’t an Excel file; save the spreadsheet as XLSX or CSV.")


def names_of_strings(directory):
    """Return the names of the parts with the texts that cells share, as the directory declares them."""
    if b"&" in directory:
        raise UnreadableFile(DAMAGED)  # a disguised name
    declared = b"".join(DECLARED_STRINGS.findall(directory))
    return {name.decode() for name in DECLARED_NAME.findall(declared)}


def refuse_tags(archive, name, allowed):
    tags = 0
    with archive.open(name) as part:
        while piece := part.read(2**20):
            tags += piece.count(b"<")
            if tags > allowed:
                raise UnreadableFile(FAR_TOO_BIG)

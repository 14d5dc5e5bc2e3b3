"""A file as a table of text: XLSX, or CSV in UTF-8, UTF-16 or Windows-1252, with commas, semicolons or tabs."""

import codecs
import csv
import io
import re

from spreadsheets.tables import MAX_COLUMNS, Row, UnreadableFile, make_table
from spreadsheets.workbooks import rows_of_workbook

MAX_BYTES = 10 * 1024 * 1024
LARGEST = f"{MAX_BYTES // 1024**2} MB"
TOO_BIG = f"The file is larger than {LARGEST}; an import takes a plain list."
DELIMITERS = ",;\t"
NOT_ASCII = re.compile(rb"[\x80-\xff]+")
SAVE_AGAIN = "save it again as XLSX or as “CSV UTF-8”."
SAVE_AS = "save it as XLSX or CSV and import that"
#: The first bytes of files that people may take for a spreadsheet.
WORKBOOK = b"PK\x03\x04"
OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHERS = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "a text document",
    b"\x1f\x8b": "a compressed file",
    b"PK\x05\x06": "an empty archive",
    b"<": "a web page",
}


def read_file(content, columns):
    """Return the table in the bytes of a file with some of these columns. Raises UnreadableFile."""
    if not content.strip():
        raise UnreadableFile("The file is empty.")
    if len(content) > MAX_BYTES:
        raise UnreadableFile(TOO_BIG)
    refuse_other_kinds(content)
    if content.startswith(WORKBOOK):
        return make_table(rows_of_workbook(content), columns)
    return make_table(rows_of_text(content, columns), columns)


def refuse_other_kinds(content):
    if content.startswith(OLD_OFFICE):
        if ENCRYPTED in content:
            raise UnreadableFile(
                "The file is password-protected; save it without a password and import that file."
            )
        raise UnreadableFile(
            f"This file is from an old version of Office (.xls or .doc); {SAVE_AS}."
        )
    if content.startswith(WORKBOOK) and OPEN_DOCUMENT in content[:200]:
        raise UnreadableFile(f"This is an OpenDocument file (.ods); {SAVE_AS}.")
    for beginning, kind in OTHERS.items():
        if content.lstrip().startswith(beginning):
            raise UnreadableFile(f"This is {kind}, not a spreadsheet; {SAVE_AS}.")


def rows_of_text(content, columns):
    """Yield the rows of a CSV file, blank ones included; its delimiter is the one that makes headings of ours."""
    text = decoded(content)
    delimiter = max(DELIMITERS, key=lambda delimiter: likelihood(text, delimiter, columns))
    for number, cells in enumerate(parsed(text, delimiter), 1):
        yield Row(number, cells)


def likelihood(text, delimiter, columns):
    """Return how many known headings, and how many in all, the delimiter finds in the first row."""
    try:
        header = next(filter(any, parsed(text, delimiter)), [])[: MAX_COLUMNS + 1]
    except UnreadableFile:
        return -1, -1
    return len(columns.guess(header)), len(header)


def parsed(text, delimiter):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise UnreadableFile(
            f"The quotation marks don’t match in or before line {reader.line_num} of the file, or a cell "
            f"there is far too long; correct it, or {SAVE_AGAIN}"
        ) from error


def decoded(content):
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in content:
        raise UnreadableFile(
            f"This isn’t a spreadsheet, or it is damaged: line {line_of(content, content.index(0))} "
            f"contains a NUL character; {SAVE_AGAIN}"
        )
    elif content.startswith(codecs.BOM_UTF8) or any(map(is_utf8, NOT_ASCII.findall(content))):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            position = error.start
    raise UnreadableFile(
        f"Line {line_of(content, position)} has a different encoding from the rest of "
        f"the file; {SAVE_AGAIN}"
    )


def is_utf8(run):
    try:
        return bool(run.decode())
    except UnicodeDecodeError:
        return False


def line_of(content, position):
    return content.count(b"\n", 0, position) + 1

"""A file as a table of text: XLSX, or CSV in UTF-8, UTF-16 or Windows-1252, with commas, semicolons or tabs."""

import codecs
import csv
import io
import re
from itertools import islice

from spreadsheets.tables import (
    EMPTY,
    MAX_COLUMNS,
    MOST_ABOVE,
    Row,
    UnreadableFile,
    make_table,
)
from spreadsheets.workbooks import sheets_of_workbook

MAX_BYTES = 10 * 1024 * 1024
LARGEST = f"{MAX_BYTES // 1024**2} MB"
TOO_BIG = f"The file is larger than {LARGEST}; an import takes a plain list."
DELIMITERS = ",;\t"
#: A line with which Excel is told the delimiter.
STATED_DELIMITER = re.compile(
    r'\ufeff?"?sep=(?P<delimiter>[^\w"\r\n])"?[ \t]*(\r\n|\r|\n)', re.IGNORECASE
)
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
#: What follows an apostrophe at the end of a word.
CONTRACTION = re.compile(r"(?:s|t|d|m|ll|re|ve)\b")
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
    """Return the tables in the bytes of a file, one a sheet, the likeliest first. Raises UnreadableFile."""
    if not content.strip():
        raise UnreadableFile(EMPTY)
    if len(content) > MAX_BYTES:
        raise UnreadableFile(TOO_BIG)
    refuse_other_kinds(content)
    if not content.startswith(WORKBOOK):
        return [make_table(rows_of_text(content, columns), columns)]
    tables, refusals = [], []
    for sheet in sheets_of_workbook(content):
        try:
            tables.append(make_table(sheet.rows, columns, sheet.name, sheet.hidden_columns))
        except UnreadableFile as refusal:
            refusals.append(refusal)
    if not tables:
        raise max(refusals, key=lambda refusal: str(refusal) != EMPTY)
    return sorted(tables, key=lambda table: likelihood_of(table, columns), reverse=True)


def likelihood_of(table, columns):
    return len(columns.guess(table.header)), len(table.rows)


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
    text, first = decoded(content), 1
    if stated := STATED_DELIMITER.match(text):
        text, first, delimiter = text[stated.end() :], 2, stated["delimiter"]
    else:
        delimiter = max(DELIMITERS, key=lambda delimiter: likelihood(text, delimiter, columns))
    for number, cells in enumerate(parsed(text, delimiter), first):
        yield Row(number, cells)


def likelihood(text, delimiter, columns):
    """Return how many known headings, and how many cells, the delimiter finds at most in one of the first rows."""
    try:
        rows = list(islice(filter(any, parsed(text, delimiter)), MOST_ABOVE))
    except UnreadableFile:
        return -1, -1
    headings = max((len(columns.guess(row[: MAX_COLUMNS + 1])) for row in rows), default=0)
    return headings, max(map(len, rows), default=0)


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
    elif (text := in_single_bytes(content)) is not None:
        return text
    else:
        encodings = ["cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            position = error.start
    raise UnreadableFile(
        f"Line {line_of(content, position)} has a different encoding from the rest of "
        f"the file; {SAVE_AGAIN}"
    )


def in_single_bytes(content):
    """Return the text in Windows-1252 or in Mac Roman, whichever reads better, or None if neither reads well."""
    mac = content.decode("mac_roman")
    try:
        windows = content.decode("cp1252")
    except UnicodeDecodeError:
        return mac if legibility(mac) > 0 else None
    return mac if legibility(mac) > legibility(windows) else windows


def legibility(text):
    """Return how many more characters beyond ASCII stand where one is expected than where none is."""
    return sum(fitness for _, fitness in fitness_of_each(text))


def misfits(text):
    """Return the characters that no word has where they stand, as in a name that a program misread."""
    return "".join(character for character, fitness in fitness_of_each(text) if fitness < 0)


def fitness_of_each(text):
    padded = f" {text} "
    for found in BEYOND_ASCII.finditer(padded):
        p = found.start()
        yield padded[p], fit(padded[p - 1], padded[p], padded[p + 1 : p + 4])


def fit(before, character, rest):
    """Return 1 or 2 for a letter that fits into its word or a mark that fits between words, or else -1."""
    after = rest[0]
    if character.isalpha() and character not in "Ÿªºµƒ":
        rises = before.islower() and character.isupper()
        falls = character.islower() and after.isupper()
        return 1 if (before.isalpha() or after.isalpha()) and not (rises or falls) else -1
    if character == "’" and (after.isupper() or CONTRACTION.match(rest)):
        return 2 if after.isupper() else 1  # O’Muster
    if character in "’–":
        return -1 if before.islower() and after.islower() else 1
    between = after if character in "”…" else before
    return 1 if character in "“”‘—…\xa0" and not between.isalpha() else -1


def is_utf8(run):
    try:
        return bool(run.decode())
    except UnicodeDecodeError:
        return False


def line_of(content, position):
    return content.count(b"\n", 0, position) + 1

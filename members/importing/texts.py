"""CSV files: UTF-8, UTF-16 or Windows-1252, with commas, semicolons or tabs."""

import codecs
import csv
import io
import re

from members.importing.tables import MAX_COLUMNS, Row, UnreadableFile

DELIMITERS = ",;\t"
NOT_ASCII = re.compile(rb"[\x80-\xff]+")
SAVE_AGAIN = "save it again as XLSX or as “CSV UTF-8”."


def rows_of_text(content, columns):
    """The rows of a CSV file, blank ones included; its delimiter is the one that makes headings of ours."""
    text = decoded(content)
    delimiter = max(DELIMITERS, key=lambda delimiter: likelihood(text, delimiter, columns))
    for number, cells in enumerate(parsed(text, delimiter), 1):
        yield Row(number, cells)


def likelihood(text, delimiter, columns):
    """How many headings that we know, and how many at all, the delimiter makes of the first row."""
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
        return decoded_as("utf-16", content)
    if b"\0" in content:
        raise UnreadableFile(
            f"This isn’t a spreadsheet, or it is damaged: line {line_of(content, content.index(0))} "
            f"holds a NUL character; {SAVE_AGAIN}"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if content.startswith(codecs.BOM_UTF8) or holds_utf8(content):
            raise mixed(content, error.start) from error
    return decoded_as("cp1252", content)


def decoded_as(encoding, content):
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise mixed(content, error.start) from error


def holds_utf8(content):
    """Whether some of the accented letters are UTF-8, in a file that as a whole isn't."""
    return any(is_utf8(run) for run in NOT_ASCII.findall(content))


def is_utf8(run):
    try:
        return bool(run.decode())
    except UnicodeDecodeError:
        return False


def mixed(content, position):
    return UnreadableFile(
        f"The letters in line {line_of(content, position)} are stored in another way than the rest of "
        f"the file (mixed encodings); {SAVE_AGAIN}"
    )


def line_of(content, position):
    return content.count(b"\n", 0, position) + 1

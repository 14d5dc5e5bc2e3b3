"""Tables as files: CSV or XLSX."""

import codecs
import csv
import re
from io import BytesIO
from itertools import islice
from tempfile import TemporaryFile

from django.db.models import TextChoices
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from spreadsheets.background import JobRefused
from spreadsheets.cells import CONTROL, in_one_style, neutralize

UNWRITABLE = re.compile(f"{CONTROL.pattern}|[\ufffe\uffff]")
#: The longest text that a cell of an Excel file can hold.
LONGEST_CELL = 32_767
ROWS_AT_ONCE = 500


class TooLong(JobRefused):
    """A text that doesn't fit into the cell of an Excel file; the message says which one."""


class FileFormat(TextChoices):
    CSV = "csv", "CSV, for any program"
    XLSX = "xlsx", "XLSX, for Excel"


CONTENT_TYPES = {
    FileFormat.CSV: "text/csv; charset=utf-8",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write(output, table, file_format, sheet_title):
    """Write the header and the rows of the table, all text, into a binary file.

    Neutralize text that a spreadsheet program would take for a formula. Raise TooLong.
    """
    rows = cells_of(table)
    if file_format == FileFormat.XLSX:
        write_xlsx(output, rows, sheet_title)
    else:
        write_csv(output, rows)


def cells_of(table):
    return ([cell(text) for text in row] for row in table)


def cell(text):
    """Return the text for a file: with uniform line ends and only characters that an Excel file can hold."""
    return neutralize(UNWRITABLE.sub("", in_one_style(text)))


def write_csv(output, rows):
    output.writelines(csv_pieces(rows))


class Echo:
    """What csv.writer writes to, to get its lines back."""

    def write(self, line):
        return line


def csv_pieces(rows):
    """Yield the bytes of a CSV file with a byte order mark, without which Excel misreads accents."""
    writer, rows = csv.writer(Echo()), iter(rows)
    yield codecs.BOM_UTF8
    while part := "".join(writer.writerow(row) for row in islice(rows, ROWS_AT_ONCE)):
        yield part.encode()


def write_xlsx(output, rows, sheet_title):
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(sheet_title)
    sheet.freeze_panes = "A2"
    too_long = None
    for row in rows:
        too_long = next((text for text in row if len(text) > LONGEST_CELL), None)
        if too_long:
            break
        sheet.append([text_cell(sheet, text) for text in row])
    workbook.save(output)
    if too_long:
        raise TooLong(
            f"An Excel file can’t hold the text of {len(too_long):,} characters that begins with "
            f"“{too_long[:40]}”. Choose CSV, or leave that column out."
        )


def text_cell(sheet, text):
    """Return a cell that is text, whatever it looks like."""
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def content_of(table, count, file_format, sheet_title, note):
    """Return the table's file as bytes. Raises TooLong; `note` is called with the rows so far and `count`."""
    output = BytesIO()
    write(output, counted(table, count, note), file_format, sheet_title)
    return output.getvalue()


def counted(rows, count, note):
    for number, row in enumerate(rows):
        note(min(number, count), count)
        yield row


def file_name(stem, file_format):
    """Return a file's name with today's date."""
    return f"{stem}-{localdate():%Y-%m-%d}.{file_format}"


def download(stem, table, file_format, sheet_title):
    """Return a response with the table as a file. Raises TooLong, and Http404 for another format.

    A CSV file begins at once, however long it is.
    """
    if file_format not in FileFormat:
        raise Http404
    name, content_type = file_name(stem, file_format), CONTENT_TYPES[file_format]
    if file_format == FileFormat.CSV:
        headers = {"Content-Disposition": content_disposition_header(True, name)}
        pieces = csv_pieces(cells_of(table))
        return StreamingHttpResponse(pieces, content_type=content_type, headers=headers)
    output = TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        write(output, table, file_format, sheet_title)
    except TooLong:
        output.close()
        raise
    output.seek(0)
    return FileResponse(
        output,
        as_attachment=True,
        filename=name,
        content_type=content_type,
    )

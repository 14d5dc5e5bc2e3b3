"""A file as a table of text: CSV or XLSX."""

from members.importing.tables import UnreadableFile, make_table
from members.importing.texts import rows_of_text
from members.importing.workbooks import rows_of_workbook

MAX_BYTES = 10 * 1024 * 1024
LARGEST = f"{MAX_BYTES // 1024**2} MB"
TOO_BIG = f"The file is bigger than {LARGEST}; an import takes a plain list."
SAVE_AS = "save it as XLSX or CSV, and import that"
#: How files begin that people may take for a spreadsheet.
WORKBOOK = b"PK\x03\x04"
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
    """The table in the bytes of a file with some of these columns. Raises UnreadableFile."""
    if not content.strip():
        raise UnreadableFile("The file is empty.")
    if len(content) > MAX_BYTES:
        raise UnreadableFile(TOO_BIG)
    if content.startswith(OLD_OFFICE):
        raise UnreadableFile(old_office(content))
    if content.startswith(WORKBOOK):
        refuse_open_document(content)
        return make_table(rows_of_workbook(content), columns)
    for beginning, kind in OTHERS.items():
        if content.lstrip().startswith(beginning):
            raise UnreadableFile(f"This is {kind}, not a spreadsheet; {SAVE_AS}.")
    return make_table(rows_of_text(content, columns), columns)


def old_office(content):
    if ENCRYPTED in content:
        return "The file is protected with a password; save it without one, and import that."
    return f"This is a file of an old Office version (.xls or .doc); {SAVE_AS}."


def refuse_open_document(content):
    if b"mimetypeapplication/vnd.oasis.opendocument" in content[:200]:
        raise UnreadableFile(f"This is an OpenDocument file (.ods); {SAVE_AS}.")

"""Erasure of a person's contacts and notes from the files, decisions and changes of imports."""

from members.importing.column_types import Contacts
from members.importing.columns import BY_KEY
from members.importing.matcher import name_in
from members.models import RosterImport
from members.models.names import normalized
from members.models.person_fields import NOTHING_PRIVATE
from spreadsheets.cells import in_one_style

#: Columns with contacts or notes.
ERASED = {key for key, column in BY_KEY.items() if isinstance(column, Contacts) or column.private}
HEADERS = {BY_KEY[key].header for key in ERASED}
FIELDS = ("table", "decisions", "changes")


def contacts_in(pks):
    """Yield the contacts of these people that imports found or added."""
    for changes in RosterImport.objects.values_list("changes", flat=True).iterator():
        for change in changes:
            for snapshot in (change["before"], change["after"]) if change["person"] in pks else ():
                yield from (snapshot or {}).get("contacts", [])


def erase_from_imports(whose):
    """Erase them from all imports, and the sheets that these don't read altogether.

    `whose` is the members.admin.erasure.Traces of the person.
    """
    RosterImport.objects.exclude(other_sheets=[]).update(other_sheets=[])
    for roster_import in RosterImport.objects.order_by("pk").iterator(chunk_size=1):
        if _erase_from(roster_import, whose):
            roster_import.save(update_fields=FIELDS)


def _erase_from(roster_import, whose):
    own = [change for change in roster_import.changes if change["person"] in whose.pks]
    rows = _rows_about(roster_import, whose) | {row["row"] for c in own for row in c["rows"]}
    for change in own:
        _erase_change(change)
    _erase_cells(roster_import, rows)
    _erase_reasons(roster_import.decisions, rows)
    return bool(rows or own)


def _erase_change(change):
    for snapshot in filter(None, (change["before"], change["after"])):
        snapshot |= NOTHING_PRIVATE | {"contacts": [], "other_names": []}
    for row in change["rows"]:
        row["changes"] = [entry for entry in row["changes"] if entry[0] not in HEADERS]


def _rows_about(roster_import, whose):
    """Return the numbers of all rows that name the person, in any state of the import."""
    table, decided = roster_import.table, roster_import.decisions.get("rows", {})
    keys = [roster_import.columns.get(heading) for heading in table.get("header", ())]
    found = set()
    for row in table.get("rows", ()):
        texts = [in_one_style(cell) for cell in row["cells"]]
        cells = {key: text for key, text in zip(keys, texts, strict=True) if key and text}
        chosen = decided.get(str(row["number"]), {}).get("person", "")
        if (
            {cells.get("person_id"), chosen} & set(map(str, whose.pks))
            or cells.get("tenure_id") in whose.tenures
            or normalized(name_in(cells)) in whose.names
            or any(value in text.casefold() for text in texts for value in whose.values)
        ):
            found.add(row["number"])
    return found


def _erase_cells(roster_import, numbers):
    """Clear every cell that may have a contact or a note, including those of unmatched columns."""
    table = roster_import.table
    keys = [roster_import.columns.get(heading) for heading in table.get("header", ())]
    for row in table.get("rows", ()):
        if row["number"] in numbers:
            row["cells"] = [
                cell if key in BY_KEY and key not in ERASED else ""
                for key, cell in zip(keys, row["cells"], strict=True)
            ]


def _erase_reasons(decisions, numbers):
    """Remove the reasons why these rows are correct, and the one given for all rows."""
    if numbers:
        decisions.pop("reason", None)
    for number in numbers:
        decisions.get("rows", {}).get(str(number), {}).pop("reason", None)

"""Spreadsheets brought into the roster: read, matched with our columns, planned, applied, undone.

The way of a file, for the screens and for the command alike:

    roster_import = begin(file_name, content, user)     # UnreadableFile says why it can't be read
    roster_import.columns = {"Surname": "family_name"}  # headings -> keys of columns.COLUMNS
    complaints(roster_import.columns)                   # sentences; nothing may be wrong
    plan = preview(roster_import)                       # what it would do, and the version it is for
    roster_import.decisions = {...}                     # see plans.Plan; then preview again
    apply(roster_import, user, plan.digest)             # ImportRefused says why not; nothing is changed
    undo(roster_import, user)                           # ImportRefused says what was built on it
"""

from members.imports.applying import apply, begin, preview
from members.imports.columns import COLUMNS, IMPORTED, complaints, guess
from members.imports.planning import make_plan
from members.imports.plans import Outcome
from members.imports.reading import read_file
from members.imports.refusing import ImportRefused
from members.imports.tables import UnreadableFile
from members.imports.undoing import undo, why_not_undone

__all__ = [
    "COLUMNS",
    "IMPORTED",
    "ImportRefused",
    "Outcome",
    "UnreadableFile",
    "apply",
    "begin",
    "complaints",
    "guess",
    "make_plan",
    "preview",
    "read_file",
    "undo",
    "why_not_undone",
]

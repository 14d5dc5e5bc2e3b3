"""Spreadsheets brought in: read, matched with our columns, planned, applied, undone.

The way of a file into the roster, for the screens and for the command alike; `subjects.Subject` is the
same for any other records:

    begun = ROSTER.begin(file_name, content, user)    # UnreadableFile says why it can't be read
    begun.columns = {"Surname": "family_name"}        # headings -> keys of ROSTER.columns
    ROSTER.columns.complaints(begun.columns)          # sentences; nothing may be wrong
    plan = ROSTER.preview(begun)                      # what it would do, and the version it is for
    begun.decisions = {...}                           # see plans.Plan; then preview again
    ROSTER.apply(begun, user, plan.digest)            # ImportRefused says why not; nothing is changed
    ROSTER.undo(begun, user)                          # ImportRefused says what was built on it
"""

from members.importing.plans import Outcome
from members.importing.refusing import ImportRefused
from members.importing.roster import ROSTER
from members.importing.tables import UnreadableFile

__all__ = ["ROSTER", "ImportRefused", "Outcome", "UnreadableFile"]

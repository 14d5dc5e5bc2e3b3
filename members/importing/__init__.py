"""The roster as a spreadsheet: exports of it, and imports into it by way of `spreadsheets`."""

from members.importing.roster import ROSTER
from spreadsheets.importers import ImportRefused
from spreadsheets.plans import RowOutcome
from spreadsheets.tables import UnreadableFile

__all__ = ["ROSTER", "ImportRefused", "RowOutcome", "UnreadableFile"]

"""The roster as a spreadsheet: exported, and brought in as `spreadsheets` does it."""

from members.importing.roster import ROSTER
from spreadsheets.importers import ImportRefused
from spreadsheets.plans import RowOutcome
from spreadsheets.tables import UnreadableFile

__all__ = ["ROSTER", "ImportRefused", "RowOutcome", "UnreadableFile"]

"""Spreadsheets imported into the ledger."""

from members.models import SpreadsheetImport


class WinImport(SpreadsheetImport):
    """A file of wins."""

"""Spreadsheets imported into the ledger."""

from spreadsheets.models import SpreadsheetImport


class WinImport(SpreadsheetImport):
    """A file of wins."""

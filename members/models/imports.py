"""Spreadsheets imported into the roster."""

from spreadsheets.models import SpreadsheetImport


class RosterImport(SpreadsheetImport):
    """A file of people and their time in office."""

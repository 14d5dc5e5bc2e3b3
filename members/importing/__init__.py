"""The roster as a spreadsheet: its exports, and its imports through `spreadsheets`."""

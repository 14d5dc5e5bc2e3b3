"""The roster as a spreadsheet: exports of it, and imports into it by way of `spreadsheets`."""

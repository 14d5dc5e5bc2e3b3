"""The ledger of wins as a spreadsheet: exports of it, and imports into it by way of `spreadsheets`."""

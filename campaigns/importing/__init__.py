"""The ledger of wins as a spreadsheet: exported, and brought in as `spreadsheets` does it."""

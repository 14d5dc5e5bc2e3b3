"""The ledger of wins as a spreadsheet: exported, and brought in as `members.imports` does it."""

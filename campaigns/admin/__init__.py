"""The admin's screens for the ledger of wins."""

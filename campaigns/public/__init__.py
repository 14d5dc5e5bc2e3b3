"""The public ledger of wins: its filters, pages and downloads."""

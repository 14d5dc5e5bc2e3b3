"""The public ledger of wins: what is asked for, what is shown of it, and what can be downloaded."""

"""The public roster as open data: its contents, formats and meaning."""

"""Backup and restore of the database and the uploads, with restic and the database's own tools."""

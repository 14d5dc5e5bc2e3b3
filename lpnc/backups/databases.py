"""Dump a database, load a dump into a database beside the live one, and swap the two."""

import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

from django.core.management.base import CommandError
from django.db import DatabaseError, OperationalError, connection, transaction

from lpnc.backups.programs import run

# What is appended to a name for what is being restored beside it.
BESIDE = "_restoring"
ATTEMPTS = 5
# A full disk or a database that can't be reached, for instance.
FAILURES = (OSError, sqlite3.Error, DatabaseError)


@contextmanager
def connected_to(name):
    """Use the database of that name in place of the configured one."""
    live = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(name)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = live


class SQLite:
    FILE = "database.sqlite3"

    def __init__(self):
        self.live = Path(connection.settings_dict["NAME"])
        self.beside = Path(f"{self.live}{BESIDE}")

    @contextmanager
    def dumped(self, folder):
        """Dump the database into the folder; within, the connection shows that same state."""
        dump = folder / self.FILE
        with (
            closing(sqlite3.connect(f"{self.live.resolve().as_uri()}?mode=rw", uri=True)) as live,
            closing(sqlite3.connect(dump)) as copy,
        ):
            live.backup(copy)
        with connected_to(dump):
            yield

    def load(self, folder):
        """Load the dump in the folder into the database beside the live one."""
        self.discard()
        shutil.copyfile(folder / self.FILE, self.beside)

    def discard(self):
        """Remove the database beside the live one."""
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.beside}{suffix}").unlink(missing_ok=True)

    def swap(self, suffix):
        """Append the suffix to the live database's name, and give that name to the one beside."""
        if self.live.exists():
            self.merge_log()
            self.live.rename(f"{self.live}{suffix}")
        self.beside.rename(self.live)

    def merge_log(self):
        """Merge the write-ahead log into the live file, which SQLite does only if no one else uses it."""
        with closing(sqlite3.connect(self.live)) as live:
            try:
                live.execute("PRAGMA journal_mode = DELETE")
            except sqlite3.OperationalError as error:
                raise CommandError(
                    f"{self.live} is in use ({error}). Stop the site first."
                ) from error


class PostgreSQL:
    FILE = "database.dump"

    def __init__(self):
        self.live = connection.settings_dict["NAME"]
        self.beside = f"{self.live}{BESIDE}"

    @contextmanager
    def dumped(self, folder):
        """Dump the database into the folder; within, the connection shows that same state."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            [snapshot] = cursor.fetchone()
            options = ["--format=custom", f"--snapshot={snapshot}", f"--file={folder / self.FILE}"]
            self.run("pg_dump", *options, f"--dbname={self.live}")
            yield

    def load(self, folder):
        """Load the dump in the folder into the database beside the live one."""
        self.discard()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {quoted(self.beside)} TEMPLATE template0")
        options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
        self.run("pg_restore", *options, f"--dbname={self.beside}", str(folder / self.FILE))

    def discard(self):
        """Remove the database beside the live one."""
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {quoted(self.beside)}")

    def swap(self, suffix):
        """Append the suffix to the live database's name, and give that name to the one beside.

        The live one's connections are closed for that. If one comes back in between, try again.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with connection._nodb_cursor() as cursor:
                    return self.rename_both(cursor, f"{self.live}{suffix}")
            except OperationalError:
                if attempt == ATTEMPTS:
                    raise

    def rename_both(self, cursor, kept):
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.live])
        exists = cursor.fetchone()
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [self.live]
        )
        cursor.execute("BEGIN")
        if exists:
            cursor.execute(f"ALTER DATABASE {quoted(self.live)} RENAME TO {quoted(kept)}")
        cursor.execute(f"ALTER DATABASE {quoted(self.beside)} RENAME TO {quoted(self.live)}")
        cursor.execute("COMMIT")

    def run(self, program, *arguments):
        """Run one of PostgreSQL's programs on the configured server."""
        command, environment = connection.client.settings_to_cmd_args_env(
            connection.settings_dict, arguments
        )
        # The last argument is the database's name, which `arguments` give.
        run(program, *command[1:-1], environment=environment)


def quoted(name):
    return connection.ops.quote_name(name)


def database():
    """Return the configured database."""
    return {"sqlite": SQLite, "postgresql": PostgreSQL}[connection.vendor]()

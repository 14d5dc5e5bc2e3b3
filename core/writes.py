"""Watching what the site writes, at the database connection, so that every write counts in the generation.

That includes `update()`, `bulk_create()` and raw SQL, which no signal of a model announces.
"""

import re
from itertools import islice

from django.db import transaction

from core.generation import GenerationStep, add_step, is_raised

# Tables that no public page shows, each with what it holds.
EXEMPT = {
    "campaigns_winimport": "files of wins, and how far their imports are",
    "core_backgroundjob": "what editors have done in the background, and the files it made",
    "core_generationstep": "these steps",
    "django_migrations": "which migrations have run",
    "django_session": "who is signed in; pages for them are never kept",
    "lpnc_timerrun": "when the timer last ran",
    "django_tasks_database_dbtaskresult": "the queue of long work",
    "lpnc_trycount": "tries at passwords",
    "members_correctionreport": "what visitors report; only staff see it",
    "members_rosterimport": "files of the roster, and how far their imports are",
    "wagtailadmin_editingsession": "who is editing what, every few seconds",
    "wagtailadmin_formstate": "forms that staff haven't saved yet",
    "wagtailcore_modellogentry": "the admin's log of records",
    "wagtailcore_pagelogentry": "the admin's log of pages",
    "wagtailcore_uploadedfile": "files on their way into the admin",
    "wagtailsearch_indexentry": "the search index; search results are never kept",
    "wagtailsearch_indexentry_fts": "the same, on SQLite",
}

READING = re.compile(
    r"[\s(]*(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|SET|SHOW|PRAGMA|EXPLAIN|DECLARE|FETCH|CLOSE)\b",
    re.IGNORECASE,
)
WRITTEN = re.compile(
    r"\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|(?<!DO )UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM|TRUNCATE)\s+"
    r'(?:TABLE\s+)?(?:ONLY\s+)?"?(\w+)',
    re.IGNORECASE,
)
#: Names of databases that have the table for steps, which the first migrations don't.
ready = set()


class FetchedRows:
    """A cursor whose rows have all been fetched, because SQLite doesn't commit while any are left."""

    def __init__(self, cursor):
        self.cursor = cursor
        self.rows = iter(cursor.fetchall())

    def __getattr__(self, name):
        return getattr(self.cursor, name)

    def __iter__(self):
        return self.rows

    def fetchone(self):
        return next(self.rows, None)

    def fetchmany(self, size):
        return list(islice(self.rows, size))

    def fetchall(self):
        return list(self.rows)


def has_steps(connection):
    name = connection.settings_dict["NAME"]
    if name not in ready and (
        GenerationStep._meta.db_table in connection.introspection.table_names()
    ):
        ready.add(name)
    return name in ready


def counts(sql):
    """Return whether the statement writes to a table that isn't exempt."""
    if READING.match(sql) and ";" not in sql:
        return False
    return any(table.lower() not in EXEMPT for table in WRITTEN.findall(sql))


def add_step_to_writes(execute, sql, params, many, context):
    """Add a step to the transaction of a statement that writes; an execute wrapper of Django's."""
    cursor, connection = context["cursor"], context["connection"]
    if isinstance(cursor.cursor, FetchedRows):
        cursor.cursor = cursor.cursor.cursor
    if not counts(sql) or is_raised(connection) or not has_steps(connection):
        return execute(sql, params, many, context)
    if connection.in_atomic_block:
        result = execute(sql, params, many, context)
        add_step(connection)
        return result
    with transaction.atomic(using=connection.alias):
        result = execute(sql, params, many, context)
        if cursor.description:
            cursor.cursor = FetchedRows(cursor.cursor)
        add_step(connection)
    return result


def see_writes(connection, **kwargs):
    """Watch a new connection; a receiver of Django's `connection_created`."""
    if add_step_to_writes not in connection.execute_wrappers:
        connection.execute_wrappers.append(add_step_to_writes)

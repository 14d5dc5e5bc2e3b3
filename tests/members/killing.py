"""Breaks an action off between any two of its writes, as a power cut would."""

import os
import signal
import traceback

from django.db import DEFAULT_DB_ALIAS, connection, connections

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class Watcher:
    """Looks before each write, and before the commit, at what a power cut would leave.

    That is what another connection sees. To be sure, a watcher that `kills` does so before the commit.
    """

    def __init__(self, before, kills):
        self.before, self.kills = before, kills
        self.writes = 0
        self.other = connections.create_connection(DEFAULT_DB_ALIAS)

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITES):
            self.look()
            self.writes += 1
        return execute(sql, params, many, context)

    def at_commit(self, commit):
        if self.writes:
            self.look()
            if self.kills:
                die()
        commit()

    def look(self):
        left = state(self.other)
        assert left == self.before, f"Killed after {self.writes} writes, it left something behind."


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def writes_survived(action):
    """Run the action in a process that is killed before its commit, and in one that may finish.

    Asserts that nothing would be left of it before any of its writes, and that it changes something in the
    end. Returns the number of its writes. The test must commit what it sets up:
    `django_db(transaction=True)`.
    """
    before = state()
    told = told_by(action, Watcher(before, kills=True))
    assert not told, f"It was to be killed before its commit: {told}"
    assert state() == before, "Killed before its commit, it left something behind."
    told = told_by(action, Watcher(before, kills=False))
    assert told.isdecimal(), told
    assert state() != before, "The action changes nothing."
    return int(told)


def told_by(action, watcher):
    """Run the action in its own process; return its report: nothing if killed, or the number of writes."""
    connections.close_all()
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        run_and_die(action, watcher, writing)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), told
    return told


def run_and_die(action, watcher, writing):
    """Run the action without ever returning: the forked process must not continue the tests.

    A connection that it has from its parent is kept and left alone: using or closing it would be felt there.
    """
    inherited, connection.connection = connection.connection, None  # noqa: F841
    try:
        connection.ensure_connection()
        commit = connection._commit
        connection._commit = lambda: watcher.at_commit(commit)
        with connection.execute_wrapper(watcher):
            action()
        os.write(writing, str(watcher.writes).encode())
    except BaseException:
        os.write(writing, traceback.format_exc().encode())
    finally:
        die()


def state(connection=connection):
    """All rows of all tables, as the connection sees them."""
    with connection.cursor() as cursor:
        tables = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            tables[table] = sorted(map(repr, cursor.fetchall()))
    return tables

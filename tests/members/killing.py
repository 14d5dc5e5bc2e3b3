"""Breaks an action off between any two of its writes, as a power cut would."""

import os
import signal
import traceback

from django.db import connection, connections

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class Killer:
    """Kills its own process before the write with the given number, or before the commit after the last."""

    def __init__(self, number):
        self.number = number
        self.writes = 0

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITES):
            self.writes += 1
            if self.writes == self.number:
                die()
        return execute(sql, params, many, context)

    def at_commit(self, commit):
        if self.writes == self.number - 1:
            die()
        commit()


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def writes_survived(action):
    """Runs the action in processes of its own, killed before its first write, its second, ..., its commit.

    Asserts that nothing is left of it each time, and that it changes something when it may finish.
    Returns the number of its writes. The test must commit what it sets up: `django_db(transaction=True)`.
    """
    before, number = state(), 1
    while not finishes(action, number):
        assert state() == before, f"Killed before write {number}, it left something behind."
        number += 1
    assert state() != before, "The action changes nothing."
    return number - 2


def finishes(action, number):
    """Whether the action came to its end although it was to be killed before that write."""
    connections.close_all()
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        run_and_die(action, number, writing)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status) and told in ("", "finished"), told
    return told == "finished"


def run_and_die(action, number, writing):
    """Never returns: the forked process must not go on with the tests.

    A connection that it has from its parent is kept and left alone: using or closing it would be felt there.
    """
    inherited, connection.connection = connection.connection, None  # noqa: F841
    try:
        connection.ensure_connection()
        killer, commit = Killer(number), connection._commit
        connection._commit = lambda: killer.at_commit(commit)
        with connection.execute_wrapper(killer):
            action()
        os.write(writing, b"finished")
    except BaseException:
        os.write(writing, traceback.format_exc().encode())
    finally:
        die()


def state():
    """All rows of all tables."""
    with connection.cursor() as cursor:
        tables = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            tables[table] = sorted(map(repr, cursor.fetchall()))
    return tables

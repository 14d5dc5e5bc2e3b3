"""Test databases: each kind is filled once a run, and every process of the run works on copies of it."""

import fcntl
import shutil
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from core.generation import known


@contextmanager
def using(database):
    """Make everyone use the database of that name meanwhile, in whichever thread."""
    before = connection.settings_dict["NAME"]
    use(database)
    try:
        yield
    finally:
        use(before)


def use(database):
    connection.close()
    connection.settings_dict["NAME"] = database
    cache.clear()
    known.forget()


def made_once(name, make):
    """Return the text, such as a database's name, that `make()` returned to the first process that asked."""
    note = settings.RUN_FOLDER / name
    with only_process(name):
        if not note.exists():
            note.write_text(make())
    return note.read_text()


def make_copy(database, suffix):
    """Copy the database of that name, which no one may be using; return the name of the copy."""
    with only_process("copying"), using(database):
        connection.creation.clone_test_db(suffix, verbosity=0, autoclobber=True)
        return connection.creation.get_test_db_clone_settings(suffix)["NAME"]


def drop_copy(database, suffix):
    with using(database):
        connection.creation.destroy_test_db(suffix=suffix, verbosity=0)


@contextmanager
def copy_of(database, suffix):
    """Use a copy of the database, and drop it afterward."""
    with using(make_copy(database, suffix)):
        yield
    drop_copy(database, suffix)


@contextmanager
def only_process(task):
    """Let one process of the run do the task at a time; PostgreSQL can't copy a database twice at once."""
    settings.RUN_FOLDER.mkdir(exist_ok=True)
    with open(settings.RUN_FOLDER / f"{task}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def drop_all():
    """Drop what `made_once` made, and everything else of the run; for its first process, at the end."""
    for note in settings.RUN_FOLDER.glob("*-database"):
        with using(note.read_text()):
            connection.creation.destroy_test_db(verbosity=0)
    shutil.rmtree(settings.RUN_FOLDER, ignore_errors=True)

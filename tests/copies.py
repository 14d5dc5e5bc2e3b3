"""Copies of the test database, which take a moment where filling it takes many seconds."""

from contextlib import contextmanager

from django.core.cache import cache
from django.db import connection


@contextmanager
def using(database):
    """Everybody uses the database of that name meanwhile, in whichever thread."""
    before = connection.settings_dict["NAME"]
    use(database)
    try:
        yield
    finally:
        use(before)


def make_copy(database, suffix):
    """Copies the database of that name, which nobody may be using; returns the name of the copy."""
    with using(database):
        connection.creation.clone_test_db(suffix, verbosity=0, autoclobber=True)
        return connection.creation.get_test_db_clone_settings(suffix)["NAME"]


def drop_copy(database, suffix):
    with using(database):
        connection.creation.destroy_test_db(suffix=suffix, verbosity=0)


def use(database):
    connection.close()
    connection.settings_dict["NAME"] = database
    cache.clear()

import os
from collections import Counter

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import setup_databases, teardown_databases
from hypothesis import settings
from pytest_django.plugin import blocking_manager_key

from lpnc.roles import apply_roles
from tests.copies import drop_copy, make_copy, using
from tests.factories import HomePageFactory
from tests.tools import lack_of

# How long an example takes says nothing on a machine that does other things as well.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

#: The rows that the migrations put into the test database.
AS_MIGRATED = pytest.StashKey[str]()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    # Playwright's loop gives the thread a connection of its own, which lacks what Django puts on it.
    if AS_MIGRATED in item.config.stash:
        connection._test_serialized_contents = item.config.stash[AS_MIGRATED]
    for marker in item.iter_markers("needs"):
        if reason := lack_of(*marker.args):
            if os.environ.get("REQUIRE_EVERYTHING"):
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """A test with transactions of its own leaves the database empty: puts back what migrations made."""
    try:
        return (yield)
    finally:
        marker = item.get_closest_marker("django_db")
        if nextitem and marker and marker.kwargs.get("transaction"):
            with item.config.stash[blocking_manager_key].unblock():
                begin_anew(item.config.stash[AS_MIGRATED])


def begin_anew(as_migrated):
    """The test database as the migrations left it."""
    call_command(
        "flush", interactive=False, verbosity=0, reset_sequences=False, inhibit_post_migrate=True
    )
    connection.creation.deserialize_db_from_string(as_migrated)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter):
    terminalreporter.section("what this run covered")
    terminalreporter.line(f"Database: {connection.vendor}")
    if connection.vendor == "sqlite":
        terminalreporter.line("Left out: PostgreSQL (name a database in DATABASE_URL)")
    reasons = Counter(report.longrepr[2] for report in terminalreporter.stats.get("skipped", []))
    for reason, count in reasons.items():
        terminalreporter.line(f"Left out: {count} test(s). {reason}")


@pytest.fixture(scope="session")
def django_db_setup(
    request, django_test_environment, django_db_modify_db_settings, django_db_blocker
):
    """The test database, and a copy of what the migrations put there."""
    with django_db_blocker.unblock():
        databases = setup_databases(verbosity=0, interactive=False)
    request.config.stash[AS_MIGRATED] = connection._test_serialized_contents
    yield
    with django_db_blocker.unblock():
        teardown_databases(databases, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def media_root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=str(folder)):
        yield folder


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def home(db):
    """The home page, without which the public pages can't be shown."""
    return HomePageFactory()


@pytest.fixture
def roles(db):
    """The three groups, with what they may do."""
    apply_roles()


@pytest.fixture
def client_of(roles):
    """Calling it with a role's name gives a client signed in as somebody who has it."""

    def sign_in(role):
        user = get_user_model().objects.create_user(role, password=role)
        user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture(scope="session")
def seeded_database(django_db_setup, django_db_blocker):
    """The name of a database that holds the site as `make run` first shows it; not to be changed."""
    with django_db_blocker.unblock():
        database = connection.settings_dict["NAME"]
        seeded = make_copy(database, "seeded")
        with using(seeded):
            call_command("apply_roles", verbosity=0)
            call_command("seed_site", sample_roster=True, verbosity=0)
    yield seeded
    with django_db_blocker.unblock():
        drop_copy(database, "seeded")


@pytest.fixture(scope="module")
def seeded_site(seeded_database, django_db_blocker):
    """The site as `make run` first shows it, for all tests of a module; gone after the last."""
    with django_db_blocker.unblock():
        with using(make_copy(seeded_database, "copy")):
            yield
        drop_copy(seeded_database, "copy")

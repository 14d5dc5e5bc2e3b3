import gc
import json
import os
import signal
from collections import Counter
from functools import partial

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client, TransactionTestCase, override_settings
from django.test.utils import setup_databases
from hypothesis import settings
from pytest_django.plugin import blocking_manager_key
from wagtail.signal_handlers import disable_reference_index_auto_update

from core import generation
from lpnc.roles import apply_roles
from tests import addresses
from tests.copies import copy_of, drop_all, drop_copy, made_once, make_copy, use, using
from tests.factories import HomePageFactory
from tests.members.crawling import Answer, asked
from tests.tools import OF_PAGES, lack_of

# Looking for garbage among all that Django keeps takes a seventh of the time; there is little to be found.
gc.set_threshold(100_000, 50, 100)

# What is asked once a second would make some counts of queries differ by one.
generation.PATIENCE = float("inf")

# How long an example takes says nothing on a machine that does other things as well.
settings.register_profile("gate", deadline=None, max_examples=10, derandomize=True)
settings.register_profile("deep", deadline=None, max_examples=300)
settings.load_profile("gate")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    for marker in item.iter_markers("same_on_every_database"):
        if connection.vendor != "sqlite":
            pytest.skip(f"Proved on SQLite: {marker.args[0]}.")
    for marker in item.iter_markers("needs"):
        if connection.vendor != "sqlite" and marker.args[0] in OF_PAGES:
            pytest.skip("Proved on SQLite: what a browser or the HTML checker makes of a page.")
        if reason := lack_of(*marker.args):
            if os.environ.get("REQUIRE_EVERYTHING"):
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        with config.stash[blocking_manager_key].unblock():
            drop_all()


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
def migrated_database(django_test_environment, django_db_blocker):
    """The name of a database with what the migrations and the roles put there; not to be changed."""
    with django_db_blocker.unblock():
        return made_once("migrated-database", migrate)


def migrate():
    setup_databases(verbosity=0, interactive=False, serialized_aliases=())
    apply_roles()
    connection.close()
    return connection.settings_dict["NAME"]


@pytest.fixture(scope="session")
def django_db_setup(migrated_database, worker_id, django_db_blocker):
    """Use a copy of the migrated database, and a new one after each test that commits what it does."""

    def begin_anew(*test):
        use(make_copy(migrated_database, worker_id))

    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        begin_anew()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", begin_anew)
        yield
    with django_db_blocker.unblock():
        use(before)
        drop_copy(migrated_database, worker_id)


@pytest.fixture(scope="session", autouse=True)
def media_root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=str(folder)):
        yield folder


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    generation.known.forget()


@pytest.fixture
def no_reference_index():
    """Spare the record of what names what, for tests that save much and never ask for it."""
    with disable_reference_index_auto_update():
        yield


@pytest.fixture
def home(db):
    """The home page, without which the public pages can't be shown."""
    return HomePageFactory()


@pytest.fixture
def client_of(db):
    """Return a function that signs a client in as a user with the given role."""

    def sign_in(role):
        user = get_user_model().objects.create_user(role, password=role)
        user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def in_the_background(settings, monkeypatch):
    """Long work as in production, on the connection that the test has; a worker's signals are given back."""
    worker = "django_tasks_db.management.commands.db_worker"
    monkeypatch.setattr(f"{worker}.close_old_connections", lambda: None)
    database = {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["long"]}
    settings.TASKS = settings.TASKS | {"long": database}
    taken = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)
    kept = {number: signal.getsignal(number) for number in taken}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.fixture(scope="session")
def first_content_database(migrated_database, django_db_blocker):
    """The name of a database with the first content, and no sample member; not to be changed."""
    with django_db_blocker.unblock():
        return made_once("first-content-database", partial(seed, migrated_database, "content"))


@pytest.fixture(scope="session")
def seeded_database(first_content_database, django_db_blocker):
    """The name of a database with the site as `make run` first shows it; not to be changed."""
    with django_db_blocker.unblock():
        return made_once("seeded-database", partial(seed, first_content_database, "roster", True))


def seed(database, suffix, sample_roster=False):
    """Copy the database of that name, and load what it lacks; return the name of the copy."""
    seeded = make_copy(database, suffix)
    with using(seeded):
        call_command("seed_site", sample_roster=sample_roster, verbosity=0)
    return seeded


@pytest.fixture(scope="session")
def public_pages(seeded_database, django_db_blocker):
    """`{address: Answer}` of every public page of the site as `make run` first shows it, and of a missing one."""
    with django_db_blocker.unblock():
        pages = json.loads(made_once("public-pages", partial(fetch, seeded_database)))
    return {address: Answer(page[0], page[1], page[2].encode()) for address, page in pages.items()}


def fetch(database):
    """Ask for the public pages; return their statuses, headers and texts by address, as JSON."""
    with copy_of(database, "pages"):
        visited = [*addresses.every_page(), *addresses.record_addresses().values()]
        visited += ["/members/?page=2", "/no-such-page/"]
        answers = {address: asked(Client(), address) for address in visited}
        assert addresses.unvisited_routes(visited) == set()
    assert {address for address in answers if answers[address].status != 200} == {"/no-such-page/"}
    return json.dumps({address: [a.status, a.headers, a.text] for address, a in answers.items()})


@pytest.fixture(scope="module")
def first_content(first_content_database, worker_id, django_db_setup, django_db_blocker):
    """The first content without any sample member, for all tests of a module; gone after the last."""
    with django_db_blocker.unblock(), copy_of(first_content_database, worker_id):
        yield


@pytest.fixture(scope="module")
def seeded_site(seeded_database, worker_id, django_db_setup, django_db_blocker):
    """The site as `make run` first shows it, for all tests of a module; gone after the last."""
    with django_db_blocker.unblock(), copy_of(seeded_database, worker_id):
        yield

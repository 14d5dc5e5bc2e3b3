"""Each seed run either completes or leaves nothing, and any two have the same result."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from wagtail.models import Page

from lpnc.models import SeededItem
from lpnc.seed.run import seed_site
from members.models import Person
from tests.copies import copy_of

KILLED_AT_ITEM = 40
RUN = """
import os, signal, sys
import django
django.setup()
from lpnc.seed.run import seed_site

lines = []

def report(line):
    lines.append(line)
    if len(lines) == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)

seed_site(report)
print(len(lines))
"""


@pytest.fixture
def database(migrated_database, tmp_path):
    """A file that holds what the migrations make."""
    return shutil.copy(migrated_database, tmp_path / "killed.sqlite3")


def run(database, killed_at):
    return python(database, "-c", RUN, str(killed_at))


def python(database, *arguments):
    """A separate Python process that works on the database."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "lpnc.settings",
        "DATABASE_URL": f"sqlite:///{database}",
        "DEBUG": "1",
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def rows(database):
    """Return the number of rows in each table."""
    with sqlite3.connect(database) as opened:
        tables = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: opened.execute(f'SELECT count(*) FROM "{name}"').fetchone() for (name,) in tables
        }


@pytest.mark.same_on_every_database("it works on a SQLite file")
def test_a_killed_run_leaves_nothing_and_the_next_one_completes_it(database):
    before = rows(database)

    killed = run(database, KILLED_AT_ITEM)
    assert killed.returncode == -signal.SIGKILL
    assert rows(database) == before

    complete = run(database, killed_at=0)
    assert complete.returncode == 0, complete.stderr
    assert int(complete.stdout) > KILLED_AT_ITEM
    assert rows(database)["lpnc_seededitem"] == (int(complete.stdout),)


@pytest.mark.django_db
def test_a_failing_run_leaves_nothing():
    before, made = Page.objects.count(), []

    def fail_at_the_third(line):
        made.append(line)
        if len(made) == 3:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        seed_site(report=fail_at_the_third)
    assert Page.objects.count() == before
    assert not SeededItem.objects.exists()


def test_two_databases_get_the_same_content(
    migrated_database, first_content, worker_id, django_db_blocker
):
    with django_db_blocker.unblock():
        first = content()
        with copy_of(migrated_database, f"{worker_id}_again"):
            call_command("seed_site", verbosity=0)
            assert content() == first


def content():
    """Return what pages and people say, without the numbers and times that a database gives."""
    pages = Page.objects.filter(depth__gt=1).order_by("path").specific()
    texts = [(page.url_path, page.title, str(getattr(page, "body", ""))) for page in pages]
    people = [(person.slug, person.title) for person in Person.objects.all()]
    assert len(texts) > 10
    return texts, people

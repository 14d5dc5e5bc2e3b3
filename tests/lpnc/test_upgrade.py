"""The database of the version before, filled, as this version migrates it."""

import lzma
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.apps import apps
from django.conf import settings

from scripts.snapshot import SNAPSHOT

VISIT = """
import django
django.setup()
from django.test import Client
from campaigns.models import Win
from core.models import Topic
from members.models import Jurisdiction, Person
from wagtail.models import Page

records = [
    Person.objects.public().first(),
    Jurisdiction.objects.represented().first(),
    Topic.objects.first(),
    Win.objects.published().first(),
]
pages = [page.url for page in Page.objects.live().filter(depth__gt=1)]
for address in [*pages, *(record.get_absolute_url() for record in records), "/members/", "/wins/"]:
    print(Client().get(address, HTTP_HOST="localhost").status_code, address)
"""


@pytest.fixture
def site(tmp_path):
    path = tmp_path / "site.sqlite3"
    path.write_bytes(lzma.decompress(SNAPSHOT.read_bytes()))
    return path


def python(site, *arguments):
    environment = os.environ | {
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "lpnc.settings",
        "DATABASE_URL": f"sqlite:///{site}",
    }
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(site):
    """Return the row counts of our models' tables, without empty ones."""
    tables = [model._meta.db_table for model in apps.get_models() if is_ours(model)]
    with closing(sqlite3.connect(site)) as database:
        there = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
        numbers = {
            table: database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
            for table in tables
            if table in there
        }
    return {table: number for table, number in numbers.items() if number}


def is_ours(model):
    return (settings.BASE_DIR / model._meta.app_label).is_dir()


@pytest.mark.same_on_every_database("it migrates a SQLite file")
def test_nothing_is_lost_and_every_page_is_there(site):
    before = rows(site)
    assert len(before) > 30
    python(site, "manage.py", "migrate", "--no-input")
    after = rows(site)
    assert {table: after.get(table) for table in before} == before
    visited = [line.split() for line in python(site, "-c", VISIT).splitlines()]
    assert {status for status, _ in visited} == {"200"}
    assert len(visited) > 20

"""`make run` on its own database, from no content to a page that responds."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import closing, suppress
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from lpnc.management.commands import develop

ADDRESS = re.compile(r"Site: +(http://127\.0\.0\.1:\d+)/")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def recipe(port, folder, prepare):
    """The commands of `make run`, or only the last one; they keep their sign-ins in the folder."""
    variables = [f"PORT={port}", f"MANAGE={sys.executable} manage.py"]
    make = ["make", "--dry-run", "--silent", "run", *variables]
    lines = subprocess.run(make, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    *first, last = [line for line in lines.stdout.splitlines() if "manage.py" in line]
    assert len(first) == 3
    environment, command = last.split(sys.executable)
    serve = f"exec env {environment} {sys.executable} {command}"
    return " && ".join([*first * prepare, f"{serve} --sign-ins {folder}/sign-ins.json"])


class Run:
    """The command at work, and what it has said so far."""

    def __init__(self, folder, prepare=True):
        self.port = free_port()
        self.said = ""
        self.process = subprocess.Popen(
            ["sh", "-c", recipe(self.port, folder, prepare)],
            cwd=settings.BASE_DIR,
            start_new_session=True,
            env={
                **os.environ,
                "DEBUG": "1",
                "PYTHONUNBUFFERED": "1",
                "DJANGO_SETTINGS_MODULE": "lpnc.settings",
                "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
                "MEDIA_ROOT": str(folder / "media"),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def until(self, sentence):
        for line in self.process.stdout:
            self.said += line
            if sentence in line:
                return self.said
        raise AssertionError(f"It ended without saying {sentence!r}:\n{self.said}")

    def stop(self, how):
        os.killpg(self.process.pid, how)
        self.said += self.process.communicate(timeout=30)[0]
        return self.process.returncode

    def __enter__(self):
        return self

    def __exit__(self, *error):
        with self.process, suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)


@pytest.fixture
def folder(migrated_database, tmp_path):
    """A folder with a database that lacks one app's migrations and all content."""
    database = tmp_path / "site.sqlite3"
    shutil.copy(migrated_database, database)
    with closing(sqlite3.connect(database)) as site, site:
        site.execute("DELETE FROM django_migrations WHERE app = 'lpnc'")
        tables = site.execute(
            "SELECT name FROM sqlite_master WHERE name LIKE 'lpnc\\_%' ESCAPE '\\' AND type = 'table'"
        )
        for (name,) in tables.fetchall():
            site.execute(f"DROP TABLE {name}")
    return tmp_path


def is_served(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def sign_ins(said):
    return re.findall(r"^  (\S+) +(\S.*)$", said.partition("Sign-ins:")[2], re.MULTILINE)


@pytest.mark.same_on_every_database("it makes a SQLite file in development")
def test_from_no_content_to_a_site_and_again(folder):
    with Run(folder) as first:
        first.until("  administrators")
        address = ADDRESS.search(first.said)[1]
        assert f"{address}/admin/" in first.said
        with urllib.request.urlopen(address, timeout=30) as answer:
            assert b"Local Progress" in answer.read()
        names = [name for name, _ in sign_ins(first.said)]
        assert names == ["communications", "roster-editors", "administrators"]
        assert first.stop(signal.SIGTERM) == 0
        assert not is_served(first.port)

    with Run(folder, prepare=False) as second:
        second.until("  administrators")
        assert sign_ins(second.said) == sign_ins(first.said)
        assert second.stop(signal.SIGINT) == 0
        assert not is_served(second.port)


def test_it_is_for_development_only(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="development only"):
        call_command("develop")


def test_a_round_of_publishing_that_fails_is_said_and_not_raised(db, monkeypatch):
    monkeypatch.setattr(develop, "publish_due", lambda: 1 / 0)
    command = develop.Command(stderr=StringIO())
    command.publish()
    assert "Scheduled publishing failed:" in command.stderr._out.getvalue()

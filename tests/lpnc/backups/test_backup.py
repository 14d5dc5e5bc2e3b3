import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from lpnc.backups import restic
from lpnc.backups.backup import only_backup
from tests.lpnc.backups.conftest import backups, rows

STOPS_BEFORE_THE_LAST_SNAPSHOT = """#!/bin/sh
if [ "$1" = backup ] && [ -e manifest.json ]; then
    echo $$ > "$REACHED.part" && mv "$REACHED.part" "$REACHED"
    exec sleep 60
fi
PATH="${PATH#*:}" exec restic "$@"
"""


@pytest.mark.needs("backups")
@pytest.mark.same_on_every_database("it ends a run whose dump is done")
def test_a_killed_backup_leaves_nothing_half_done(site, tmp_path):
    before, media, content = backups(), restic.snapshots("--tag", restic.MEDIA), rows()
    kill_before_the_last_snapshot(site, tmp_path)
    assert (backups(), rows()) == (before, content)
    assert len(restic.snapshots("--tag", restic.MEDIA)) == len(media) + 2
    call_command("backup", stdout=StringIO())
    [backup] = restic.snapshots("--tag", restic.DATABASE)
    assert backup["id"] not in before
    remaining = restic.snapshots("--tag", restic.MEDIA)
    assert [set(snapshot["tags"]) for snapshot in remaining] == [
        {restic.MEDIA, backup["tags"][1]}
    ] * 2


def kill_before_the_last_snapshot(site, folder):
    program, reached = folder / "bin" / "restic", folder / "reached"
    program.parent.mkdir()
    program.write_text(STOPS_BEFORE_THE_LAST_SNAPSHOT)
    program.chmod(0o755)
    environment = os.environ | {
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "lpnc.settings",
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "BASE_URL": settings.BASE_URL,
        "MEDIA_ROOT": str(site),
        "TMPDIR": str(folder),
        "REACHED": str(reached),
        "PATH": f"{program.parent}:{os.environ['PATH']}",
    }
    command = [sys.executable, "manage.py", "backup"]
    run = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
    wait_for(reached)
    run.kill()
    os.kill(int(reached.read_text()), signal.SIGKILL)
    assert run.wait() == -signal.SIGKILL


def wait_for(path):
    deadline = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.needs("backups")
@pytest.mark.same_on_every_database(
    "limits SQLite’s own writing; pg_dump reports a full disk itself"
)
def test_a_full_disk_is_reported(site):
    before = backups()
    with at_most(4096), pytest.raises(CommandError, match=r"^The backup failed: .*(full|disk)"):
        call_command("backup", stdout=StringIO())
    assert backups() == before


@contextmanager
def at_most(size):
    """Have the system refuse to write files larger than `size`, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_two_backups_do_not_run_at_once():
    with (
        only_backup(),
        pytest.raises(CommandError, match="Another backup is running"),
        only_backup(),
    ):
        pass


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_missing_variables_are_named(command, monkeypatch):
    monkeypatch.delenv("RESTIC_REPOSITORY", raising=False)
    monkeypatch.delenv("RESTIC_PASSWORD", raising=False)
    with pytest.raises(CommandError, match=r"^Set RESTIC_REPOSITORY and RESTIC_PASSWORD in"):
        call_command(command)
    monkeypatch.setenv("RESTIC_PASSWORD_FILE", "anywhere")
    with pytest.raises(CommandError, match=r"^Set RESTIC_REPOSITORY in"):
        call_command(command)


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_missing_program_is_named_with_its_package(command, monkeypatch, tmp_path):
    monkeypatch.setenv("RESTIC_REPOSITORY", str(tmp_path))
    monkeypatch.setenv("RESTIC_PASSWORD", "made up for this test")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        CommandError, match=r"restic isn’t installed\. Install the package restic\."
    ):
        call_command(command)


@pytest.mark.needs("backups")
def test_a_repository_that_was_not_begun_is_reported(monkeypatch, tmp_path):
    monkeypatch.setenv("RESTIC_REPOSITORY", str(tmp_path / "none"))
    monkeypatch.setenv("RESTIC_PASSWORD", "made up for this test")
    with pytest.raises(CommandError, match="run `restic init` once"):
        call_command("backup")


IN_MEMORY = {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}


@override_settings(STORAGES=IN_MEMORY)
def test_uploads_in_a_bucket_are_said_not_to_be_in_the_backup(monkeypatch):
    monkeypatch.setattr("lpnc.management.commands.backup.back_up", lambda *arguments: ("1a2b", 3))
    said = StringIO()
    call_command("backup", stdout=said)
    assert "not in it" in said.getvalue()

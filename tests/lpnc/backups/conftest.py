import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from lpnc.backups import restic
from tests.copies import copy_of
from tests.factories import DocumentFactory, ImageFactory

SITE = "lpnc.example.org"


@pytest.fixture(scope="session")
def repository(tmp_path_factory):
    """A repository for the tests, named in the environment."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("restic")
        patch.setenv("RESTIC_REPOSITORY", str(folder / "repository"))
        patch.setenv("RESTIC_PASSWORD", "made up for this test")
        patch.setenv("RESTIC_CACHE_DIR", str(folder / "cache"))
        # Another process of the tests may make a backup of its own at the same time.
        (folder / "lock").touch()
        patch.setattr("lpnc.backups.backup.LOCK", folder / "lock")
        subprocess.run(["restic", "init", "--quiet"], check=True)
        yield folder / "repository"


@pytest.fixture(scope="module")
def site(repository, migrated_database, worker_id, django_db_setup, django_db_blocker, request):
    """A site with uploads and a database of its own, of which there is a backup."""
    media = repository.parent / request.module.__name__ / "media"
    media.mkdir(parents=True)
    with (
        django_db_blocker.unblock(),
        copy_of(migrated_database, f"{worker_id}_backups"),
        override_settings(BASE_URL=f"https://{SITE}", MEDIA_ROOT=str(media)),
    ):
        ImageFactory(title="A picture").get_rendition("width-20")
        DocumentFactory(title="A paper", file=ContentFile(b"of paper", "paper.pdf"))
        call_command("backup", stdout=StringIO())
        yield Path(media)


def rows():
    """Return every row of every table."""
    with connection.cursor() as cursor:
        tables = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            tables[table] = sorted(map(repr, cursor.fetchall()))
    return tables


def files(folder):
    """Return the content of every file by its path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def backups():
    return [snapshot["id"] for snapshot in restic.snapshots("--tag", restic.DATABASE)]

import json
import re
import shutil
import sqlite3
from contextlib import closing, contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.documents.models import Document

from core import generation
from core.models import CustomImage
from lpnc.backups import manifest, restic
from lpnc.backups.databases import database
from tests.copies import using
from tests.factories import ImageFactory
from tests.lpnc.backups.conftest import SITE, files, rows

pytestmark = pytest.mark.needs("backups")


@pytest.fixture
def unchanged(site):
    """Fail the test if it changes the site, or leaves anything beside it."""
    before = rows(), files(site), names_beside(site)
    yield
    assert (rows(), files(site), names_beside(site)) == before


def names_beside(site):
    """Return the names of the databases, and of the folders of uploads."""
    folders = {path.name for path in site.parent.iterdir()}
    if connection.vendor == "sqlite":
        live = Path(connection.settings_dict["NAME"])
        return folders | {path.name for path in live.parent.glob(f"{live.name}_*")}
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        return folders | {name for (name,) in cursor.fetchall()}


def restore(*arguments):
    said = StringIO()
    call_command("restore", *arguments, stdout=said)
    return said.getvalue()


def test_every_row_and_file_comes_back_and_what_was_there_is_kept(site):
    backed_up, beside = (rows(), files(site)), names_beside(site)
    call_command("migrate", "sessions", "zero", verbosity=0)
    CustomImage.objects.update(title="Changed since")
    Document.objects.get().file.delete(save=False)
    ImageFactory(title="Added since")
    changed = rows(), files(site)
    cache.set("page", "of the changed site")
    with another_connection():
        said = restore()
    assert (rows(), files(site)) == backed_up
    assert set(cache.get_many(["page", generation.ANNOUNCED])) == {generation.ANNOUNCED}
    [suffix] = re.findall(r"_before_\w+", said)
    kept = connection.settings_dict["NAME"] + suffix
    with using(kept):
        assert (rows(), files(Path(f"{site}{suffix}"))) == changed
    assert len(names_beside(site) - beside) == 2
    remove(kept)
    shutil.rmtree(f"{site}{suffix}")


@contextmanager
def another_connection():
    """Keep a connection of someone else's, which PostgreSQL has to close for the swap."""
    other = connection.copy()
    if connection.vendor == "postgresql":
        other.ensure_connection()
    yield
    if connection.vendor == "postgresql":
        assert not other.is_usable()
    other.close()


def remove(name):
    if connection.vendor == "sqlite":
        return Path(name).unlink()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {connection.ops.quote_name(name)}")


def test_a_swap_that_fails_changes_nothing(unchanged, monkeypatch):
    def fail(self, suffix):
        raise CommandError("No room.")

    monkeypatch.setattr(type(database()), "swap", fail)
    with pytest.raises(CommandError, match="No room"):
        restore()


def test_a_check_changes_nothing(unchanged):
    assert "can be restored" in restore("--check")


def test_a_damaged_repository_is_refused(unchanged, repository, tmp_path, monkeypatch):
    damaged = tmp_path / "repository"
    shutil.copytree(repository, damaged)
    largest = max(damaged.glob("data/*/*"), key=lambda pack: pack.stat().st_size)
    largest.chmod(0o600)
    content = bytearray(largest.read_bytes())
    content[:-1000] = bytes(len(content) - 1000)
    largest.write_bytes(content)
    monkeypatch.setenv("RESTIC_REPOSITORY", str(damaged))
    with pytest.raises(CommandError, match=r"^restic failed: .*decrypting blob"):
        restore()


def test_a_file_that_the_backup_lacks_is_named(unchanged, monkeypatch):
    load = restic.load

    def load_without_documents(snapshot, folder):
        load(snapshot, folder)
        shutil.rmtree(Path(folder, "documents"), ignore_errors=True)

    monkeypatch.setattr(restic, "load", load_without_documents)
    with pytest.raises(CommandError, match=r"^1 files .* missing: documents/paper\.pdf\."):
        restore()


def test_a_snapshot_that_is_no_backup_is_refused(unchanged):
    media = restic.snapshots("--tag", restic.MEDIA)[-1]["short_id"]
    with pytest.raises(CommandError, match=rf"^Snapshot {media} isn’t one"):
        restore(media)
    with pytest.raises(CommandError, match=r"^The repository doesn’t hold any snapshot ffffffff"):
        restore("ffffffff")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"site": "lpva.example.org"}, f"backup of lpva.example.org, and this site is {SITE}"),
        ({"engine": "oracle"}, "backup is of oracle, and DATABASE_URL names"),
        ({"migrations": ["core.0999_later"]}, r"newer code, .*: core\.0999_later"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused_with_the_reason(site, changes, reason):
    fitting = manifest.described()
    manifest.check_fit(fitting)
    with pytest.raises(CommandError, match=reason):
        manifest.check_fit(fitting | changes)


def test_missing_rows_are_refused(site):
    described = manifest.described()
    manifest.check_rows(described)
    described["rows"]["core_topic"] += 1
    with pytest.raises(CommandError, match="damaged: rows are missing in core_topic"):
        manifest.check_rows(described)


@pytest.mark.parametrize("text", ["", "[]", json.dumps({"site": SITE}), "{"])
def test_a_broken_manifest_is_refused(unchanged, monkeypatch, text):
    monkeypatch.setattr(restic, "read", lambda snapshot, path: text)
    monkeypatch.setattr(restic, "require", lambda: None)
    monkeypatch.setattr(restic, "snapshots", lambda *arguments: [{"id": "1", "tags": ["database"]}])
    with pytest.raises(CommandError, match="its manifest can’t be read"):
        restore()


@pytest.mark.same_on_every_database("PostgreSQL closes the connections of others")
def test_a_database_in_use_is_left_alone(unchanged):
    database().beside.write_bytes(b"")
    with closing(sqlite3.connect(database().live)) as other:
        other.execute("SELECT count(*) FROM core_topic")
        connection.close()
        with pytest.raises(CommandError, match=r"is in use .* Stop the site first"):
            database().swap("_before")
    database().discard()

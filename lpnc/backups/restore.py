import json
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from core import generation
from lpnc.backups import manifest, restic
from lpnc.backups.backup import media_folder
from lpnc.backups.databases import BESIDE, connected_to, database

MOST_NAMED = 20


class Restore:
    """A backup on its way back: loaded beside the live site, checked there, and swapped at the end."""

    def __init__(self, snapshot=None):
        restic.require()
        self.database = database()
        self.media = media_folder()
        self.media_beside = self.media and Path(f"{self.media}{BESIDE}")
        self.snapshot = self.find(snapshot)
        self.manifest = self.read_manifest()
        manifest.check_fit(self.manifest)
        if self.media and self.media.is_mount():
            raise CommandError(
                f"{self.media} is a mounted file system, which can’t be renamed. Mount it elsewhere "
                "and set MEDIA_ROOT to a folder in it."
            )

    def find(self, snapshot):
        """Return the ID of the snapshot asked for, or of the site's newest backup."""
        asked = [snapshot] if snapshot else ["--host", restic.site(), "--tag", restic.DATABASE]
        found = restic.snapshots(*asked)
        if not found:
            what = f"snapshot {snapshot}" if snapshot else f"backup of {restic.site()}"
            raise CommandError(f"The repository doesn’t hold any {what}.")
        if not restic.has_tag(restic.DATABASE, found[-1]):
            raise CommandError(f"Snapshot {snapshot} isn’t one that `manage.py backup` reported.")
        return found[-1]["id"]

    def read_manifest(self):
        text = restic.read(self.snapshot, f"/{manifest.FILE}")
        with suppress(ValueError):
            found = json.loads(text)
            if {"site", "engine", "migrations", "rows", "media"} <= set(found):
                return found
        raise CommandError("This backup is damaged: its manifest can’t be read.")

    def load(self):
        """Load everything beside the live site, and bring its schema up to date."""
        with TemporaryDirectory(prefix="lpnc-restore-") as temporary:
            folder = Path(temporary)
            restic.load(self.snapshot, folder)
            self.database.load(folder)
        if self.media:
            self.load_media()
        with connected_to(self.database.beside):
            manifest.check_rows(self.manifest)
            call_command("migrate", interactive=False, verbosity=0)

    def load_media(self):
        shutil.rmtree(self.media_beside, ignore_errors=True)
        self.media_beside.mkdir(parents=True)
        for snapshot in self.manifest["media"]:
            restic.load(snapshot, self.media_beside)
        if self.media.exists():
            shutil.copymode(self.media, self.media_beside)

    def check_files(self):
        """Raise CommandError if the restored database names a file that wasn't restored."""
        storage = FileSystemStorage(self.media_beside) if self.media else default_storage
        with connected_to(self.database.beside):
            missing = manifest.missing_files(storage)
        if missing:
            raise CommandError(
                f"{len(missing)} files that the database names are missing: "
                f"{', '.join(missing[:MOST_NAMED])}. To restore without them, add --allow-missing-files."
            )

    def swap(self):
        """Put what was restored in place, and return the suffix under which the live data was kept."""
        suffix = f"_before_{timezone.now():%Y%m%dT%H%M%S}"
        with self.media_swapped(suffix):
            self.database.swap(suffix)
        # Pages kept by the site or the edge are of the data before.
        cache.clear()
        generation.announce()
        return suffix

    @contextmanager
    def media_swapped(self, suffix):
        """Put the restored uploads in place, and take that back if what follows fails."""
        if not self.media:
            yield
            return
        before = Path(f"{self.media}{suffix}")
        if self.media.exists():
            self.media.rename(before)
        try:
            self.media_beside.rename(self.media)
            yield
        except BaseException:
            if self.media.exists():
                self.media.rename(self.media_beside)
            if before.exists():
                before.rename(self.media)
            raise

    def discard(self):
        """Remove what was loaded."""
        self.database.discard()
        if self.media:
            shutil.rmtree(self.media_beside, ignore_errors=True)

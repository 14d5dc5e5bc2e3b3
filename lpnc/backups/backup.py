import fcntl
import json
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management.base import CommandError
from django.utils import timezone

from lpnc.backups import manifest, restic
from lpnc.backups.databases import database

#: Whoever makes a backup holds a lock on this file.
LOCK = __file__


def back_up(keep, warn):
    """Save the database and the uploads, remove old backups, and check the repository.

    Uploads are saved before the dump, in case one is deleted meanwhile, and after it, because of new ones.
    """
    restic.require()
    run = f"{timezone.now():%Y%m%dT%H%M%S}"
    with only_backup(), TemporaryDirectory(prefix="lpnc-backup-") as temporary:
        folder = Path(temporary)
        media = save_media(run)
        with database().dumped(folder):
            description = manifest.described()
            for name in manifest.missing_files(default_storage):
                warn(f"The database names a file that doesn’t exist: {name}")
        description["media"] = media + save_media(run)
        (folder / manifest.FILE).write_text(json.dumps(description, indent=1))
        snapshot = restic.save(folder, restic.DATABASE, run)
    restic.forget(keep)
    restic.check()
    return snapshot, sum(description["rows"].values())


def media_folder():
    """Return the folder of the uploads, or None if they are stored elsewhere, such as in a bucket."""
    local = isinstance(default_storage, FileSystemStorage)
    return Path(default_storage.location) if local else None


def save_media(run):
    """Save the uploads, if there are any, and return the snapshot's ID in a list."""
    folder = media_folder()
    if not folder or not any(folder.rglob("*")):
        return []
    return [restic.save(folder, restic.MEDIA, run)]


@contextmanager
def only_backup():
    """Raise CommandError if another backup is running."""
    with open(LOCK) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError("Another backup is running.") from None
        yield

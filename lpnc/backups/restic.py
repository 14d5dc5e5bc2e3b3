"""The repository of backups. Each run's snapshots have its tag and one of the tags below.

The snapshot of the database comes last and names those of the uploads, so a run that was cut short
isn't a backup.
"""

import json
import os
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandError

from lpnc.backups.programs import run

DATABASE, MEDIA = "database", "media"
# restic reads each of these from any of several variables.
VARIABLES = {
    "RESTIC_REPOSITORY": ("RESTIC_REPOSITORY", "RESTIC_REPOSITORY_FILE"),
    "RESTIC_PASSWORD": ("RESTIC_PASSWORD", "RESTIC_PASSWORD_FILE", "RESTIC_PASSWORD_COMMAND"),
}


def require():
    """Raise CommandError unless restic can open the repository; remove locks of runs that were killed."""
    missing = [
        name for name, ways in VARIABLES.items() if not any(os.environ.get(way) for way in ways)
    ]
    if missing:
        raise CommandError(
            f"Set {' and '.join(missing)} in the environment or in .env (see docs/operators.md)."
        )
    try:
        run("restic", "unlock")
    except CommandError as error:
        raise CommandError(f"{error}\nIf the repository is new, run `restic init` once.") from error


def site():
    """Return the site's host name, which restic keeps as the host of each snapshot."""
    return urlsplit(settings.BASE_URL).netloc


def save(folder, *tags):
    """Save a folder's content as a snapshot and return its ID."""
    options = ["--host", site(), "--tag", ",".join(tags), "--exclude", ".*.part"]
    output = run("restic", "backup", ".", "--json", "--quiet", *options, folder=folder)
    return json.loads(output.splitlines()[-1])["snapshot_id"]


def snapshots(*arguments):
    """Return the snapshots that fit, oldest first."""
    found = json.loads(run("restic", "snapshots", "--json", *arguments)) or []
    return sorted(found, key=lambda snapshot: snapshot["time"])


def has_tag(tag, snapshot):
    return tag in (snapshot.get("tags") or ())


def read(snapshot, path):
    return run("restic", "dump", snapshot, path)


def load(snapshot, folder):
    run("restic", "restore", snapshot, "--target", str(folder))


def forget(keep):
    """Keep so many backups a day, week and month; remove the others, and uploads that only they named."""
    policy = [part for period, number in keep.items() for part in (f"--keep-{period}", str(number))]
    ours = ["--host", site(), "--tag", DATABASE, "--group-by", "host"]
    run("restic", "forget", "--prune", *ours, *policy)
    remaining = snapshots("--host", site())
    runs = {tag for found in remaining if has_tag(DATABASE, found) for tag in found["tags"]}
    leftover = [
        found["id"]
        for found in remaining
        if has_tag(MEDIA, found) and runs.isdisjoint(found["tags"])
    ]
    if leftover:
        run("restic", "forget", "--prune", *leftover)


def check():
    run("restic", "check")

"""The manifest of a backup: what it is of, so that a restore can refuse one that doesn't fit."""

from django.apps import apps
from django.core.management.base import CommandError
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from lpnc.backups import restic

FILE = "manifest.json"


def described():
    """Return the manifest of what the connection shows."""
    return {
        "site": restic.site(),
        "engine": connection.vendor,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "migrations": sorted(
            ".".join(key) for key in MigrationLoader(connection).applied_migrations
        ),
        "rows": row_counts(),
    }


def check_fit(manifest):
    """Raise CommandError unless this site and this code can use the backup."""
    if manifest["site"] != restic.site():
        raise CommandError(
            f"This is a backup of {manifest['site']}, and this site is {restic.site()}. To restore it here "
            f"all the same, set BASE_URL=https://{manifest['site']} for this command."
        )
    if manifest["engine"] != connection.vendor:
        raise CommandError(
            f"This backup is of {manifest['engine']}, and DATABASE_URL names {connection.vendor}. "
            f"Set DATABASE_URL to a {manifest['engine']} database."
        )
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    if unknown := sorted(set(manifest["migrations"]) - known):
        raise CommandError(
            f"This backup was made by newer code, with migrations unknown here: {', '.join(unknown)}. "
            "Upgrade the code first."
        )


def check_rows(manifest):
    """Raise CommandError unless the connection shows as many rows in each table as the backup had."""
    before, after = manifest["rows"], row_counts()
    differing = sorted(table for table in before | after if before.get(table) != after.get(table))
    if differing:
        raise CommandError(f"The backup is damaged: rows are missing in {', '.join(differing)}.")


def row_counts():
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            [counts[table]] = cursor.fetchone()
    return counts


def missing_files(storage):
    """Return the names of the files that the database names and the storage lacks."""
    return sorted(name for name in named_files() if not storage.exists(name))


def named_files():
    """Return the names in every file field of every model."""
    names = set()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if isinstance(field, models.FileField):
                names.update(model._base_manager.values_list(field.name, flat=True).iterator())
    return names - {"", None}

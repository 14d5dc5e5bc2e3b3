"""What `manage.py doctor` looks at, besides what makes the site ready for visitors."""

import stat
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from urllib.request import urlopen

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core import mail
from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management.base import CommandError
from django.db import connection
from django.http.request import validate_host
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex
from wagtail.search.models import IndexEntry

from lpnc import health
from lpnc.backups import restic
from lpnc.health import Probe, Unwell
from lpnc.roles import ROLES, is_applied

OLDEST_POSTGRESQL = 14
OLDEST_BACKUP = timedelta(days=2)


def environment():
    file = settings.BASE_DIR / ".env"
    if file.exists() and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Unwell("Others on this machine can open .env.", "Run chmod 600 .env.")
    return "complete"


def debug():
    if settings.DEBUG:
        raise Unwell(
            "It is on, so errors show the site’s code and settings to everyone.", "Set DEBUG=0."
        )
    return "off"


def hosts():
    if "*" in settings.ALLOWED_HOSTS:
        raise Unwell("Any host name is allowed.", "List the site’s own names in ALLOWED_HOSTS.")
    host = urlsplit(settings.BASE_URL).hostname
    if not validate_host(host, settings.ALLOWED_HOSTS):
        raise Unwell(
            f"BASE_URL names {host}, which ALLOWED_HOSTS doesn’t.",
            "Add it to ALLOWED_HOSTS, or correct BASE_URL.",
        )
    return ", ".join(settings.ALLOWED_HOSTS)


def https():
    if urlsplit(settings.BASE_URL).scheme != "https":
        raise Unwell("BASE_URL isn’t an https address.", "Set BASE_URL to https://….")
    if settings.SECURE_SSL_REDIRECT and not settings.SECURE_PROXY_SSL_HEADER:
        raise Unwell(
            "The site doesn’t trust a proxy to say which requests came by https.",
            "If a web server in front handles https, set TRUST_PROXY=1; otherwise, redirects never end.",
            urgent=False,
        )
    return "required"


def system_checks():
    """Repeat what Django's own checks complain about, such as a weak SECRET_KEY."""
    complaints = [
        message
        for message in run_checks(include_deployment_checks=True)
        if not message.is_silenced()
    ]
    if complaints:
        raise Unwell(
            "\n        ".join(message.msg for message in complaints),
            "See manage.py check --deploy.",
        )
    return "none objects"


def database_version():
    if connection.vendor == "sqlite":
        raise Unwell(
            "SQLite allows one change at a time, and only one server.",
            "Use PostgreSQL for the public site.",
            urgent=False,
        )
    version = connection.get_database_version()
    if version < (OLDEST_POSTGRESQL,):
        raise Unwell(
            f"PostgreSQL {version[0]} is too old.",
            f"Upgrade to PostgreSQL {OLDEST_POSTGRESQL} or newer.",
        )
    return f"PostgreSQL {version[0]}"


def roles():
    outdated = [role.name for role in ROLES if not is_applied(role)]
    if outdated:
        raise Unwell(
            f"Not as lpnc/roles.py says: {', '.join(outdated)}.", "Run manage.py apply_roles."
        )
    return "applied"


def static_files():
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        return "served from the code while DEBUG is on"
    names = {name for finder in get_finders() for name, _ in finder.list([])}
    missing = names - staticfiles_storage.hashed_files.keys()
    if missing:
        raise Unwell(
            f"{len(missing):,} of {len(names):,} haven’t been collected.",
            "Run manage.py collectstatic --no-input, then restart the site.",
        )
    return f"all {len(names):,} collected"


def uploads():
    try:
        name = default_storage.save("doctor.txt", ContentFile(b"Made by manage.py doctor.\n"))
        default_storage.delete(name)
    except Exception as error:
        raise Unwell(
            f"They can’t be stored: {error}.",
            "Check MEDIA_ROOT and that the site’s user can write to it, or the bucket and its keys.",
        ) from error
    return "can be stored"


def documents():
    """Try to load a document past the application, from a bucket."""
    if not settings.MEDIA_ORIGINS:
        return "on the disk"
    name = default_storage.save("documents/doctor.txt", ContentFile(b"Made by manage.py doctor.\n"))
    address = f"{settings.MEDIA_URL}{name}"
    try:
        with urlopen(address, timeout=10):
            raise Unwell(
                f"Anyone can load them: {address}.",
                "Give the bucket the policy deploy/bucket-policy.json.",
            )
    except OSError:
        return "only loaded through the application"
    finally:
        default_storage.delete(name)


def email():
    if settings.EMAIL_BACKEND.endswith(".console.EmailBackend"):
        raise Unwell(
            "It is printed, not sent, so no one can reset a password.",
            "Set EMAIL_URL and DEFAULT_FROM_EMAIL.",
            urgent=False,
        )
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        raise Unwell("The sender’s address is made up.", "Set DEFAULT_FROM_EMAIL.")
    if settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend"):
        try:
            with mail.get_connection(timeout=5):
                pass
        except OSError as error:
            raise Unwell(f"The mail server can’t be used: {error}.", "Check EMAIL_URL.") from error
    return "is sent"


def backups():
    try:
        restic.require()
        saved = restic.snapshots("--host", restic.site(), "--tag", restic.DATABASE)
    except CommandError as error:
        raise Unwell(str(error), "See “Backups” in docs/operators.md.") from error
    if not saved or datetime.fromisoformat(saved[-1]["time"]) < timezone.now() - OLDEST_BACKUP:
        raise Unwell(
            "There is none of the last two days.",
            "Run manage.py backup every night; see “Backups” in docs/operators.md.",
        )
    return "the newest is less than two days old"


def search_index():
    pages = Page.objects.filter(depth__gt=1).exists()
    if pages and not IndexEntry.objects.exists():
        raise Unwell("It is empty.", "Run manage.py wagtail_update_index.")
    if pages and not ReferenceIndex.objects.exists():
        raise Unwell(
            "The record of what uses which page and picture is empty.",
            "Run manage.py rebuild_references_index.",
            urgent=False,
        )
    return "filled"


PROBES = (
    Probe("Environment", environment),
    Probe("DEBUG", debug),
    Probe("Hosts", hosts),
    Probe("HTTPS", https),
    Probe("Django’s checks", system_checks),
    *health.READY,
    Probe("Database version", database_version),
    Probe("Roles", roles),
    Probe("Static files", static_files),
    Probe("Uploads", uploads),
    Probe("Documents", documents),
    Probe("Email", email),
    Probe("Backups", backups),
    Probe("Search", search_index),
)

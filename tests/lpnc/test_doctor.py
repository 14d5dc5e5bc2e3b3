"""`manage.py doctor` finds each thing that is missing or unsafe, and says how to mend it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.storage import default_storage
from django.core.mail.backends.smtp import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, ReferenceIndex
from wagtail.search.models import IndexEntry

from lpnc import doctor
from lpnc.backups import restic
from lpnc.health import READY, Probe, Unwell
from lpnc.models import TimerRun
from lpnc.storage import StaticStorage
from tests.factories import ImageFactory, StandardPageFactory
from tests.lpnc.production import REQUIRED, manage

pytestmark = pytest.mark.django_db


def complaint(look):
    with pytest.raises(Unwell) as caught:
        Probe("It", look).examine()
    assert caught.value.remedy.endswith(".")
    return caught.value.problem


@pytest.fixture
def env_file(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    file = tmp_path / ".env"
    file.touch()
    return file


def test_a_file_of_secrets_that_others_can_open(env_file):
    env_file.chmod(0o600)
    assert doctor.environment() == "complete"
    env_file.chmod(0o640)
    assert "Others" in complaint(doctor.environment)
    env_file.unlink()
    assert doctor.environment() == "complete"


def test_debug(settings):
    assert doctor.debug() == "off"
    settings.DEBUG = True
    assert "on" in complaint(doctor.debug)


@pytest.mark.parametrize(
    ("hosts", "problem"),
    [
        (["lpnc.example.org", "*"], "Any host"),
        (["other.example.org"], "BASE_URL names lpnc.example.org"),
    ],
)
def test_hosts(settings, hosts, problem):
    settings.BASE_URL = "https://lpnc.example.org"
    settings.ALLOWED_HOSTS = [".example.org"]
    assert doctor.hosts() == ".example.org"
    settings.ALLOWED_HOSTS = hosts
    assert problem in complaint(doctor.hosts)


def test_https(settings):
    settings.BASE_URL = "https://lpnc.example.org"
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert doctor.https() == "required"
    settings.SECURE_PROXY_SSL_HEADER = None
    assert "proxy" in complaint(doctor.https)
    settings.BASE_URL = "http://lpnc.example.org"
    assert "https address" in complaint(doctor.https)


def test_what_django_complains_about(settings):
    settings.SECRET_KEY = "short"
    assert "SECRET_KEY has less than 50 characters" in complaint(doctor.system_checks)


@pytest.mark.parametrize(
    ("vendor", "version", "problem"),
    [("sqlite", (3, 45), "SQLite"), ("postgresql", (13, 9), "PostgreSQL 13 is too old")],
)
def test_the_database(monkeypatch, vendor, version, problem):
    class Database:
        def get_database_version(self):
            return version

    Database.vendor = vendor
    monkeypatch.setattr(doctor, "connection", Database())
    assert problem in complaint(doctor.database_version)


def test_a_supported_database(monkeypatch):
    class Database:
        vendor = "postgresql"

        def get_database_version(self):
            return 14, 0

    monkeypatch.setattr(doctor, "connection", Database())
    assert doctor.database_version() == "PostgreSQL 14"


def add_a_permission():
    Group.objects.get(name="Roster editors").permissions.add(Permission.objects.first())


def remove_a_group():
    Group.objects.get(name="Roster editors").delete()


def remove_a_right_to_pages():
    GroupPagePermission.objects.filter(group__name="Administrators").first().delete()


def remove_a_right_to_pictures():
    Group.objects.get(name="Roster editors").collection_permissions.first().delete()


@pytest.mark.parametrize(
    "change",
    [add_a_permission, remove_a_group, remove_a_right_to_pages, remove_a_right_to_pictures],
)
def test_roles(change):
    assert doctor.roles() == "applied"
    change()
    assert "says:" in complaint(doctor.roles)
    call_command("apply_roles")
    assert doctor.roles() == "applied"


def test_static_files(monkeypatch, tmp_path):
    assert "DEBUG" in doctor.static_files()
    storage = StaticStorage(tmp_path, "/static/")
    monkeypatch.setattr(doctor, "staticfiles_storage", storage)
    assert "haven’t been collected" in complaint(doctor.static_files)
    names = [name for finder in doctor.get_finders() for name, _ in finder.list([])]
    storage.hashed_files = dict.fromkeys(names, "")
    assert doctor.static_files() == f"all {len(set(names)):,} collected"


def test_uploads(monkeypatch):
    assert doctor.uploads() == "can be stored"
    assert not default_storage.exists("doctor.txt")

    def refuse(*arguments):
        raise PermissionError("Permission denied")

    monkeypatch.setattr(type(default_storage._wrapped), "_save", refuse)
    assert "Permission denied" in complaint(doctor.uploads)


def test_email(settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert "printed" in complaint(doctor.email)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert "made up" in complaint(doctor.email)
    settings.DEFAULT_FROM_EMAIL = "lpnc@example.org"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert "refused" in complaint(doctor.email)
    monkeypatch.setattr(EmailBackend, "open", lambda backend: None)
    assert doctor.email() == "is sent"


def test_backups(monkeypatch):
    for name in sum(restic.VARIABLES.values(), ()):
        monkeypatch.delenv(name, raising=False)
    assert "Set RESTIC_REPOSITORY" in complaint(doctor.backups)
    saved = []
    monkeypatch.setattr(restic, "require", lambda: None)
    monkeypatch.setattr(restic, "snapshots", lambda *arguments: saved)
    assert "none of the last two days" in complaint(doctor.backups)
    now = timezone.now()
    saved.append({"time": (now - timedelta(days=2, minutes=1)).isoformat()})
    assert "none of the last two days" in complaint(doctor.backups)
    saved.append({"time": (now - timedelta(days=1, hours=23)).isoformat()})
    assert "newest" in doctor.backups()


def test_the_search_index():
    StandardPageFactory(share_image=ImageFactory())
    assert doctor.search_index() == "filled"
    ReferenceIndex.objects.all().delete()
    assert "uses which page" in complaint(doctor.search_index)
    IndexEntry.objects.all().delete()
    assert "empty" in complaint(doctor.search_index)
    Page.objects.filter(depth=2).delete()
    assert doctor.search_index() == "filled"


def ill(urgent):
    def look():
        raise Unwell("It is ill.", "Mend it.", urgent)

    return Probe("Patient", look)


def test_what_must_be_mended_is_told_with_a_status(monkeypatch, capsys):
    monkeypatch.setattr("lpnc.management.commands.doctor.PROBES", (ill(urgent=True),))
    with pytest.raises(CommandError, match="To be mended: Patient"):
        call_command("doctor")
    assert capsys.readouterr().out == "MEND    Patient: It is ill.\n        Mend it.\n"


def test_advice_is_told_without_one(monkeypatch, capsys):
    TimerRun.record()
    probes = (ill(urgent=False), *READY)
    monkeypatch.setattr("lpnc.management.commands.doctor.PROBES", probes)
    call_command("doctor")
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["advice  Patient: It is ill.", "        Mend it."]
    assert [line[:2] for line in lines[2:-1]] == ["ok"] * len(READY)
    assert lines[-1] == "The site is well."


def test_it_works_without_anything_in_place(tmp_path):
    missing = {"DATABASE_URL": "postgres://lpnc@127.0.0.1:1/lpnc", "STATIC_ROOT": str(tmp_path)}
    answer = manage("doctor", **REQUIRED | missing)
    assert answer.returncode == 1
    for name in ("Database", "Migrations", "Timer", "Roles", "Static files", "Search"):
        assert f"\nMEND    {name}: " in answer.stdout
    assert "ok      Django’s checks: none objects" in answer.stdout
    assert "It can’t be reached: connection failed" in answer.stdout
    assert answer.stderr.startswith("CommandError: To be mended: Database, ")

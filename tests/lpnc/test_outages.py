"""The database is down or read-only, or a disk is full: visitors get a clear answer, and nothing is lost."""

import errno
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from lpnc.outages import server_error
from members.public import correction_form
from tests.factories import ImageFactory
from tests.lpnc.production import REQUIRED, run
from tests.members.factories import MemberFactory
from tests.members.test_corrections import filled_in

DOWN = "be back soon"
READ_ONLY = "The site can be read but not changed right now."
FULL = "The server’s disk is full"


def refuse(*arguments):
    raise OperationalError("connection refused")


@pytest.fixture
def visitor(home):
    return Client(raise_request_exception=False)


@pytest.fixture
def staff(admin_client):
    admin_client.raise_request_exception = False
    return admin_client


def unavailable(answer, sentence, status=503):
    assert answer.status_code == status
    assert sentence in answer.text and answer["Retry-After"] == "60"
    return answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "address", ["/", "/members/", "/search/?q=county", "/no-such-page/", "/admin/", "/admin/pages/"]
)
def test_pages_say_so_while_the_database_is_down_and_heal(home, staff, address):
    before = staff.get(address).status_code
    with connection.execute_wrapper(refuse):
        assert unavailable(staff.get(address), DOWN)
    assert staff.get(address).status_code == before


def test_other_errors_stay_errors(visitor, monkeypatch):
    def fail(*arguments):
        raise InternalError("something else")

    with connection.execute_wrapper(fail):
        answer = visitor.get("/")
    assert answer.status_code == 500 and "A thread broke" in answer.text


HEALING = """
import shutil, sys
from pathlib import Path
import django
django.setup()
from django.test import Client

def ask():
    print(client.get("/", secure=True, headers={"host": "lpnc.example.org"}).status_code)

whole, used = sys.argv[1:]
client = Client(raise_request_exception=False)
ask()
Path(used).parent.mkdir()
shutil.copy(whole, used)
ask()
"""


@pytest.mark.same_on_every_database("only a file is easily put in place afterward")
def test_a_server_heals_without_a_restart(tmp_path, collected, migrated_database):
    """A process that starts without its database."""
    used = tmp_path / "missing" / "site.sqlite3"
    environment = REQUIRED | {
        "DATABASE_URL": f"sqlite:///{used}",
        "STATIC_ROOT": collected,
        "CACHE_FOLDER": str(tmp_path / "cache"),
    }
    answer = run("-c", HEALING, str(migrated_database), str(used), **environment)
    assert answer.stdout.split() == ["503", "200"], answer.stderr


@pytest.fixture
def read_only(db):
    """Return a function that makes the database refuse every write from then on."""

    def begin():
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA query_only = ON")
            else:
                cursor.execute("SET TRANSACTION READ ONLY")

    with transaction.atomic():
        yield begin
        transaction.set_rollback(True)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF")


def test_a_read_only_database_can_be_read(visitor, staff, read_only):
    person = MemberFactory()
    read_only()
    for address in ("/", "/members/", person.get_absolute_url(), "/search/?q=county"):
        assert visitor.get(address).status_code == 200
    assert staff.get("/admin/").status_code == 200


def test_a_read_only_database_refuses_a_sign_in(visitor, django_user_model, read_only):
    django_user_model.objects.create_superuser("jo", "jo@example.org", "canary")
    read_only()
    answer = visitor.post("/admin/login/", {"username": "jo", "password": "canary"})
    assert unavailable(answer, READ_ONLY)


def test_a_read_only_database_refuses_a_correction(visitor, read_only, monkeypatch):
    person = MemberFactory()
    address = f"{person.get_absolute_url()}correction/"
    fields = filled_in(visitor, address)
    monkeypatch.setattr(correction_form, "SECONDS_TO_WRITE", 0)
    read_only()
    answer = visitor.post(address, fields)
    assert unavailable(answer, READ_ONLY)


@pytest.fixture
def full_disk(monkeypatch):
    def refuse_files(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    return lambda: monkeypatch.setattr(type(default_storage._wrapped), "_save", refuse_files)


def test_a_full_disk_refuses_an_image_and_keeps_the_old_one(staff, full_disk):
    image = ImageFactory()
    before = Path(image.file.path).read_bytes()
    full_disk()
    posted = {
        "title": "New",
        "description": "A quilt.",
        "collection": image.collection_id,
        "tags": "",
        "file": get_test_image_file(filename="new.png"),
    }
    posted["file"].seek(0)
    assert unavailable(staff.post("/admin/images/add/", posted), FULL, 507)
    posted["file"].seek(0)
    assert unavailable(staff.post(f"/admin/images/{image.pk}/", posted), FULL, 507)
    kept = get_image_model().objects.get()
    assert (kept.title, kept.file.name) == (image.title, image.file.name)
    assert Path(kept.file.path).read_bytes() == before


def test_a_full_disk_refuses_a_document(staff, full_disk):
    full_disk()
    file = SimpleUploadedFile("minutes.txt", b"Minutes of a meeting.")
    answer = staff.post(
        "/admin/documents/add/", {"title": "Minutes", "collection": 1, "file": file}
    )
    assert unavailable(answer, FULL, 507)
    assert not get_document_model().objects.exists()


def test_a_full_disk_refuses_a_large_spreadsheet(staff, settings, monkeypatch):
    def refuse_file(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    monkeypatch.setattr(
        "django.core.files.uploadhandler.TemporaryUploadedFile",
        refuse_file,
    )
    file = SimpleUploadedFile("roster.csv", b"name,office\nMade-up Member,Mayor\n")
    assert unavailable(staff.post(reverse("roster_imports:add"), {"file": file}), FULL, 507)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 507),
        (OSError(errno.EDQUOT, "Quota exceeded"), 507),
        (OperationalError("database or disk is full"), 507),
        (OperationalError("attempt to write a readonly database"), 503),
        (OSError(errno.ENOENT, "No such file"), 500),
        (ValueError("disk is full"), 500),
    ],
)
def test_an_error_is_told_by_its_cause(error, status, rf):
    try:
        try:
            raise error
        except Exception as cause:
            raise RuntimeError from cause
    except RuntimeError:
        assert server_error(rf.get("/")).status_code == status

"""A full upload disk: pages still work, nothing is left half written, and the site recovers by itself."""

import errno
import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from PIL import Image

from core.models import OrganizationSettings
from lpnc import storage
from tests import factories

pytestmark = pytest.mark.django_db

PATCH = "/static/img/quilt.svg"


class FullDisk:
    """A file that stops after its first bytes."""

    def __init__(self, file):
        self.file, self.name = file, file.name

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __enter__(self):
        return self.file.__enter__() and self

    def __exit__(self, *error):
        return self.file.__exit__(*error)

    def write(self, content):
        self.file.write(content[:10])
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def disk(monkeypatch, media_root):
    """Calling `full` or `roomy` says which it is; `files` are those that are there."""

    class Disk:
        room = staticmethod(storage.NamedTemporaryFile)

        def full(self):
            monkeypatch.setattr(
                storage, "NamedTemporaryFile", lambda **options: FullDisk(self.room(**options))
            )

        def roomy(self):
            monkeypatch.setattr(storage, "NamedTemporaryFile", self.room)

        @property
        def files(self):
            return {path for path in Path(media_root).rglob("*") if path.is_file()}

    return Disk()


def pictures(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").main.find_all("img")


def test_a_file_is_stored_as_a_whole_or_not_at_all(disk):
    before = disk.files
    disk.full()
    with pytest.raises(OSError, match="No space left"):
        default_storage.save("sample/full.txt", ContentFile(b"more than ten bytes"))
    assert disk.files == before
    disk.roomy()
    name = default_storage.save("sample/full.txt", ContentFile(b"more than ten bytes"))
    assert name == "sample/full.txt"
    (file,) = disk.files - before
    assert file.read_bytes() == b"more than ten bytes"
    assert file.stat().st_mode & 0o777 == 0o644  # for the web server to read
    assert default_storage.save(name, ContentFile(b"another")) != name


def test_a_large_upload_is_stored_as_a_whole_or_not_at_all(disk):
    """Django keeps a large upload in its own temporary file, perhaps on another disk."""
    before = disk.files
    with TemporaryUploadedFile("large.txt", "text/plain", 0, "utf-8") as upload:
        upload.write(b"more than ten bytes")
        disk.full()
        with pytest.raises(OSError, match="No space left"):
            default_storage.save("sample/large.txt", upload)
        assert disk.files == before
        disk.roomy()
        with default_storage.open(default_storage.save("sample/large.txt", upload)) as file:
            assert file.read() == b"more than ten bytes"


def test_a_picture_that_can_not_be_made_gives_way_to_the_patch_until_there_is_room(
    client, disk, caplog
):
    page = factories.NewsPageFactory(picture=factories.ImageFactory())
    before = disk.files
    disk.full()
    for address in (page.url, page.get_parent().url):
        (picture,) = pictures(client, address)
        assert (picture["src"], picture["alt"]) == (PATCH, page.picture.alternative_text)
    assert disk.files == before and not page.picture.renditions.exists()
    assert "No space left on device" in caplog.text
    disk.roomy()
    (picture,) = pictures(client, page.url)
    assert picture["src"].startswith("/media/images/")
    assert page.picture.renditions.count() == len(disk.files - before) == 15


def test_a_file_that_is_no_picture_any_more_gives_way_to_the_patch(client):
    page = factories.NewsPageFactory(picture=factories.ImageFactory())
    Path(page.picture.file.path).write_bytes(b"GIF89a, and nothing else")
    (picture,) = pictures(client, page.url)
    assert picture["src"] == PATCH


def test_the_admin_shows_its_pictures_as_missing(admin_client, disk):
    factories.ImageFactory()
    disk.full()
    assert admin_client.get("/admin/images/").status_code == 200


def shared(client, page):
    head = BeautifulSoup(client.get(page.url).content, "html.parser").head
    return head.find("meta", property="og:image")["content"]


def test_a_shared_link_shows_the_drawn_picture_while_the_chosen_one_can_not_be_made(client, disk):
    page = factories.StandardPageFactory(share_image=factories.ImageFactory())
    disk.full()
    assert "/share/" in shared(client, page)
    disk.roomy()
    assert "/media/images/" in shared(client, page)


@pytest.fixture
def drawing():
    """The address of a page's drawn picture, and the name of its file."""
    page = factories.StandardPageFactory()
    organization = OrganizationSettings.for_site(page.get_site())
    version = page.share_picture(organization).version
    return page.share_picture_url(organization), f"share/{page.pk}/{version}.png"


def is_whole(answer):
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content)
    return Image.open(io.BytesIO(content)).size == (1200, 630)


def test_a_drawn_picture_is_sent_though_it_can_not_be_kept_and_is_not_cached(client, disk, drawing):
    address, name = drawing
    disk.full()
    answer = client.get(address)
    assert is_whole(answer) and answer["Cache-Control"] == "no-store"
    assert not default_storage.exists(name)
    disk.roomy()
    answer = client.get(address)
    assert is_whole(answer) and answer["Cache-Control"] == "public, max-age=604800"
    assert default_storage.exists(name)


@pytest.mark.parametrize("kept", [0, 10, -1], ids=["nothing", "its beginning", "all but its end"])
def test_a_drawn_picture_of_which_only_a_part_is_kept_is_drawn_anew(client, drawing, kept):
    address, name = drawing
    assert is_whole(client.get(address))
    path = Path(default_storage.path(name))
    whole = path.read_bytes()
    path.write_bytes(whole[:kept])
    assert is_whole(client.get(address))
    assert path.read_bytes() == whole

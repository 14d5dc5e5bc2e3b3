"""Allowed uploads, through each of Wagtail's ways to upload."""

import io
import json
import struct
import zlib

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.models import UploadedFile

from core.models import CustomImage
from tests.factories import (
    DocumentFactory,
    HomePageFactory,
    ImageFactory,
    NewsPageFactory,
    root_collection,
)

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def png(width=8, height=8):
    file = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(file, "PNG")
    return file.getvalue()


def bomb(width, height):
    """A PNG of so many pixels, all black, in a small file."""
    packer = zlib.compressobj(9)
    row = b"\0" * (1 + width // 8)
    pixels = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


REFUSED_IMAGES = {
    "text": ("picture.png", b"not a picture", "valid image"),
    "a picture cut short": ("picture.png", png(400, 400)[:60], "valid image"),
    "another format": ("picture.jpg", png(), "extension does not match"),
    "a script as a drawing": ("drawing.svg", SVG, "Not a supported image format"),
    "a drawing under another name": ("drawing.png", SVG, "extension does not match"),
    "a page": ("page.html", HTML, "valid image"),
    "a bomb": ("bomb.png", bomb(30_000, 30_000), "too many pixels"),
    "a smaller bomb": ("bomb.png", bomb(10_000, 10_000), "too many pixels"),
    "a large file": (
        "large.png",
        png() + b"\0" * settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE,
        "too big",
    ),
}

refused_images = pytest.mark.parametrize(
    ("name", "content", "complaint"), REFUSED_IMAGES.values(), ids=REFUSED_IMAGES
)


@pytest.fixture
def staff(client_of):
    return client_of("Communications")


def upload(client, kind, name, content):
    """The answer of Wagtail's upload for one file or several."""
    file = SimpleUploadedFile(name, content)
    response = client.post(
        reverse(f"{kind}:add_multiple"),
        {"files[]": file, "title": name, "collection": root_collection().pk},
    )
    assert response.status_code == 200
    return json.loads(response.content)


def test_the_bomb_is_a_small_file():
    assert len(REFUSED_IMAGES["a bomb"][1]) < 200_000


@refused_images
def test_the_upload_refuses_a_bad_image_with_a_sentence(staff, name, content, complaint):
    answer = upload(staff, "wagtailimages", name, content)
    assert answer["success"] is False
    assert complaint in answer["error_message"]
    assert not CustomImage.objects.exists()
    assert not UploadedFile.objects.exists()


@refused_images
def test_the_chooser_refuses_a_bad_image_with_a_sentence(staff, name, content, complaint):
    data = {
        "image-chooser-upload-title": "A picture",
        "image-chooser-upload-description": "What it shows",
        "image-chooser-upload-collection": root_collection().pk,
        "image-chooser-upload-file": SimpleUploadedFile(name, content),
    }
    response = staff.post(reverse("wagtailimages_chooser:create"), data)
    assert response.status_code == 200
    assert complaint in json.loads(response.content)["htmlFragment"]
    assert not CustomImage.objects.exists()


def test_the_chooser_takes_a_good_image(staff):
    data = {
        "image-chooser-upload-title": "A picture",
        "image-chooser-upload-description": "What it shows",
        "image-chooser-upload-collection": root_collection().pk,
        "image-chooser-upload-file": SimpleUploadedFile("good.png", png()),
    }
    response = staff.post(reverse("wagtailimages_chooser:create"), data)
    assert json.loads(response.content)["step"] == "chosen"
    assert CustomImage.objects.get().alternative_text == "What it shows"


def test_an_image_waits_until_its_alternative_text_is_written(staff):
    answer = upload(staff, "wagtailimages", "table.png", png())
    assert answer["success"] is True
    assert not CustomImage.objects.exists()

    waiting = UploadedFile.objects.get()
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
    prefix = f"uploaded-image-{waiting.pk}"
    data = {f"{prefix}-title": "Table", f"{prefix}-collection": root_collection().pk}

    refused = json.loads(staff.post(address, data).content)
    assert refused["success"] is False
    assert "Describe in a few words what the picture shows" in refused["form"]
    assert not CustomImage.objects.exists()

    assert json.loads(staff.post(address, data | {f"{prefix}-is_decorative": "on"}).content)[
        "success"
    ]
    assert CustomImage.objects.get().alternative_text == ""


@pytest.mark.parametrize("description", ["", "   "])
def test_an_image_needs_alternative_text_or_is_decorative(description):
    image = ImageFactory.build(collection=root_collection(), description=description)
    with pytest.raises(ValidationError) as refused:
        image.full_clean(exclude=["file", "width", "height"])
    assert set(refused.value.message_dict) == {"description"}
    image.is_decorative = True
    image.clean()


def test_the_database_refuses_an_image_without_either():
    with pytest.raises(IntegrityError), transaction.atomic():
        ImageFactory(description="")
    assert ImageFactory(description="", is_decorative=True).alternative_text == ""


def test_the_title_is_never_the_alternative_text(client):
    HomePageFactory()
    picture = ImageFactory(title="IMG_1234.png", description="Two people at a table")
    page = NewsPageFactory(picture=picture)
    text = client.get(page.url).text
    assert 'alt="Two people at a table"' in text
    assert "IMG_1234.png" not in text


def test_a_decorative_image_has_an_empty_alternative_text(client):
    picture = ImageFactory(title="IMG_1234.png", description="Not read out", is_decorative=True)
    text = client.get(NewsPageFactory(picture=picture).url).text
    assert 'alt=""' in text
    assert "Not read out" not in text


@pytest.mark.parametrize(
    "name", ["page.html", "drawing.svg", "page.xhtml", "run.js", "run.exe", "none"]
)
def test_the_upload_refuses_a_document_that_could_run(staff, name):
    answer = upload(staff, "wagtaildocs", name, HTML)
    assert answer["success"] is False
    assert "is not allowed" in answer["error_message"]
    assert not get_document_model().objects.exists()


def test_the_upload_refuses_a_large_document(staff):
    content = b"\0" * (settings.WAGTAILDOCS_MAX_UPLOAD_SIZE + 1)
    answer = upload(staff, "wagtaildocs", "large.pdf", content)
    assert answer["success"] is False
    assert "too big" in answer["error_message"]


@pytest.mark.parametrize(
    ("name", "kind", "opens"),
    [
        ("list.csv", "text/csv", "attachment"),
        ("list.txt", "text/plain", "attachment"),
        ("page.html.pdf", "application/pdf", "inline"),
        ("../../PAGE.PDF", "application/pdf", "inline"),
    ],
)
@pytest.mark.parametrize("content", [HTML, SVG], ids=["HTML", "SVG"])
def test_a_document_never_opens_as_a_page(staff, client, name, kind, opens, content):
    upload(staff, "wagtaildocs", name, content)
    document = get_document_model().objects.get()
    assert document.file.name.startswith("documents/") and ".." not in document.file.name
    response = client.get(document.url)
    response.close()
    assert response["Content-Disposition"].startswith(opens)
    assert response["Content-Type"].startswith(kind)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'"


@pytest.mark.parametrize(
    ("model", "factory"),
    [("core/customimage", ImageFactory), ("wagtaildocs/document", DocumentFactory)],
)
def test_tags_for_many_at_once_are_as_short_as_those_of_one(client_of, model, factory):
    record = factory()
    staff, address = client_of("Communications"), f"/admin/bulk/{model}/add_tags/?id={record.pk}"
    refused = staff.post(address, {"tags": "a" * 101})
    assert "over 100 characters" in str(refused.context["form"].errors["tags"])
    assert staff.post(address, {"tags": "budget, parks and rec"}).status_code == 302
    assert {tag.name for tag in record.tags.all()} == {"budget", "parks and rec"}

"""Uploads in S3-compatible storage: moto's server on a loopback port stands in for the service."""

import json
from contextlib import suppress
from urllib.error import HTTPError
from urllib.request import urlopen

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse
from moto.server import ThreadedMotoServer
from storages.backends.s3 import S3Storage
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

from core.models import CustomImage
from lpnc import doctor
from lpnc.bucket_storage import PUBLIC_FOLDERS
from lpnc.health import Unwell
from tests import factories
from tests.lpnc.production import REQUIRED, run

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_every_database("files in a bucket")]

BUCKET = "lpnc-media"
PATCH = "/static/img/quilt.svg"
KEYS = {"AWS_ACCESS_KEY_ID": "made-up", "AWS_SECRET_ACCESS_KEY": "made-up"}


@pytest.fixture(scope="module")
def server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def bucket(server, monkeypatch):
    """A new bucket with the policy that `deploy/` has, which takes the place of the disk."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    resource = boto3.resource("s3", endpoint_url=server, region_name="us-east-1")
    bucket = resource.create_bucket(Bucket=BUCKET)
    policy = (settings.BASE_DIR / "deploy/bucket-policy.json").read_text()
    bucket.Policy().put(Policy=policy.replace("BUCKET", BUCKET))
    options = {"bucket_name": BUCKET, "endpoint_url": server, "region_name": "us-east-1"}
    media = {"BACKEND": "lpnc.bucket_storage.BucketStorage", "OPTIONS": options}
    with override_settings(
        STORAGES=settings.STORAGES | {"default": media}, MEDIA_URL=f"{server}/{BUCKET}/"
    ):
        yield bucket
    with suppress(bucket.meta.client.exceptions.NoSuchBucket):
        bucket.objects.delete()
        bucket.delete()


def names(bucket):
    return sorted(file.key for file in bucket.objects.all())


def fetched(address):
    """What anyone gets there: the status and the content's type."""
    try:
        with urlopen(address) as answer:
            return answer.status, answer.headers["Content-Type"]
    except HTTPError as error:
        return error.code, None


def picture(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").main.find("img")["src"]


def content(answer):
    return b"".join(answer.streaming_content)


def test_names_are_as_on_a_disk(bucket):
    assert default_storage.save("sample/a.txt", ContentFile(b"one")) == "sample/a.txt"
    other = default_storage.save("sample/a.txt", ContentFile(b"two"))
    assert other.startswith("sample/a_") and other.endswith(".txt")
    with default_storage.open("sample/a.txt") as file:
        assert file.read() == b"one"
    assert default_storage.size(other) == 3
    assert default_storage.listdir("sample") == ([], sorted(["a.txt", other.partition("/")[2]]))
    default_storage.delete(other)
    default_storage.delete(other)
    assert names(bucket) == ["sample/a.txt"]
    with pytest.raises(FileNotFoundError):
        default_storage.open(other)


def test_visitors_load_pictures_from_the_bucket(client, bucket, server):
    page = factories.NewsPageFactory(picture=factories.ImageFactory())
    source = picture(client, page.url)
    assert source.startswith(f"{server}/{BUCKET}/images/")
    assert fetched(source) == (200, "image/jpeg")
    renditions = [name for name in names(bucket) if name.startswith("images/")]
    assert len(renditions) == page.picture.renditions.count() > 3
    assert {fetched(f"{server}/{BUCKET}/{name}")[0] for name in renditions} == {200}


def test_a_picture_that_is_deleted_leaves_nothing(
    client, bucket, django_capture_on_commit_callbacks
):
    page = factories.NewsPageFactory(picture=factories.ImageFactory())
    picture(client, page.url)
    assert names(bucket)
    with django_capture_on_commit_callbacks(execute=True):
        page.picture.delete()
    assert names(bucket) == []


def test_a_missing_file_gives_way_to_the_patch(client, bucket):
    page = factories.NewsPageFactory(picture=factories.ImageFactory())
    bucket.Object(page.picture.file.name).delete()
    assert picture(client, page.url) == PATCH


def no_bucket(*arguments):
    raise EndpointConnectionError(endpoint_url="http://127.0.0.1:1")


def test_a_bucket_that_fails_gives_way_to_the_patch_and_heals(client, bucket, monkeypatch):
    page = factories.NewsPageFactory(picture=factories.ImageFactory())
    drawn = shared(client, factories.StandardPageFactory()).removeprefix(settings.BASE_URL)
    with monkeypatch.context() as patch:
        patch.setattr(S3Storage, "bucket", property(no_bucket))
        patch.setattr(S3Storage, "exists", no_bucket)
        assert picture(client, page.url) == PATCH
        with pytest.raises(OSError, match="The bucket: "):
            default_storage.save("sample/a.txt", ContentFile(b"one"))
        share = client.get(drawn)
        assert content(share).startswith(b"\x89PNG") and share["Cache-Control"] == "no-store"
    assert picture(client, page.url).startswith("http")


def shared(client, page):
    head = BeautifulSoup(client.get(page.url).content, "html.parser").head
    return head.find("meta", property="og:image")["content"]


def test_a_shared_link_shows_the_picture_in_the_bucket_or_one_that_is_drawn(client, bucket, server):
    chosen = factories.StandardPageFactory(share_image=factories.ImageFactory())
    assert fetched(shared(client, chosen))[0] == 200
    drawn = factories.StandardPageFactory()
    for _ in range(2):
        share = client.get(shared(client, drawn).removeprefix(settings.BASE_URL))
        assert content(share).startswith(b"\x89PNG") and "public" in share["Cache-Control"]
    (name,) = [name for name in names(bucket) if name.startswith("share/")]
    assert fetched(f"{server}/{BUCKET}/{name}")[0] == 403


def test_documents_only_go_through_the_application(client, bucket, server):
    document = factories.DocumentFactory()
    assert document.url.startswith("/documents/")
    answer = client.get(document.url)
    with document.file.open() as file:
        assert content(answer) == file.read()
    assert answer["Content-Disposition"] and answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(document.url, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert fetched(f"{server}/{BUCKET}/{document.file.name}")[0] == 403
    with pytest.raises(NotImplementedError):
        document.file.url  # noqa: B018
    collection = factories.root_collection().add_child(name="Private")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password="right"
    )
    get_document_model().objects.update(collection=collection)
    assert "Password required" in client.get(document.url).text


def test_a_missing_document_is_missing(client, home, bucket):
    document = factories.DocumentFactory()
    bucket.Object(document.file.name).delete()
    assert client.get(document.url).status_code == 404


def test_the_policy_lets_anyone_load_pictures_and_list_nothing(bucket, server):
    policy = json.loads(bucket.Policy().policy)
    opened = {resource.partition("/")[2] for resource in policy["Statement"][0]["Resource"]}
    assert opened == {f"{folder}*" for folder in PUBLIC_FOLDERS}
    assert [statement["Action"] for statement in policy["Statement"]] == ["s3:GetObject"]
    default_storage.save("images/a.txt", ContentFile(b"one"))
    assert fetched(f"{server}/{BUCKET}/images/a.txt")[0] == 200


def test_staff_upload_and_see_files(admin_client, bucket):
    upload = SimpleUploadedFile("minutes.pdf", b"%PDF-1.4 made up")
    data = {"title": "Minutes", "file": upload, "collection": factories.root_collection().pk}
    assert admin_client.post(reverse("wagtaildocs:add"), data).status_code == 302
    document = get_document_model().objects.get()
    assert names(bucket) == [document.file.name] == ["documents/minutes.pdf"]
    image = factories.ImageFactory()
    for address in (
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs:edit", args=[document.pk]),
        reverse("wagtailimages:index"),
        reverse("wagtailimages:edit", args=[image.pk]),
    ):
        assert admin_client.get(address).status_code == 200
    assert CustomImage.objects.get().renditions.exists()


def test_the_doctor_sees_documents_that_anyone_can_load(bucket, server, settings):
    settings.MEDIA_ORIGINS = [server]
    assert doctor.documents() == "only loaded through the application"
    everything = bucket.Policy().policy.replace(f"{BUCKET}/images/*", f"{BUCKET}/*")
    bucket.Policy().put(Policy=everything)
    with pytest.raises(Unwell, match="Anyone can load them: "):
        doctor.documents()
    assert names(bucket) == []


def test_the_environment_chooses_the_bucket_and_browsers_may_load_from_it_alone():
    code = (
        "import django; django.setup();"
        "from django.conf import settings;"
        "from django.core.files.storage import default_storage;"
        "from lpnc.middleware import ADMIN_POLICY;"
        "print(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'], ADMIN_POLICY['img-src']);"
        "print(default_storage.bucket_name, default_storage.endpoint_url, default_storage.region_name);"
        "print(default_storage.url('images/a b.jpg'), default_storage.access_key)"
    )
    answer = run(
        "-c",
        code,
        **REQUIRED,
        **KEYS,
        MEDIA_S3_BUCKET=BUCKET,
        MEDIA_S3_ENDPOINT="https://s3.example.org/",
        MEDIA_S3_REGION="us-east-1",
        MEDIA_S3_PUBLIC_URL="https://cdn.example.org/lpnc/",
    )
    assert answer.stdout.splitlines() == [
        "[\"'self'\", 'https://cdn.example.org'] [\"'self'\", 'https://cdn.example.org', 'data:', 'blob:']",
        "lpnc-media https://s3.example.org us-east-1",
        "https://cdn.example.org/lpnc/images/a%20b.jpg made-up",
    ], answer.stderr
    answer = run("-c", "from lpnc import settings", **REQUIRED, MEDIA_S3_BUCKET=BUCKET)
    assert "Set MEDIA_S3_PUBLIC_URL in the environment." in answer.stderr

"""Uploads in a bucket of S3-compatible storage, in place of a disk."""

from contextlib import contextmanager
from urllib.parse import urljoin

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

#: The only folders with public addresses; `deploy/bucket-policy.json` opens the same ones.
PUBLIC_FOLDERS = ("images/", "original_images/", "avatar_images/")


@contextmanager
def failing_as_a_disk():
    """Raise OSError for whatever goes wrong with the bucket, as callers expect of a disk."""
    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as error:
        raise OSError(f"The bucket: {error}") from error


class BucketStorage(S3Storage):
    """Storage in a bucket that is private but for pictures, which visitors load from MEDIA_URL.

    Everything else, documents above all, has no address there and goes through the application.
    """

    def get_default_settings(self):
        return super().get_default_settings() | {
            "file_overwrite": False,
            "client_config": Config(
                connect_timeout=5,
                read_timeout=20,
                signature_version="s3v4",
                # Not every service knows the checksums that are new, or a host name for each bucket.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                s3={"addressing_style": "path"},
            ),
        }

    def url(self, name):
        if not name.startswith(PUBLIC_FOLDERS):
            raise NotImplementedError("Only pictures have addresses of their own.")
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name))

    @failing_as_a_disk()
    def _open(self, name, mode="rb"):
        file = super()._open(name, mode)
        return file.open(mode)  # downloads it now, so that a failure is one of opening the file

    @failing_as_a_disk()
    def _save(self, name, content):
        return super()._save(name, content)

    @failing_as_a_disk()
    def exists(self, name):
        return super().exists(name)

    @failing_as_a_disk()
    def delete(self, name):
        super().delete(name)

    @failing_as_a_disk()
    def listdir(self, name):
        return super().listdir(name)

    @failing_as_a_disk()
    def size(self, name):
        return super().size(name)

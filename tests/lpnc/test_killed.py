"""A server that is killed while somebody publishes or uploads."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now
from wagtail.models import Page

from core.models import CustomImage
from lpnc.schedule import publish_due
from tests.core.test_uploads import png
from tests.factories import StandardPageFactory, root_collection
from tests.members.killing import writes_survived

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft(home):
    page = StandardPageFactory(parent=home, title="Before", slug="page")
    page.title = "After"
    page.save_revision()
    return page


def test_scheduled_publishing_leaves_all_or_nothing(draft):
    draft.go_live_at = now()
    draft.save_revision(approved_go_live_at=now())
    assert writes_survived(publish_due) >= 3
    assert Page.objects.get(pk=draft.pk).title == "After"


def test_publishing_leaves_all_or_nothing(draft, client_of):
    editor = client_of("Communications")
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    form = {
        "title": "After",
        "slug": "page",
        "introduction": "Words.",
        "body-count": "0",
        "action-publish": "yes",
    }
    editor.get(address)
    assert writes_survived(lambda: editor.post(address, form)) >= 3
    assert Page.objects.get(pk=draft.pk).title == "After"


def test_an_upload_leaves_all_or_nothing(home, client_of):
    editor = client_of("Communications")
    data = {
        "image-chooser-upload-title": "A picture",
        "image-chooser-upload-description": "What it shows",
        "image-chooser-upload-collection": root_collection().pk,
    }

    def upload():
        file = SimpleUploadedFile("good.png", png())
        editor.post(
            reverse("wagtailimages_chooser:create"), data | {"image-chooser-upload-file": file}
        )

    assert writes_survived(upload) >= 2
    image = CustomImage.objects.get()
    assert image.file.storage.exists(image.file.name)

"""Actions that the admin refuses to keep the site intact, and content that never reaches visitors."""

import io

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Page, Site

from core.image_forms import CarefulImageField
from members.models import Person
from tests.factories import NewsPageFactory, StandardPageFactory
from tests.members.factories import MemberFactory, PersonFactory

pytestmark = pytest.mark.django_db


def bulk(action, *pages):
    ids = "&".join(f"id={page.pk}" for page in pages)
    return (
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        + f"?next=/admin/&{ids}"
    )


def test_the_home_page_cannot_be_deleted(home, client_of):
    staff = client_of("Communications")
    data = {"wagtail_site_name": Site.objects.get().site_name}
    staff.post(reverse("wagtailadmin_pages:delete", args=[home.pk]), data)
    staff.post(bulk("delete", home), data)
    assert Page.objects.filter(pk=home.pk).exists()
    assert Site.objects.count() == 1


def test_another_page_can_be_deleted(home, client_of):
    page = StandardPageFactory()
    client_of("Communications").post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not Page.objects.filter(pk=page.pk).exists()


@pytest.mark.parametrize(("slug", "moved"), [("members", False), ("elsewhere", True)])
def test_many_pages_at_once_cannot_move_to_a_reserved_address(home, client_of, slug, moved):
    inner = StandardPageFactory(parent=StandardPageFactory(), slug=slug)
    client_of("Communications").post(
        bulk("move", inner), {"chooser": home.pk, "move_applicable": "on"}
    )
    inner.refresh_from_db()
    assert (inner.depth == home.depth + 1) is moved


@pytest.mark.parametrize(("is_superuser", "status"), [(True, 302), (False, 200)])
def test_administrators_do_not_edit_superusers(client_of, is_superuser, status):
    user = get_user_model().objects.create_user("somebody", is_superuser=is_superuser)
    response = client_of("Administrators").get(reverse("wagtailusers_users:edit", args=[user.pk]))
    assert response.status_code == status


def test_a_withdrawn_person_vanishes_from_a_body_and_a_merged_one_gives_the_survivor(home, client):
    withdrawn = MemberFactory(name="Example Withdrawn", status=Person.Status.WITHDRAWN)
    survivor = MemberFactory(name="Example Survivor")
    merged = MemberFactory(name="Example Merged", merged_into=survivor)
    unknown = PersonFactory(name="Example Unknown")
    picked = [("person", person) for person in (withdrawn, merged, unknown)]
    page = StandardPageFactory(body=picked)
    html = client.get(page.url).content.decode()
    assert "Example Withdrawn" not in html
    assert "Example Merged" not in html
    assert survivor.get_absolute_url() in html
    assert "Example Unknown" in html
    assert unknown.get_absolute_url() not in html


def test_a_news_item_keeps_off_the_address_of_the_feed(home):
    page = NewsPageFactory()
    page.slug = "feed"
    with pytest.raises(ValidationError, match="is the address of the news feed"):
        page.full_clean()


def test_control_characters_do_not_break_the_feed(home, client):
    NewsPageFactory(title="One\x0btwo", summary="Three\x1ffour")
    response = client.get("/news/feed/")
    assert response.status_code == 200
    assert "One two" in response.text


@pytest.mark.parametrize("mode", ["I;16", "RGB"])
def test_a_picture_in_a_scientific_format_is_refused(mode):
    file = io.BytesIO()
    Image.new(mode, (8, 8)).save(file, "PNG")
    upload = SimpleUploadedFile("picture.png", file.getvalue(), "image/png")
    if mode == "RGB":
        assert CarefulImageField().clean(upload)
    else:
        with pytest.raises(ValidationError, match="can’t show"):
            CarefulImageField().clean(upload)

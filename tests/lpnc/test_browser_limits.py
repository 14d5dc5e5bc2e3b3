"""Headers that limit what a browser lets a response do, and which sites may load it."""

import pytest
from django.test import Client

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_every_database("headers of responses")]

OPENER, RESOURCE = "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"


def permissions(response):
    """`{feature: origins}` of the Permissions-Policy."""
    return dict(part.split("=", 1) for part in response["Permissions-Policy"].split(", "))


def is_limited(response, by="same-origin"):
    assert (response[OPENER], response[RESOURCE]) == ("same-origin", by)
    said = permissions(response)
    assert said["geolocation"] == said["camera"] == said["payment"] == "()"
    assert "self" in said["fullscreen"] and "youtube-nocookie" in said["fullscreen"]
    return response.status_code


@pytest.fixture
def static_files(settings):
    settings.WHITENOISE_USE_FINDERS = True


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/members/", 200),
        ("/members", 301),
        ("/data/counts.csv", 200),
        ("/robots.txt", 200),
        ("/sitemap.xml", 200),
        ("/no-such-page/", 404),
        ("/members/?page=%00", 404),
        ("/admin/", 302),
        ("/admin/login/", 200),
        ("/documents/1/none.pdf", 404),
        ("/embed/no/", 404),
    ],
)
def test_only_this_site_may_load_pages(home, address, status):
    assert (
        is_limited(Client().get(address), "cross-origin" if "embed" in address else "same-origin")
        == status
    )


def test_signed_in_pages_have_the_headers(admin_client):
    assert is_limited(admin_client.get("/admin/")) == 200


def test_other_sites_may_load_the_map_pictures_and_static_files(home, static_files):
    client = Client()
    first = client.get("/embed/")
    assert is_limited(first, "cross-origin") == 200
    again = client.get("/embed/", headers={"If-None-Match": first["ETag"]})
    assert is_limited(again, "cross-origin") == 304
    assert is_limited(client.get("/media/images/none.png"), "cross-origin") == 404
    page = factories.StandardPageFactory()
    share = client.get(f"/share/{page.pk}/other.png", follow=True)
    assert is_limited(share, "cross-origin") == 200
    sheet = client.get("/static/css/main.css")
    assert is_limited(sheet, "cross-origin") == 200
    share.close()
    sheet.close()
    assert sheet["X-Content-Type-Options"] == "nosniff"


def test_errors_have_the_headers(home, settings, monkeypatch):
    assert is_limited(Client(headers={"host": "other.example"}).get("/")) == 400
    broken = Client(raise_request_exception=False)
    monkeypatch.setattr("pages.views.search_site", lambda query: 1 / 0)
    assert is_limited(broken.get("/search/?q=x")) == 500
    settings.MAINTENANCE = True
    assert is_limited(Client().get("/")) == 503


def test_a_whole_redirect_to_https_has_the_headers(home, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert is_limited(Client().get("/")) == 301

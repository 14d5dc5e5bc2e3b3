"""What is prepared for all requests changes with what it is made from."""

from itertools import product

import pytest
from django.test import RequestFactory
from wagtail.models import PageViewRestriction, Site

from core.models import NavigationSettings, OrganizationSettings, Section
from core.site_settings import find_site
from core.visibility import is_published, page_tree, public_address
from members.models import RosterSettings
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page():
    factories.HomePageFactory()
    return factories.StandardPageFactory(slug="about", title="About us")


def test_the_frame_is_read_once_until_something_in_it_changes(
    page, client, django_assert_num_queries
):
    for _ in range(2):  # the first one adds the settings
        client.get(page.url)
    with django_assert_num_queries(0):
        client.get(page.url)
    site = Site.objects.get()
    organization = OrganizationSettings.for_site(site)
    organization.name = "Another Name"
    organization.save()
    menus = NavigationSettings.for_site(site)
    menus.main_menu = [("link", {"label": "A link", "page": page, "url": ""})]
    menus.save()
    shown = client.get(page.url).text
    assert "Another Name" in shown and f'href="{page.url}"' in shown and "A link" in shown
    page.slug = "moved"
    page.save_revision().publish()
    assert client.get("/about/").headers["Location"] == "/moved/"
    assert 'href="/moved/"' in client.get("/moved/").text


def test_each_host_and_port_has_the_site_that_wagtail_finds(page, settings):
    settings.ALLOWED_HOSTS = ["*"]
    first = Site.objects.get()
    first.hostname, first.port = "example.org", 80
    hosts, ports = ("example.org", "other.example", "third.example"), (80, 8000, 8080)
    for default, others in product((True, False), ((), (1,), (1, 2), (1, 2, 3, 4))):
        Site.objects.exclude(pk=first.pk).delete()
        first.is_default_site = default
        first.save()
        addresses = [*product(hosts[:2], ports)][1:]
        for host, port in [addresses[n] for n in others]:
            Site.objects.create(hostname=host, port=port, root_page=first.root_page)
        for host, port in product(hosts, ports):
            asked = RequestFactory().get("/", headers={"host": f"{host}:{port}"})
            try:
                expected = Site.find_for_request(asked)
            except Site.DoesNotExist:
                expected = None
            assert find_site(asked) == expected, (default, others, host, port)


def test_a_page_made_private_or_taken_down_is_closed_at_once(page, client):
    assert client.get(page.url).status_code == 200
    assert is_published(page) and public_address(page) == "/about/"
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(page.url).status_code == 302
    assert not is_published(page) and not public_address(page)
    restriction.delete()
    assert client.get(page.url).status_code == 200
    page.unpublish()
    assert client.get(page.url).status_code == 404
    assert page.url_path not in page_tree().by_url_path


def test_a_site_that_has_wagtails_first_page_still_is_served(client):
    for address in ("/", "/members/"):
        assert client.get(address).status_code == 200


def test_texts_of_sections_and_the_rosters_settings_change_at_once(page):
    assert Section.objects.for_key("members").introduction == ""
    Section.objects.update_or_create(key="members", defaults={"title": "Everyone"})
    assert Section.objects.for_key("members").title == "Everyone"
    assert not RosterSettings.is_complete()
    RosterSettings.objects.update_or_create(site=Site.objects.get(), defaults={"complete": True})
    assert RosterSettings.is_complete()

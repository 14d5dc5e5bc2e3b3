from xml.etree import ElementTree

import pytest
from django.conf import settings
from wagtail.models import PageViewRestriction

from tests.factories import HomePageFactory, NewsIndexPageFactory, NewsPageFactory

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client):
    response = client.get("/news/feed/")
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def entries(client):
    return [entry.findtext(f"{ATOM}title") for entry in feed(client).iter(f"{ATOM}entry")]


def test_names_the_organization_and_itself(client):
    HomePageFactory()
    root = feed(client)
    assert root.findtext(f"{ATOM}title") == "Local Progress North Carolina: news"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == f"{settings.BASE_URL}/news/feed/"
    assert links["alternate"] == f"{settings.BASE_URL}/news/"


def test_an_entry_has_all_that_readers_need(client):
    NewsPageFactory(
        title="A <b>story</b> & more", slug="x", summary="“What” <it> says.", date="June 6, 2024"
    )
    entry = feed(client).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "A <b>story</b> & more"
    assert entry.findtext(f"{ATOM}summary") == "“What” <it> says."
    assert entry.findtext(f"{ATOM}published").startswith("2024-06-06T12:00")
    assert entry.find(f"{ATOM}link").get("href") == f"{settings.BASE_URL}/news/x/"
    assert entry.findtext(f"{ATOM}id").startswith("tag:127.0.0.1,2026:news.newspage/")
    assert entry.findtext(f"{ATOM}updated")


def ids(client):
    return [entry.findtext(f"{ATOM}id") for entry in feed(client).iter(f"{ATOM}entry")]


def test_an_entry_keeps_its_id_when_its_page_is_renamed_or_moved(client):
    page, other = NewsPageFactory(slug="x", date="2024"), NewsPageFactory(date="2023")
    before = ids(client)
    assert len(set(before)) == 2
    page.slug = "y"
    page.title = "Another title"
    page.save()
    assert f"{settings.BASE_URL}/news/y/" in client.get("/news/feed/").text
    assert ids(client) == before
    elsewhere = NewsIndexPageFactory(parent=page.get_parent().get_parent(), slug="elsewhere")
    page.move(elsewhere, pos="last-child")
    assert f"{settings.BASE_URL}/elsewhere/y/" in client.get("/news/feed/").text
    assert ids(client) == before
    other.delete()
    copy = page.copy(update_attrs={"slug": "copy"})
    assert len({*ids(client), *before}) == 3 and copy.live


def test_newest_first_and_only_what_is_public(client):
    NewsPageFactory(title="Old", date="2023")
    NewsPageFactory(title="Undated")
    NewsPageFactory(title="New", date="June 2024")
    NewsPageFactory(title="Draft", date="July 2024", live=False)
    closed = NewsPageFactory(title="Closed", date="August 2024")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert entries(client) == ["New", "Old", "Undated"]


def test_at_most_thirty_and_none_at_all(client):
    HomePageFactory()
    assert entries(client) == []
    for _ in range(31):
        NewsPageFactory()
    assert len(entries(client)) == 30

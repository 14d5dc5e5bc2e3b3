"""Aliases, Wagtail's pages that repeat another one: each is read under its own address and listed nowhere."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse
from wagtail.models import Page

from campaigns.models import CampaignPage
from core.models import PageTopic
from core.visibility import is_published, published
from tests import factories
from tests.private_pages import MAKERS

pytestmark = pytest.mark.django_db


def alias_of(page, slug="the-alias"):
    return page.create_alias(parent=page.get_parent(), update_slug=slug)


def head_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    head = BeautifulSoup(response.content, "html.parser").head
    return {
        "canonical": head.find("link", rel="canonical")["href"],
        "og:url": head.find("meta", property="og:url")["content"],
        "picture": head.find("meta", property="og:image")["content"],
    }


@pytest.mark.parametrize("make", MAKERS)
def test_an_alias_names_its_original_as_the_canonical_page(home, client, make):
    page = make(slug="original")
    alias = alias_of(page)
    further = alias_of(alias, "further")
    for one in (alias, further):
        head = head_of(client, one.url)
        assert head["canonical"] == head["og:url"] == f"{settings.BASE_URL}{page.url}"
        assert client.get(head["picture"].removeprefix(settings.BASE_URL)).status_code == 200
        assert f"{settings.BASE_URL}{one.url}" not in client.get(one.url).text
    assert head_of(client, page.url)["canonical"] == f"{settings.BASE_URL}{page.url}"


def test_an_alias_of_a_page_that_was_taken_down_stands_for_itself(home, client):
    page = factories.StandardPageFactory()
    alias = alias_of(page)
    Page.objects.filter(pk=page.pk).update(live=False)
    assert head_of(client, alias.url)["canonical"] == f"{settings.BASE_URL}{alias.url}"


def test_aliases_of_each_other_end(home, client):
    page = factories.StandardPageFactory()
    alias = alias_of(page)
    Page.objects.filter(pk=page.pk).update(alias_of=alias)
    assert client.get(alias.url).status_code == client.get(page.url).status_code == 200


def listings(topic):
    indexes = [
        "/",
        "/news/",
        "/campaigns/",
        factories.the_only(factories.ResourceIndexPageFactory).url,
    ]
    feeds = ["/news/feed/", "/sitemap.xml"]
    searches = [f"/search/?q={word}" for word in ("Repeated", "Story", topic.name)]
    return [*indexes, *feeds, *searches, topic.get_absolute_url(), "/wins/", "/no-such-page/"]


def test_no_list_feed_search_or_sitemap_has_an_alias(home, client):
    home.sections = [
        factories.section("campaigns", "Work", featured=[], count=12),
        factories.section("news", "News", featured=[], count=12),
    ]
    home.save()
    topic = factories.TopicFactory(name="Housing")
    pages = [make(title=f"Repeated {make.__name__}") for make in MAKERS]
    for page in pages:
        if hasattr(page, "page_topics"):
            page.page_topics = [PageTopic(topic=topic)]
            page.save()
    factories.PriorityFactory(topic=topic)
    win = factories.WinFactory(campaigns=[p for p in pages if isinstance(p, CampaignPage)])
    aliases = [alias_of(page, f"the-alias-{number}") for number, page in enumerate(pages)]
    addresses = [*listings(topic), win.get_absolute_url()]
    texts = {address: client.get(address).text for address in addresses}
    assert [address for address, text in texts.items() if "the-alias" in text] == []
    shown = {page.slug for page in pages for text in texts.values() if page.url in text}
    assert shown == {page.slug for page in pages}
    assert all(is_published(alias) for alias in aliases)
    assert not published().filter(pk__in=[alias.pk for alias in aliases]).exists()


def test_what_an_editor_copies_as_an_alias_is_one_of_these(home, client, client_of):
    page = factories.NewsPageFactory()
    data = {"new_title": "Copy", "new_slug": "the-alias", "alias": "on"}
    data["new_parent_page"] = page.get_parent().pk
    client_of("Communications").post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data)
    assert Page.objects.get(slug="the-alias").alias_of_id == page.pk
    assert "the-alias" not in client.get("/news/").text + client.get("/sitemap.xml").text
    head = head_of(client, "/news/the-alias/")
    assert head["canonical"] == f"{settings.BASE_URL}{page.url}"

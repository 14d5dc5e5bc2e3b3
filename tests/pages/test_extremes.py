"""The longest and the shortest values, emoji, right-to-left text and no picture at all."""

import pytest
from bs4 import BeautifulSoup

from campaigns.models import CampaignPage
from core.models import OrganizationSettings, PageTopic, Section
from members.models import PagePerson, PagePlace, Person
from news.models import NewsPage
from tests import factories
from tests.members.factories import (
    CityFactory,
    CommitteeSeatFactory,
    ContactFactory,
    LinkFactory,
    MemberFactory,
    TenureFactory,
)

pytestmark = pytest.mark.django_db

HOSTILE = "</title></script><script>alert('x')</script>\"'&"
TEXTS = {
    "longest": "Wörter ohne Ende " * 50,
    "one long word": "Donaudampfschifffahrt" * 40,
    "shortest": "a",
    "emoji": "🗳️🌈👩🏽‍🤝‍👩🏻 !",
    "right-to-left": "שלום לכולם, זה טקסט",
    "hostile": HOSTILE,
}

every_text = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)


def fitting(text, model, field):
    """Return as much of the text as fits in the field."""
    length = model._meta.get_field(field).max_length
    return text[: length or 1000].strip()


def words(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    document = BeautifulSoup(response.content, "html.parser")
    assert len(document.find_all("h1")) == 1
    return " ".join(document.get_text(" ").split())


def normal(text):
    return " ".join(text.split())


@pytest.fixture
def extreme(text):
    """A page of each kind with the text in every field, about a person and a place named by it."""
    person = MemberFactory(
        given_name="",
        family_name="",
        name=fitting(text, Person, "name"),
        pronouns=text[:40],
        biography=f"<p>{len(text)}</p>",
    )
    TenureFactory(person=person, title=text[:120].strip(), seat_label=text[:60].strip())
    CommitteeSeatFactory(person=person)
    ContactFactory(person=person, value=text[:200], label=text[:80], published=True)
    LinkFactory(person=person, label=text[:80])
    place = CityFactory(name=text[:120].strip(), governing_body=text[:80].strip())
    topic = factories.TopicFactory(name=text[:80].strip(), description=text[:400], synonyms=text)
    factories.PriorityFactory(name=text[:100].strip(), text=text[:400], topic=topic)
    publisher = factories.PublisherFactory(name=text[:100].strip(), legal_form=text[:60])
    return person, place, topic, publisher


def about(page, person, place, topic, publisher):
    page.page_people = [PagePerson(person=person)]
    page.page_places = [PagePlace(place=place)]
    page.page_topics = [PageTopic(topic=topic)]
    page.publishers = [publisher]
    page.save()
    return page


def body(text):
    return [
        ("heading", {"text": text[:140], "level": "2"}),
        ("quote", {"text": text[:600], "source": text[:140]}),
        ("button", {"label": text[:60], "page": None, "url": "https://example.org/"}),
        ("video", {"url": "https://vimeo.com/76979871", "title": text[:140]}),
        (
            "call_to_action",
            {
                "heading": text[:100],
                "text": text[:400],
                "link": {"label": text[:60], "page": None, "url": "https://example.org/"},
            },
        ),
    ]


@every_text
def test_pages_show_it_escaped(client, extreme, text):
    title, summary = fitting(text, NewsPage, "title"), fitting(text, NewsPage, "summary")
    fields = {"title": title, "seo_title": title, "summary": summary, "body": body(text)}
    pages = [
        factories.NewsPageFactory(
            **fields, slug="news-item", outlet=text[:100], outside_url="https://example.org/"
        ),
        factories.CampaignPageFactory(**fields, slug="campaign", pattern=CampaignPage.Pattern.PEEL),
        factories.ResourcePageFactory(**fields, slug="resource"),
    ]
    for page in pages:
        about(page, *extreme)
        found = words(client, page.url)
        assert normal(title) in found
        assert normal(summary) in found
        assert normal(title) in words(client, page.get_parent().url)


@every_text
def test_records_show_it_escaped(client, extreme, text):
    person, place, topic, _ = extreme
    factories.HomePageFactory(
        sections=[
            factories.section("priorities", text[:140], year=2024),
            factories.section("committee", text[:140]),
        ]
    )
    for address, shown in (
        ("/", person.name),
        ("/members/", person.name),
        (person.get_absolute_url(), person.name),
        (place.get_absolute_url(), place.name),
        ("/topics/", topic.name),
        (topic.get_absolute_url(), topic.name),
        ("/priorities/2024/", topic.name),
    ):
        assert normal(shown) in words(client, address), address


@every_text
def test_a_search_for_it_shows_it_escaped(client, extreme, text):
    factories.HomePageFactory()
    response = client.get("/search/", {"q": text})
    document = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert document.main.find("input", {"name": "q"})["value"] == text.strip()[:200]


@every_text
def test_the_frame_shows_it_escaped(client, text):
    home = factories.HomePageFactory()
    settings = OrganizationSettings.for_site(home.get_site())
    for field in ("name", "tagline", "description", "alert_text", "legal_line"):
        setattr(settings, field, fitting(text, OrganizationSettings, field))
    settings.save()
    Section.objects.create(key="members", title=text[:100], search_description=text[:200])
    found = words(client, "/members/")
    for shown in (settings.description, settings.alert_text, settings.legal_line, text[:100]):
        assert normal(shown) in found


def test_a_page_without_anything_optional_stands(client):
    for factory in factories.PAGE_FACTORIES:
        page = factories.the_only(factory)
        assert normal(page.title) in words(client, page.url) or page.depth == 2

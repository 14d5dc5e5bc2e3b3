"""The settings: when the alert banner shows, and what search engines are told of the organization."""

import json
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from core.models import OrganizationSettings
from members.models import Person
from tests import factories
from tests.members.factories import CityFactory, MemberFactory

pytestmark = pytest.mark.django_db

START, END = datetime(2026, 11, 3, 11, tzinfo=UTC), datetime(2026, 11, 4, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def organization():
    return OrganizationSettings.for_site(factories.HomePageFactory().get_site())


@pytest.mark.parametrize(
    ("start", "end", "now", "shown"),
    [
        (START, END, START - SECOND, False),
        (START, END, START, True),
        (START, END, END - SECOND, True),
        (START, END, END, False),
        (None, END, END - SECOND, True),
        (None, END, END, False),
        (START, None, START - SECOND, False),
        (START, None, END + SECOND, True),
        (None, None, START, True),
    ],
)
def test_the_banner_shows_from_its_start_up_to_its_end(
    organization, time_machine, start, end, now, shown
):
    organization.alert_text, organization.alert_start, organization.alert_end = "Vote!", start, end
    time_machine.move_to(now, tick=False)
    assert organization.alert_is_on is shown


def test_a_banner_without_text_never_shows(organization, client):
    assert organization.alert_is_on is False
    assert 'aria-label="Alert"' not in client.get("/").text
    organization.alert_text = "Polls close at 7:30"
    organization.save()
    assert "Polls close at 7:30" in client.get("/").text


def test_a_legal_form_stays_on_one_line_of_the_footer(organization, client):
    organization.legal_line = "<Sample> is a 501(c)(3) organization."
    organization.save()
    footer = BeautifulSoup(client.get("/").content, "html.parser").footer
    assert organization.legal_line in footer.text
    assert [kept.text for kept in footer.select(".unbroken")] == ["501(c)(3)"]


@pytest.mark.parametrize("end", [START, START - SECOND])
def test_a_banner_must_end_after_it_starts(organization, end):
    organization.alert_start, organization.alert_end = START, end
    with pytest.raises(ValidationError) as refused:
        organization.clean()
    assert set(refused.value.message_dict) == {"alert_end"}


def structured_data(client, address):
    document = BeautifulSoup(client.get(address).content, "html.parser")
    blocks = document.find_all("script", type="application/ld+json")
    return {data["@type"]: data for data in (json.loads(block.string) for block in blocks)}


def test_the_organization_is_spelled_out(organization, client):
    factories.NewsPageFactory()
    data = structured_data(client, "/")["Organization"]
    assert data["name"] == "Local Progress North Carolina"
    assert data["alternateName"] == "LPNC"
    assert data["url"] == f"{settings.BASE_URL}/"


@pytest.mark.parametrize(
    "hostile", ["</script><script>alert(1)</script>", "<!--", "]]>", '"\\', "&lt;"]
)
def test_structured_data_takes_any_text(organization, client, hostile):
    organization.description = hostile
    organization.save()
    page = factories.NewsPageFactory(title=f"Title {hostile}", slug="hostile", summary=hostile)
    data = structured_data(client, page.url)
    assert structured_data(client, "/")["Organization"]["description"] == hostile
    assert data["NewsArticle"]["headline"] == f"Title {hostile}"
    assert data["NewsArticle"]["description"] == hostile
    trail = [item["name"] for item in data["BreadcrumbList"]["itemListElement"]]
    assert trail[1:] == ["News", f"Title {hostile}"]
    assert "<script>alert" not in client.get(page.url).text


@pytest.mark.parametrize(
    ("date", "published"), [("June 6, 2024", "2024-06-06"), ("June 2024", None)]
)
def test_an_article_names_a_day_only_when_it_is_known(organization, client, date, published):
    page = factories.NewsPageFactory(date=date)
    assert structured_data(client, page.url)["NewsArticle"].get("datePublished") == published


def test_the_sitemap_lists_what_is_public_and_nothing_else(organization, client):
    page = factories.NewsPageFactory()
    draft = factories.StandardPageFactory(live=False)
    closed = factories.StandardPageFactory()
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    member, place, topic = MemberFactory(), CityFactory(), factories.TopicFactory()
    hidden = [
        MemberFactory(status=Person.Status.WITHDRAWN),
        MemberFactory(status=Person.Status.RETIRED),
        MemberFactory(merged_into=member),
    ]
    factories.PriorityFactory(year=2023)
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    found = [node.text.removeprefix(settings.BASE_URL) for node in root.iter(f"{NAMESPACE}loc")]
    shown = [
        page.url,
        member.get_absolute_url(),
        place.get_absolute_url(),
        topic.get_absolute_url(),
    ]
    assert {"/", "/members/", "/places/", "/priorities/2023/", *shown} <= set(found)
    assert not {draft.url, closed.url, *(person.get_absolute_url() for person in hidden)} & set(
        found
    )
    assert len(found) == len(set(found))
    assert [address for address in found if client.get(address).status_code != 200] == []


def test_robots_are_kept_from_the_admin_and_shown_the_sitemap(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain"
    assert "Disallow: /admin/" in response.text
    assert f"Sitemap: {settings.BASE_URL}/sitemap.xml" in response.text


def test_pages_know_their_one_full_address(organization):
    assert factories.NewsPageFactory(slug="x").canonical_url == f"{settings.BASE_URL}/news/x/"


@pytest.mark.parametrize(
    ("seo_title", "search_description", "expected"),
    [("", "", ("A story", "What it says.")), ("Found", "Described.", ("Found", "Described."))],
)
def test_what_search_engines_show(organization, client, seo_title, search_description, expected):
    page = factories.NewsPageFactory(
        title="A story",
        summary="What it says.",
        seo_title=seo_title,
        search_description=search_description,
    )
    document = BeautifulSoup(client.get(page.url).content, "html.parser")
    title, description = expected
    assert document.title.text == f"{title} | Local Progress North Carolina"
    assert document.find("meta", {"name": "description"})["content"] == description
    assert document.find("meta", property="og:title")["content"] == title
    assert document.find("meta", property="og:description")["content"] == description

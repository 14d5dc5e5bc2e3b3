"""The addresses of the site: which are taken, where old ones lead, and what makes no second one."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import get_resolver, reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.test.utils.form_data import nested_form_data, streamfield

from pages.models import HomePage, NavigationSettings, Section, StandardPage
from pages.sections import RESERVED_SLUGS
from tests.factories import HomePageFactory, NewsPageFactory, PriorityFactory, StandardPageFactory

pytestmark = pytest.mark.django_db

BASE = "http://127.0.0.1:8000"


@pytest.fixture
def home():
    return HomePageFactory()


def test_every_address_ahead_of_the_tree_is_reserved():
    routes = {str(pattern.pattern) for pattern in get_resolver().url_patterns}
    routes |= {
        str(route.pattern)
        for item in get_resolver().url_patterns
        for route in getattr(item, "url_patterns", [])
        if not str(item.pattern)
    }
    firsts = {route.strip("^/").partition("/")[0] for route in routes}
    taken = {first for first in firsts if first and not set(first) & set("<(\\")}
    assert {"members", "places", "search", "sitemap.xml"} <= taken
    assert taken - {"news"} <= RESERVED_SLUGS


@pytest.mark.parametrize(
    "slug", sorted(RESERVED_SLUGS - {"favicon.ico", "robots.txt", "sitemap.xml"})
)
def test_a_page_below_the_home_page_cannot_take_a_reserved_address(home, slug):
    with pytest.raises(ValidationError) as refused:
        StandardPageFactory(slug=slug)
    assert "is taken by a part of the site" in str(refused.value)
    deeper = StandardPageFactory(parent=StandardPageFactory(), slug=slug)
    assert deeper.url.endswith(f"/{slug}/")


def new_page(slug):
    return nested_form_data(
        {
            "title": "Our members",
            "slug": slug,
            "introduction": "Who they are.",
            "body": streamfield([]),
            "action-publish": "yes",
        }
    )


def test_the_form_says_that_an_address_is_taken(home, client_of):
    staff = client_of("Communications")
    address = reverse("wagtailadmin_pages:add", args=["pages", "standardpage", home.pk])
    refused = staff.post(address, new_page("members"))
    assert "Choose another address" in refused.context["form"].errors["slug"][0]
    assert staff.post(address, new_page("our-members")).status_code == 302
    assert StandardPage.objects.get().url == "/our-members/"


def test_a_page_with_a_reserved_address_cannot_be_moved_below_the_home_page(home, client_of):
    page = StandardPageFactory(parent=StandardPageFactory(), slug="members")
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home.pk])
    response = client_of("Communications").post(address, follow=True)
    assert "Choose another address" in response.text
    assert StandardPage.objects.get(pk=page.pk).get_parent() != home.page_ptr


def test_a_page_cannot_be_copied_to_a_reserved_address(home, client_of):
    page = StandardPageFactory()
    data = {"new_title": "Copy", "new_slug": "members", "new_parent_page": home.pk, "alias": ""}
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    response = client_of("Communications").post(address, data, follow=True)
    assert response.status_code == 200
    assert "Choose another address" in response.text
    assert StandardPage.objects.count() == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/state-organizing/north-carolina/", "/"),
        ("/state-organizing/north-carolina", "/"),
        ("/state-organizing/north-carolina/?utm_source=mail", "/"),
        (
            "/2024/06/06/lpnc-state-download-protecting-local-democracy/",
            "/news/state-download-june-2024/",
        ),
        ("/2023/08/01/using-federal-funds-to-create/", "/news/using-federal-funds/"),
        ("/2023/08/01/using-federal-funds-/", "/news/using-federal-funds/"),
        ("/?p=11180", "/news/"),
        ("/?p=13754", "/news/"),
        ("/?p=13754&utm_source=mail", "/news/"),
    ],
)
def test_old_addresses_lead_to_their_new_ones(seeded_site, client, old, new):
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, new)
    assert client.get(new).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/2024/06/06/", "/2024/06/07/lpnc-state-download-x/", "/state-organizing/", "/nothing/"],
)
def test_other_addresses_are_missing(seeded_site, client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "noindex" in response.text


@pytest.mark.parametrize("number", ["1", "abc", "-1", "²", "", "9" * 18, "011180"])
def test_an_unknown_number_is_the_home_page(seeded_site, client, number):
    assert client.get("/", {"p": number}).status_code == 200


def test_the_longest_prefix_wins(home, client):
    page, other = StandardPageFactory(), StandardPageFactory()
    Redirect.add_redirect("/2024/*", page)
    Redirect.add_redirect("/2024/06/*", other)
    assert client.get("/2024/05/x/")["Location"] == page.url
    assert client.get("/2024/06/x/")["Location"] == other.url


def test_a_page_comes_before_a_redirect_from_its_address(home, client):
    page = StandardPageFactory(slug="about")
    Redirect.add_redirect("/about", "/elsewhere/")
    Redirect.add_redirect("/ab*", "/elsewhere/")
    assert client.get(page.url).status_code == 200


def test_an_address_without_its_last_slash_leads_to_the_page(home, client):
    page = StandardPageFactory()
    response = client.get(page.url.rstrip("/"))
    assert (response.status_code, response["Location"]) == (301, page.url)
    assert client.get("/members")["Location"] == "/members/"


def canonical(client, address):
    document = BeautifulSoup(client.get(address).content, "html.parser")
    assert (
        document.find("meta", property="og:url")["content"]
        == document.find("link", rel="canonical")["href"]
    )
    return document.find("link", rel="canonical")["href"]


@pytest.mark.parametrize("path", ["/", "/about/", "/members/", "/topics/", "/news/"])
@pytest.mark.parametrize(
    "parameters",
    ["", "?utm_source=mail&utm_campaign=x", "?emci=1&emdi=2&ceid=3", "?page=1", "?fbclid=x"],
)
def test_parameters_of_mailings_make_no_second_address(seeded_site, client, path, parameters):
    assert canonical(client, path + parameters) == BASE + path


def test_a_further_page_of_a_list_is_an_address_of_its_own(seeded_site, client):
    assert canonical(client, "/members/?page=2&utm_source=mail") == f"{BASE}/members/?page=2"
    assert canonical(client, "/members/?page=02") == f"{BASE}/members/?page=2"


def test_a_moved_page_leaves_no_trap(home, client):
    """Wagtail's own rule: a page's old address is missing unless an editor adds a redirect."""
    page = StandardPageFactory(slug="before")
    page.slug = "after"
    page.save()
    assert client.get("/before/").status_code == 404
    assert client.get("/after/").status_code == 200


def menu_of(home):
    menus = NavigationSettings.for_site(home.get_site())
    draft = StandardPageFactory(title="Draft", live=False)
    menus.main_menu = [
        ("section", {"label": "Who we are", "section": Section.Key.MEMBERS}),
        ("link", {"label": "About us", "page": StandardPageFactory(slug="about"), "url": ""}),
        ("link", {"label": "The network", "page": None, "url": "https://example.org/"}),
        ("link", {"label": "Not public yet", "page": draft, "url": ""}),
    ]
    menus.footer_menu = [
        ("column", {"heading": "More", "links": list(menus.main_menu.raw_data[:1])})
    ]
    menus.save()


def test_menus_link_to_pages_sections_and_addresses(home, client):
    menu_of(home)
    document = BeautifulSoup(client.get("/about/").content, "html.parser")
    links = {
        link.get_text(strip=True): link["href"] for link in document.header.select("a.nav-link")
    }
    assert links["Who we are"] == "/members/"
    assert links["About us"] == "/about/"
    assert links["The network"] == "https://example.org/"
    assert "Not public yet" not in links
    current = document.header.select_one("[aria-current=page]")
    assert current.get_text(strip=True) == "About us"


@pytest.mark.parametrize("key", Section.Key.values)
def test_the_words_of_a_section_are_those_of_its_record(home, client, key):
    PriorityFactory()
    address = "/priorities/2024/" if key == "priorities" else f"/{key}/"
    assert Section.Key(key).label in client.get(address).text
    Section.objects.create(
        key=key,
        title="A title",
        introduction="<p>An introduction.</p>",
        search_description="A note.",
    )
    document = BeautifulSoup(client.get(address).content, "html.parser")
    assert document.h1.get_text(strip=True).startswith("A title")
    assert "An introduction." in document.main.get_text()
    if key != "priorities":
        assert document.find("meta", {"name": "description"})["content"] == "A note."


def test_there_is_one_home_page(home):
    assert not HomePage.can_create_at(home.get_parent())


def test_a_news_page_has_the_way_back_up(home, client):
    page = NewsPageFactory(title="A story")
    document = BeautifulSoup(client.get(page.url).content, "html.parser")
    crumbs = document.find("nav", {"aria-label": "Breadcrumb"})
    assert [link["href"] for link in crumbs.find_all("a")] == ["/", "/news/"]
    assert crumbs.find(attrs={"aria-current": "page"}).get_text() == "A story"

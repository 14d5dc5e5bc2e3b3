"""The addresses of the site: which are taken, where old ones lead, and what makes no second one."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import get_resolver, reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.test.utils.form_data import nested_form_data, streamfield

from core.models import NavigationSettings, Section
from core.reserved_slugs import RESERVED_SLUGS
from pages.models import HomePage, StandardPage
from tests.factories import NewsPageFactory, PriorityFactory, StandardPageFactory

pytestmark = pytest.mark.django_db


def test_every_address_ahead_of_the_tree_is_reserved():
    firsts = {route.strip("^/").partition("/")[0] for route in routes(get_resolver().url_patterns)}
    assert {"members", "places", "search", "sitemap.xml"} <= firsts
    # No page can have a slug with a dot in front.
    assert firsts - {"news", ".well-known"} <= RESERVED_SLUGS


def routes(patterns):
    """The routes of the project itself, those that it includes without a prefix among them."""
    for pattern in patterns:
        if str(pattern.pattern):
            yield str(pattern.pattern)
        elif pattern.urlconf_name.__name__ != "wagtail.urls":
            yield from routes(pattern.url_patterns)


@pytest.mark.parametrize(
    "slug", sorted(RESERVED_SLUGS - {"favicon.ico", "robots.txt", "sitemap.xml"})
)
def test_a_page_below_the_home_page_cannot_take_a_reserved_address(home, slug):
    with pytest.raises(ValidationError) as refused:
        StandardPageFactory(slug=slug)
    assert set(refused.value.message_dict) == {"slug"}
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
    assert "Choose another" in refused.context["form"].errors["slug"][0]
    assert staff.post(address, new_page("our-members")).status_code == 302
    assert StandardPage.objects.get().url == "/our-members/"


def test_a_page_with_a_reserved_address_cannot_be_moved_below_the_home_page(home, client_of):
    page = StandardPageFactory(parent=StandardPageFactory(), slug="members")
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home.pk])
    response = client_of("Communications").post(address, follow=True)
    assert "Choose another one" in response.text
    assert StandardPage.objects.get(pk=page.pk).get_parent() != home.page_ptr


def test_a_page_cannot_be_copied_to_a_reserved_address(home, client_of):
    page = StandardPageFactory()
    data = {"new_title": "Copy", "new_slug": "members", "new_parent_page": home.pk, "alias": ""}
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    response = client_of("Communications").post(address, data, follow=True)
    assert response.status_code == 200
    assert "Choose another one" in response.text
    assert StandardPage.objects.count() == 1


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
    footer = [("link", {"label": "Contact", "page": None, "url": "https://example.org/contact/"})]
    menus.footer_menu = [("column", {"heading": "More", "links": footer})]
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
    footer = {link.get_text(): link["href"] for link in document.footer.select("nav a")}
    assert footer == {"Contact": "https://example.org/contact/"}
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
    assert crumbs.find(attrs={"aria-current": "page"})

"""Any text in an address gets a response or a 404, and never an error."""

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponseNotFound
from django.test import Client
from django.urls import URLPattern, get_resolver
from wagtail.models import Page

from tests import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded_site")]

QUERIES = {
    "10,000 characters": "x" * 10_000,
    "1,500 words": "word%20" * 1_500,
    "1,500 phrases": "%22word%22%20" * 1_500,
    "a NUL": "a%00b",
    "an unpaired quote": "%22",
    "an unpaired quote and an operator": "%22a%20OR%20(",
    "an unpaired apostrophe": "O%27",
    "operators": "NOT%20NEAR(*%20AND",
    "an asterisk": "*",
    "a backslash": "%5C",
    "a percent sign": "%25",
    "a filter that no search knows": "live:maybe",
    "emoji": "%F0%9F%97%B3%EF%B8%8F",
    "right-to-left": "%D7%A9%D7%9C%D7%95%D7%9D",
    "a change of direction": "%E2%80%AE",
    "half a character": "%ED%A0%80",
    "bytes that are no text": "%FF%FE",
    "nothing": "",
    "spaces": "%20%20",
}
# What the admin's search boxes, of which there are many, are tried with; the last three are read one
# character at a time, so one query has them all.
HARD_QUERIES = [
    QUERIES["10,000 characters"],
    QUERIES["1,500 words"],
    QUERIES["1,500 phrases"],
    QUERIES["an unpaired quote"],
    QUERIES["an unpaired quote and an operator"],
    "%20".join(QUERIES[name] for name in ("a change of direction", "half a character", "emoji")),
]
# What is refused before any view reads it.
IMPOSSIBLE = {"10,000 digits": "9" * 10_000, "30 digits": "9" * 30, "a NUL": "a%00b"}
PAGES = ["-1", "0", "abc", "1e9", "9" * 30, "999999", "", "%C2%B2", "1.5", "%00", "last"]
# A number out of range on either side, and a digit that is no number.
HARD_PAGES = ["-1", "999999", "%C2%B2"]
FILTERS = ["abc", "-1", "%FF", "%F0%9F%97%B3", ""]
PUBLIC_FILTERS = ["county", "on", "kind", "region", "topic", "year", "place", "office", "nonsense"]
ADMIN_FILTERS = [
    "collection_id",
    "content_type",
    "edited_by",
    "group",
    "kind",
    "latest_revision_created_at_from",
    "locale",
    "office",
    "owner",
    "page_type",
    "region",
    "site",
    "standing",
    "state",
    "status",
    "tag",
    "topic",
    "year",
]
ORDERINGS = ["nonsense", "--title", "password", "%F0%9F%97%B3", "-"]
# What an address of the admin ends in when it has a search box, filters or pages of its own.
LISTINGS = (
    "results",
    "search",
    "index",
    "list",
    "chooser",
    "choose",
    "users",
    "groups",
    "redirects",
)


def answers_to(client, visited, parameters):
    """`{"address?parameters": status}` for each of `visited` with each of `parameters`."""
    return {
        f"{address}?{text[:60]}": client.get(f"{address}?{text}").status_code
        for address in visited
        for text in parameters
    }


def asked(name, values):
    return [f"{name}={value}" for value in values]


def all_at_once(names):
    """Combine the filters: each is read separately, so one request can try them all."""
    return ["&".join(f"{name}={value}" for name in names) for value in FILTERS]


def refused(answers, allowed):
    return {address: status for address, status in answers.items() if status not in allowed}


@pytest.fixture
def plain_404(monkeypatch):
    """Answer 404 in a word; that the site's own page can be shown is asked of single addresses."""

    def not_found(request, exception):
        return HttpResponseNotFound("Not found")

    monkeypatch.setattr("lpnc.urls.handler404", not_found, raising=False)


@pytest.fixture
def lists():
    records = addresses.record_addresses().values()
    visited = [address for address in records if "?" not in address]
    return [*visited, "/", "/news/", "/resources/", "/campaigns/", "/about/"]


def test_absurd_pages_of_public_lists(client, lists, plain_404):
    answers = answers_to(client, lists, asked("page", HARD_PAGES))
    assert len(answers) == len(lists) * len(HARD_PAGES) > 60
    assert refused(answers, allowed={200, 404}) == {}


@pytest.mark.parametrize("page", [page for page in PAGES if page != ""])
@pytest.mark.parametrize("address", ["/members/", "/news/", "/resources/", "/search/?q=county"])
def test_a_page_that_a_list_lacks_is_missing_and_never_the_first(client, address, page):
    separator = "&" if "?" in address else "?"
    assert client.get(f"{address}{separator}page={page}").status_code == 404


@pytest.mark.parametrize("value", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
@pytest.mark.parametrize("name", ["page", "on", "county", "office"])
def test_a_value_that_nothing_stores_is_answered_by_the_sites_own_page(client, name, value):
    answer = client.get(f"/members/?{name}={value}")
    assert answer.status_code == 404
    assert "This patch is missing" in answer.text and 'id="main"' in answer.text
    assert answer["X-Frame-Options"] and answer["Content-Security-Policy"]


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_absurd_searches(client, query):
    assert client.get(f"/search/?q={query}").status_code == (404 if "%00" in query else 200)


def test_unknown_filters_of_public_lists(client, lists, plain_404):
    parameters = all_at_once(PUBLIC_FILTERS)
    answers = answers_to(client, lists, parameters)
    assert len(answers) == len(lists) * len(FILTERS) > 100
    assert refused(answers, allowed={200, 404}) == {}


@pytest.mark.parametrize(
    "address",
    [
        f"/priorities/{'9' * 30}/",
        "/priorities/0/",
        "/priorities/-1/",
        f"/members/{'x' * 5000}/",
        "/members/%00/",
        "/members/%F0%9F%97%B3/",
        "/places/../admin/x/",
        "/topics/%22/",
        f"/{'a/' * 500}",
        f"/documents/{'9' * 18}/x.pdf",
        "/%ED%A0%80/",
        "/%FF/",
    ],
)
def test_absurd_addresses_are_missing(client, address):
    assert client.get(address).status_code in {302, 404}


@pytest.mark.parametrize("path", ["//[x/", "//[x", "//]/", "///", "//www.example.org/"])
def test_a_path_that_reads_like_another_host_is_missing(client, path):
    assert client.get("/", PATH_INFO=path).status_code == 404


@pytest.fixture(scope="module")
def admin(seeded_site):
    """A client that may see everything."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("everything"))
    return client


@pytest.fixture(scope="module")
def listings(seeded_site):
    """Each address of the admin that lists, searches or offers something to choose."""
    root = Page.objects.get(depth=2)
    found = {f"/{route}" for route in plain_routes(get_resolver().url_patterns)}
    found |= {f"/admin/pages/{root.pk}/", f"/admin/pages/{root.pk}/results/"}
    found |= {f"/admin/choose-page/{root.pk}/", "/admin/pages/usage/news/newspage/"}
    # The results are the part of a listing that depends on what is asked.
    found -= {address.removesuffix("results/") for address in found if "results" in address}
    assert {"/admin/images/results/", "/admin/snippets/choose/members/person/results/"} < found
    assert len(found) > 40
    return sorted(found)


def plain_routes(patterns, prefix=""):
    """The admin's addresses that name no single thing and end as a listing does."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern).strip("^$")
        if not isinstance(pattern, URLPattern):
            yield from plain_routes(pattern.url_patterns, route)
        elif route.startswith("admin/") and not set(route) & set("<(*"):
            parts = route.strip("/").split("/")
            if parts[-1] in LISTINGS or (
                "snippets" in parts and parts[-1] not in ("add", "create")
            ):
                yield route


def test_values_that_nothing_stores_reach_no_view(admin, client, listings, lists, plain_404):
    """This holds for any parameter, so no other sweep tries these values."""
    for visitor, visited in ((admin, listings), (client, lists)):
        for value in IMPOSSIBLE.values():
            answers = answers_to(visitor, visited, [f"anything={value}"])
            assert len(answers) == len(visited) and refused(answers, allowed={404}) == {}


def test_the_admin_answers_them_with_the_sites_own_page(admin):
    for value in IMPOSSIBLE.values():
        answer = admin.get(f"/admin/snippets/members/person/results/?q={value}")
        assert answer.status_code == 404 and "This patch is missing" in answer.text


def test_absurd_searches_in_the_admin(admin, listings, plain_404):
    answers = answers_to(admin, listings, asked("q", HARD_QUERIES))
    assert len(answers) == len(listings) * len(HARD_QUERIES) > 350
    assert refused(answers, allowed={200, 302, 404}) == {}


def test_unknown_filters_orders_and_pages_of_lists_in_the_admin(admin, listings, plain_404):
    # Each filter is read for itself, then the order, then the page: one request tries one of each.
    orders, pages = asked("ordering", ORDERINGS), asked("p", [*HARD_PAGES, "abc", ""])
    parameters = list(map("&".join, zip(all_at_once(ADMIN_FILTERS), orders, pages, strict=True)))
    answers = answers_to(admin, listings, parameters)
    assert len(answers) == len(listings) * len(FILTERS) > 280
    assert refused(answers, allowed={200, 302, 404}) == {}


def test_each_filter_of_the_page_list_for_itself(admin, plain_404):
    visited = [f"/admin/pages/{Page.objects.get(depth=2).pk}/results/", "/admin/users/results/"]
    parameters = [text for name in ADMIN_FILTERS for text in asked(name, FILTERS[:2])]
    answers = answers_to(admin, visited, parameters)
    assert len(answers) == 2 * len(ADMIN_FILTERS) * 2
    assert refused(answers, allowed={200, 404}) == {}


@pytest.mark.parametrize("end", ["snippets/members/person", "nonsense", "wp-login.php", "("])
def test_an_address_of_the_admin_without_its_slash(client, end):
    answer = client.get(f"/admin/{end}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/admin/{end}/")
    assert client.get(f"/admin/{end}/").status_code in (302, 404)


@pytest.mark.parametrize("charset", ["base64", "rot13", "hex", "idna", "nonsense"])
def test_an_address_is_read_whatever_it_claims_to_be_written_in(client, charset):
    sent = {"content_type": f"text/plain; charset={charset}"}
    for address in ("/members/?page=1", "/search/?q=durham", "/data/counts.csv?on=2024-01-01"):
        assert client.generic("GET", address, **sent).status_code == 200

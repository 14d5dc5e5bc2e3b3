"""Whatever stands in an address: an answer or a 404, and never an error."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, get_resolver
from wagtail.models import Page

from tests import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded_site")]

QUERIES = {
    "10,000 characters": "x" * 10_000,
    "4,000 words": "word%20" * 4_000,
    "4,000 phrases": "%22word%22%20" * 4_000,
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
# Those that the admin's search boxes, of which there are many, are tried with.
HARD_QUERIES = [
    "10,000 characters",
    "4,000 words",
    "4,000 phrases",
    "a NUL",
    "an unpaired quote",
    "an unpaired quote and an operator",
    "a change of direction",
    "half a character",
    "emoji",
]
PAGES = ["-1", "0", "abc", "1e9", "9" * 30, "999999", "", "%C2%B2", "1.5", "%00", "last"]
FILTERS = ["abc", "-1", "9" * 30, "%00", "%FF", "%F0%9F%97%B3", ""]
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
ORDERINGS = ["nonsense", "--title", "password", "%F0%9F%97%B3"]
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
    """Each filter is read for itself, so one request tries them all."""
    return ["&".join(f"{name}={value}" for name in names) for value in FILTERS]


def refused(answers, allowed):
    return {address: status for address, status in answers.items() if status not in allowed}


@pytest.fixture
def lists():
    records = addresses.record_addresses().values()
    visited = [address for address in records if "?" not in address]
    return [*visited, "/", "/news/", "/resources/", "/campaigns/", "/about/"]


def test_absurd_pages_of_public_lists(client, lists):
    answers = answers_to(client, lists, asked("page", PAGES))
    assert len(answers) == len(lists) * len(PAGES) > 100
    assert refused(answers, allowed={200, 404}) == {}


@pytest.mark.parametrize("page", [page for page in PAGES if page != ""])
@pytest.mark.parametrize("address", ["/members/", "/news/", "/resources/", "/search/?q=county"])
def test_a_page_that_a_list_lacks_is_missing_and_never_the_first(client, address, page):
    separator = "&" if "?" in address else "?"
    assert client.get(f"{address}{separator}page={page}").status_code == 404


@pytest.mark.parametrize("value", ["9" * 10_000, "%00"], ids=["10,000 digits", "a NUL"])
@pytest.mark.parametrize("name", ["page", "on", "county", "office"])
def test_a_value_that_nothing_stores_is_answered_by_the_sites_own_page(client, name, value):
    answer = client.get(f"/members/?{name}={value}")
    assert answer.status_code == 404
    assert "This patch is missing" in answer.text and 'id="main"' in answer.text
    assert answer["X-Frame-Options"] and answer["Content-Security-Policy"]


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_absurd_searches(client, query):
    assert client.get(f"/search/?q={query}").status_code == (404 if "%00" in query else 200)


def test_unknown_filters_of_public_lists(client, lists):
    parameters = all_at_once(PUBLIC_FILTERS)
    answers = answers_to(client, lists, parameters)
    assert len(answers) == len(lists) * len(FILTERS) > 70
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


def test_absurd_searches_in_the_admin(admin, listings):
    queries = [QUERIES[name] for name in HARD_QUERIES]
    answers = answers_to(admin, listings, asked("q", queries))
    assert len(answers) == len(listings) * len(queries) > 400
    assert refused(answers, allowed={200, 302, 404}) == {}


def test_unknown_filters_orders_and_pages_of_lists_in_the_admin(admin, listings):
    # Each filter is read for itself, then the order, then the page: one request tries one of each.
    orders, pages = asked("ordering", [*ORDERINGS, "", "%00", "-"]), asked("p", PAGES[:7])
    parameters = list(map("&".join, zip(all_at_once(ADMIN_FILTERS), orders, pages, strict=True)))
    answers = answers_to(admin, listings, parameters)
    assert len(answers) == len(listings) * len(FILTERS) > 280
    assert refused(answers, allowed={200, 302, 404}) == {}


def test_each_filter_of_the_page_list_for_itself(admin):
    parameters = [text for name in ADMIN_FILTERS for text in asked(name, FILTERS[:3])]
    answers = answers_to(admin, ["/admin/pages/", "/admin/users/results/"], parameters)
    assert len(answers) == 2 * len(ADMIN_FILTERS) * 3
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

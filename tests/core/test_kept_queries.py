"""A redirect keeps the parameters that the old address was asked for with, such as those of a mailing."""

from urllib.parse import urlsplit, urlunsplit

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from tests.factories import PriorityFactory, StandardPageFactory, TopicFactory
from tests.members.factories import MemberFactory, PersonFactory

pytestmark = pytest.mark.django_db

MAILING = "utm_source=mail&utm_campaign=June%202026&emci=1"


@pytest.fixture(autouse=True, params=[False, True], ids=["", "with the page cache"])
def page_cache(settings, request):
    settings.PAGE_CACHE = request.param


def old_and_new():
    """`(old address, new address)` of every kind of public redirect."""
    page = StandardPageFactory(slug="about")
    PriorityFactory(year=2024)
    Redirect.add_redirect("/old", page)
    Redirect.add_redirect("/started", page, is_permanent=False)
    Redirect.add_redirect("/2024/*", page)
    Redirect.add_redirect("/elsewhere", "https://example.org/a?b=1#part")
    Redirect.add_redirect("/überblick", page)
    survivor, topic = MemberFactory(), TopicFactory()
    merged = PersonFactory(merged_into=survivor)
    yield "/old/", page.url
    yield "/started", page.url
    yield "/2024/06/x/", page.url
    yield "/elsewhere/", "https://example.org/a?b=1#part"
    yield "/%C3%BCberblick/", page.url
    yield "/about", page.url
    yield "/members", "/members/"
    yield "/priorities/", "/priorities/2024/"
    yield TopicFactory(merged_into=topic).get_absolute_url(), topic.get_absolute_url()
    yield merged.get_absolute_url(), survivor.get_absolute_url()
    yield f"{merged.get_absolute_url()}correction/", f"{survivor.get_absolute_url()}correction/"


def test_every_public_redirect_keeps_the_parameters(home, client):
    pairs = list(old_and_new())
    for old, new in pairs:
        bare, asked = client.get(old), client.get(f"{old}?{MAILING}")
        assert asked.status_code == bare.status_code in (301, 302, 307), old
        assert bare["Location"] == new, old
        assert taken_apart(asked["Location"]) == with_mailing(new), old
        assert client.head(f"{old}?{MAILING}")["Location"] == asked["Location"], old
    assert len(pairs) == 11


def taken_apart(address):
    """The address, in which the order of the parameters means nothing."""
    parts = urlsplit(address)
    return (*parts._replace(query=""), sorted(parts.query.split("&")))


def with_mailing(address):
    parts = urlsplit(address)
    query = "&".join(filter(None, (parts.query, MAILING)))
    return taken_apart(urlunsplit(parts._replace(query=query)))


def test_a_page_with_a_new_slug_is_found_with_the_parameters(
    home, client, django_capture_on_commit_callbacks
):
    page = StandardPageFactory(slug="before")
    page.slug = "after"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert client.get(f"/before/?{MAILING}")["Location"] == f"/after/?{MAILING}"


def test_the_way_to_https_keeps_them(home, client, settings):
    settings.SECURE_SSL_REDIRECT = True
    location = client.get(f"/members/?page=1&{MAILING}")["Location"]
    assert taken_apart(location) == with_mailing("https://testserver/members/?page=1")


def test_a_day_asked_for_is_kept_once(home, client):
    merged = PersonFactory(merged_into=MemberFactory())
    location = client.get(f"{merged.get_absolute_url()}?on=2024-01-01")["Location"]
    assert location == f"{merged.merged_into.get_absolute_url()}?on=2024-01-01"


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/old/?id=7", "/seven/"),
        ("/old/?utm_source=mail", "/mailed/"),
        ("/old/?utm_source=mail&id=7", "/seven/?utm_source=mail"),
        ("/old/?utm_source=web", "/any/?utm_source=web"),
        ("/old/?id=8", "/any/?id=8"),
        ("/old/?id=9&more=1", "/nine/"),
        ("/old/?more=1&id=9&utm_source=mail", "/nine/?utm_source=mail"),
        ("/?p=5&utm_source=mail", "/five/?utm_source=mail"),
    ],
)
def test_a_redirect_registered_with_the_parameters_wins_and_uses_them_up(
    home, client, asked, leads_to
):
    for old, new in (
        ("/old", "/any/"),
        ("/old?id=7", "/seven/"),
        ("/old?utm_source=mail", "/mailed/"),
        ("/old?id=9&more=1", "/nine/"),
        ("/?p=5", "/five/"),
    ):
        Redirect.add_redirect(old, new)
    assert client.get(asked)["Location"] == leads_to


def test_a_redirect_of_this_site_goes_before_one_of_all(home, client):
    Redirect.add_redirect("/old", "/all/")
    Redirect.add_redirect("/old", "/own/", site=home.get_site())
    Redirect.add_redirect("/?p=5", "/own/", site=home.get_site())
    Redirect.add_redirect("/?p=5", "/all/")
    assert client.get("/old/")["Location"] == client.get("/?p=5")["Location"] == "/own/"


def test_a_temporary_redirect_stays_temporary(home, client):
    for old in ("/old", "/olden/*", "/?p=5"):
        Redirect.add_redirect(old, "/new/", is_permanent=False)
    for address in ("/old/", "/olden/times/", "/?p=5"):
        assert client.get(address).status_code == 302


def test_what_the_new_address_has_is_not_said_twice(home, client):
    Redirect.add_redirect("/old", "/members/?kind=mayor")
    location = client.get("/old/?kind=council&page=2")["Location"]
    assert location == "/members/?kind=mayor&page=2"


@pytest.mark.parametrize(
    "query", ["utm_source=%00", "utm_source=a%0D%0AX: y", "utm_source=%FF&=&&"]
)
def test_nothing_odd_breaks_a_redirect(home, client, query):
    Redirect.add_redirect("/old", "/new/")
    response = client.get(f"/old/?{query}")
    assert response["Location"].startswith("/new/?utm_source=") and "X" not in response.headers


def test_a_sign_in_leads_back_by_itself(home, client):
    page = StandardPageFactory()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    response = client.get(f"{page.url}?emci=1", follow=True)
    assert response.redirect_chain[-1][0] == f"/admin/login/?next={page.url}%3Femci%3D1"


def test_the_admin_keeps_its_own_addresses(home, client):
    assert client.get("/admin/?x=1")["Location"] == "/admin/login/?next=/admin/%3Fx%3D1"

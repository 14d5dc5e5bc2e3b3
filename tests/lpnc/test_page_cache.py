"""Whole pages that are kept, and what ends that."""

import gzip
import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from core import generation
from core.generation import GenerationStep
from core.models import OrganizationSettings
from lpnc import page_cache
from lpnc.page_cache import SLOTS, key_of
from tests.factories import PriorityFactory, StandardPageFactory
from tests.members.factories import MemberFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def page_cache_on(settings):
    settings.PAGE_CACHE = True
    settings.BASE_URL = "http://testserver"


@pytest.fixture
def site(home):
    """A few pages, and the settings that Wagtail saves when they are first read."""
    StandardPageFactory(parent=home, title="About us", slug="about")
    Client().get("/members/")
    cache.clear()
    return home


def is_kept(client, address, **headers):
    """Return whether the second of two requests needs no query and no template at all."""
    client.get(address, headers=headers)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address, headers=headers)
    return not queries.captured_queries and not response.templates


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/about/",
        "/members/",
        "/members/?page=1",
        "/wins/",
        "/places/",
        "/wins/feed/",
        "/sitemap.xml",
    ],
)
def test_a_public_page_is_rendered_once(client, site, address):
    assert is_kept(client, address)


@pytest.mark.parametrize(
    "address",
    [
        "/members/?name=a",
        "/find/?q=27601",
        "/search/?q=a",
        "/?unknown=1",
        "/nowhere/",
        "/admin/login/",
    ],
)
def test_free_text_unknown_parameters_and_errors_are_not_kept(client, site, address):
    assert not is_kept(client, address)


def test_who_reads_gets_no_cookie_and_every_cache_may_keep_the_page(client, site):
    response = client.get("/about/")
    assert not response.cookies
    assert response["Vary"] == "Accept-Encoding"
    assert response["Cache-Control"] == "public, no-cache"
    assert response["Surrogate-Key"] == "site"
    assert response["Surrogate-Control"].startswith("max-age=")


@pytest.mark.parametrize("cookie", page_cache.PERSONAL_COOKIES)
def test_someone_with_a_personal_cookie_gets_a_page_of_their_own(client, site, cookie):
    client.get("/about/")
    client.cookies[cookie] = "anything"
    assert not is_kept(client, "/about/")
    response = client.get("/about/")
    assert response["Cache-Control"] == "private, no-cache"
    assert "Surrogate-Control" not in response


def test_a_private_page_is_never_kept(client, site):
    page = Page.objects.get(slug="about")
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    assert not is_kept(client, "/about/")


def test_redirects_are_never_kept(client, site):
    Redirect.add_redirect("/old", "/about/")
    assert client.get("/old").status_code == 301
    assert not is_kept(client, "/old")


def test_a_form_is_never_kept(client, site):
    assert not is_kept(client, "/members/nobody/correction/")


class TestParameters:
    def test_those_of_mails_share_an_entry_and_never_show(self, client, site):
        client.get("/members/?page=1")
        with CaptureQueriesContext(connection) as queries:
            response = client.get("/members/?utm_source=canary&page=1&fbclid=canary")
        assert not queries.captured_queries
        cache.clear()
        response = client.get("/members/?utm_source=canary&page=1&fbclid=canary")
        assert b"canary" not in response.content

    @pytest.mark.parametrize("made_up", ["testserver/members/?page={}", "testserver:{}/members/?"])
    def test_a_million_of_them_fill_only_so_many_slots(self, made_up):
        keys = {key_of(f"x gzip http://{made_up.format(n)}") for n in range(10 * SLOTS)}
        assert len(keys) <= SLOTS
        assert key_of("x gzip http://testserver/members/?") not in keys

    def test_a_year_has_one_address(self, client, site):
        PriorityFactory(year=2024)
        assert is_kept(client, "/priorities/2024/")
        assert client.get("/priorities/02024/").status_code == 404

    def test_a_parameter_given_twice_is_kept_in_its_order(self, client, site, monkeypatch):
        monkeypatch.setattr("members.public.people.PEOPLE_PER_PAGE", 1)
        MemberFactory.create_batch(2)
        first, last = "/members/?page=2&page=1", "/members/?page=1&page=2"
        pages = [client.get(address).content for address in (first, last)]
        assert pages[0] != pages[1]
        assert pages == [client.get(address).content for address in (first, last)]

    def test_two_addresses_in_one_slot_are_never_taken_for_each_other(
        self, client, site, monkeypatch
    ):
        monkeypatch.setattr(page_cache, "SLOTS", 1)
        assert client.get("/wins/?page=1").content == client.get("/wins/?page=1").content
        assert b"<h1" in client.get("/members/?page=1").content
        assert client.get("/wins/?page=1").content != client.get("/members/?page=1").content


class TestForms:
    def test_compressed_and_plain_are_both_kept(self, client, site):
        assert is_kept(client, "/about/", accept_encoding="gzip")
        assert is_kept(client, "/about/")
        plain = client.get("/about/")
        compressed = client.get("/about/", headers={"accept-encoding": "gzip, br"})
        assert gzip.decompress(compressed.content) == plain.content

    def test_a_browser_that_has_the_page_is_told_so(self, client, site):
        etag = client.get("/about/")["ETag"]
        for _ in range(2):
            response = client.get("/about/", headers={"if-none-match": etag})
            assert (response.status_code, response.content) == (304, b"")
            cache.clear()

    def test_a_first_request_with_an_old_etag_keeps_the_page_too(self, client, site):
        assert client.get("/about/", headers={"if-none-match": '"old"'}).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/about/").status_code == 200
        assert not queries.captured_queries

    def test_head_is_answered_from_a_kept_page_and_keeps_none(self, client, site):
        client.head("/about/")
        assert client.get("/about/").templates
        with CaptureQueriesContext(connection) as queries:
            response = client.head("/about/")
        assert (response.status_code, response.content) == (200, b"")
        assert not queries.captured_queries

    def test_nothing_is_posted_to_a_kept_page(self, client, site):
        client.get("/about/")
        with CaptureQueriesContext(connection) as queries:
            client.post("/about/")
        assert queries.captured_queries


class TestChanges:
    def shows(self, client, text, address="/about/"):
        return text in client.get(address).content.decode()

    def test_publishing(self, client, site):
        assert self.shows(client, "About us")
        page = Page.objects.get(slug="about").specific
        page.title = "About everyone"
        page.save_revision().publish()
        assert self.shows(client, "About everyone")

    def test_an_update_that_no_model_hears_of(self, client, site):
        assert self.shows(client, "About us")
        Page.objects.filter(slug="about").update(title="About everyone")
        assert self.shows(client, "About everyone")

    def test_a_banner_on_every_page(self, client, site):
        client.get("/about/")
        OrganizationSettings.objects.update_or_create(
            site=Site.objects.get(), defaults={"alert_text": "Snow day"}
        )
        assert self.shows(client, "Snow day")

    def test_a_redirect(self, client, site):
        Redirect.add_redirect("/?p=8", "/about/")
        assert client.get("/?p=8").status_code == 301

    def test_what_another_process_announces(self, client, site):
        assert is_kept(client, "/about/")
        GenerationStep.objects.create()
        cache.set("generation-announced", "another one's", None)
        time.sleep(page_cache.DEAFNESS)
        with CaptureQueriesContext(connection) as queries:
            client.get("/about/")
        assert len(queries) > 1

    def test_a_page_in_memory_is_sent_without_the_shared_cache_but_never_after_a_change(
        self, client, site, monkeypatch
    ):
        monkeypatch.setattr(page_cache, "DEAFNESS", 3600)
        client.get("/about/")
        client.get("/about/")
        with monkeypatch.context() as patch:
            patch.setattr(page_cache, "cache", None)
            assert client.get("/about/").status_code == 200
        Page.objects.filter(slug="about").update(title="Changed")
        assert "Changed" in client.get("/about/").text

    def test_no_more_pages_are_held_in_memory_than_agreed(self, site, monkeypatch):
        monkeypatch.setattr(page_cache, "MOST_HELD", 2)
        middleware = page_cache.PageCacheMiddleware(Client().handler)
        edition = (generation.current(), localdate())
        for number in range(7):
            page = page_cache.KeptPage(str(number), edition, now() + timedelta(1), [], b"")
            cache.set(page_cache.key_of(str(number)), page)
            assert middleware.find(str(number), edition) == page
            assert len(middleware.held) <= 2

    def test_an_entry_of_a_rendering_during_which_something_changed_is_outdated(
        self, client, site, monkeypatch
    ):
        client.get("/about/")
        serve = type(Page.objects.get(slug="about").specific).serve
        changes = iter([True])

        def serve_and_change(page, request):
            response = serve(page, request).render()
            if next(changes, False):
                Page.objects.filter(pk=page.pk).update(title="Changed meanwhile")
            return response

        monkeypatch.setattr("pages.models.StandardPage.serve", serve_and_change)
        cache.clear()
        assert self.shows(client, "About us")
        assert self.shows(client, "Changed meanwhile")


class TestTime:
    def test_a_page_ends_at_midnight_in_north_carolina(self, client, site):
        with time_machine.travel(datetime(2026, 7, 2, 3, 58, tzinfo=UTC), tick=False) as clock:
            assert is_kept(client, "/about/")
            assert client.get("/about/")["Surrogate-Control"] == "max-age=120"
            clock.shift(115)
            assert client.get("/about/")["Surrogate-Control"] == "max-age=5"
            clock.shift(6)
            with CaptureQueriesContext(connection) as queries:
                client.get("/about/")
            assert queries.captured_queries

    def test_a_banner_starts_and_ends_to_the_second(self, client, site):
        start = now().replace(microsecond=0) + timedelta(hours=1)
        with time_machine.travel(start - timedelta(hours=1), tick=False) as clock:
            OrganizationSettings.objects.update_or_create(
                site=Site.objects.get(),
                defaults={
                    "alert_text": "Snow day",
                    "alert_start": start,
                    "alert_end": start + timedelta(minutes=10),
                },
            )
            seen = []
            for seconds in (0, 3599, 1, 599, 1):
                clock.shift(seconds)
                seen.append("Snow day" in client.get("/about/").content.decode())
        assert seen == [False, False, True, True, False]


class TestTrouble:
    def test_kept_pages_are_served_while_the_database_is_down(self, client, site, monkeypatch):
        client.get("/about/")

        def fail(*arguments, **keywords):
            raise OperationalError("down")

        monkeypatch.setattr("core.generation.known.read_at", float("-inf"))
        monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.execute_sql", fail)
        assert client.get("/about/").status_code == 200

    def test_a_page_without_one_of_its_parts_is_not_kept(self, client, site, monkeypatch):
        def fail(*arguments):
            raise OperationalError("no settings")

        monkeypatch.setattr(OrganizationSettings, "for_request", fail)
        assert not is_kept(client, "/about/")

    def test_nothing_is_kept_for_a_host_that_is_not_ours(self, client, site):
        response = client.get("/about/", headers={"host": "evil.example"})
        assert response.status_code == 400
        assert "evil" not in client.get("/about/").content.decode()

    def test_a_forwarded_host_changes_nothing(self, client, site):
        client.get("/about/", headers={"x-forwarded-host": "evil.example"})
        assert "evil.example" not in client.get("/about/").content.decode()

    def test_off_during_maintenance(self, client, site, settings):
        client.get("/about/")
        settings.MAINTENANCE = True
        assert client.get("/about/").status_code == 503
        settings.MAINTENANCE = False
        assert client.get("/about/").status_code == 200


def test_every_form_of_the_site_has_pages_of_its_own(site):
    assert page_cache.release() == page_cache.release()
    assert len(page_cache.release()) == 64
    secure, plain = Client().get("/about/", secure=True), Client().get("/about/")
    assert secure.status_code == plain.status_code == 200

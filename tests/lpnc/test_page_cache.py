"""Whole pages that are kept, and what ends that."""

import gzip
from datetime import UTC, datetime, timedelta
from wsgiref.util import setup_testing_defaults

import pytest
import time_machine
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from core import generation
from core.generation import GenerationStep
from core.models import OrganizationSettings
from lpnc import logs, page_cache
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
        with CaptureQueriesContext(connection) as queries:
            client.get("/about/")
        assert len(queries) > 1

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


class TestHeldPages:
    """What a process sends from its own memory, before Django sees the request."""

    @pytest.fixture(autouse=True)
    def unhurried(self, monkeypatch):
        monkeypatch.setattr(generation, "DEAFNESS", 3600)

    @pytest.fixture
    def seen(self):
        """The requests that Django has seen."""
        return []

    @pytest.fixture
    def ask(self, site, seen):
        django = WSGIHandler()

        def see(environ, start_response):
            seen.append(environ["PATH_INFO"])
            return django(environ, start_response)

        application = page_cache.HeldPages(see)

        def ask(path="/about/", **environ):
            environ = {"PATH_INFO": path, "HTTP_HOST": "testserver"} | environ
            setup_testing_defaults(environ)
            answer = []
            body = application(environ, lambda *start: answer.extend(start))
            content = b"".join(body)
            getattr(body, "close", int)()
            return answer[0], dict(answer[1]), content

        ask.application = application
        return ask

    def test_the_answer_is_the_same_and_logged_alike(self, ask, seen, caplog):
        caplog.set_level("INFO", "lpnc.logs")
        ask()
        first = ask()
        ids = {logs.request_id.get()}
        assert seen == ["/about/"] * 2
        second = ask()
        ids.add(logs.request_id.get())
        assert seen == ["/about/"] * 2 and len(ids) == 2
        for status, headers, _ in (first, second):
            assert status == "200 OK"
            seconds = int(headers.pop("Surrogate-Control").removeprefix("max-age="))
            assert 0 <= seconds <= 24 * 60 * 60
        assert second == first
        assert {"Content-Security-Policy", "Permissions-Policy", "ETag"} <= first[1].keys()
        lines = [record.fields | {"ms": 0} for record in caplog.records]
        assert lines[1:] == [lines[1]] * 2
        assert lines[1]["bytes"] == len(second[2]) > 1000

    @pytest.mark.parametrize(
        "more",
        [
            {"HTTP_COOKIE": "sessionid=x"},
            {"HTTP_IF_NONE_MATCH": "*"},
            {"HTTP_IF_MODIFIED_SINCE": "Mon, 30 Nov 2026 12:00:00 GMT"},
            {"QUERY_STRING": "page=1"},
            {"REQUEST_METHOD": "HEAD"},
            {"REQUEST_METHOD": "POST"},
            {"HTTP_HOST": "127.0.0.1"},
            {"HTTP_ACCEPT_ENCODING": "gzip"},
            {"HTTP_X_FORWARDED_PROTO": "https"},
            {"PATH_INFO": "/members/"},
        ],
    )
    def test_any_other_request_goes_to_django(self, ask, seen, more):
        for _ in range(3):
            ask()
        assert len(seen) == 2
        ask(**more)
        assert len(seen) == 3

    def test_a_compressed_page_is_held_as_well(self, ask, seen):
        plain = ask()[2]
        for _ in range(3):
            _, headers, content = ask(HTTP_ACCEPT_ENCODING="br, gzip")
        assert headers["Content-Encoding"] == "gzip" and gzip.decompress(content) == plain
        assert len(seen) == 3

    def test_a_change_is_seen_at_once(self, ask):
        for _ in range(3):
            ask()
        Page.objects.filter(slug="about").update(title="Changed")
        assert b"Changed" in ask()[2]
        assert b"Changed" in ask()[2]

    def test_what_another_process_announces_is_heard_in_time(self, ask, seen, monkeypatch):
        for _ in range(3):
            ask()
        GenerationStep.objects.create()
        cache.set("generation-announced", "another one's", None)
        assert len(seen) == 2
        monkeypatch.setattr(generation, "DEAFNESS", 0)
        with CaptureQueriesContext(connection) as queries:
            ask()
        assert len(queries) > 1

    def test_the_database_is_asked_in_time(self, ask, seen, monkeypatch):
        for _ in range(3):
            ask()
        monkeypatch.setattr(generation, "PATIENCE", 0)
        ask()
        assert len(seen) == 3

    def test_midnight_and_a_moment_end_it(self, ask, seen):
        for _ in range(3):
            ask()
        with time_machine.travel(now() + timedelta(hours=24), tick=False):
            ask()
        assert len(seen) == 3

    def test_an_error_and_a_redirect_are_never_held(self, ask, seen):
        for path in ("/nowhere/", "/about"):
            for _ in range(3):
                assert ask(path)[0] != "200 OK"
        assert len(seen) == 6

    def test_no_more_pages_are_held_than_agreed(self, ask, monkeypatch):
        monkeypatch.setattr(page_cache, "MOST_HELD", 2)
        for path in ("/", "/about/", "/members/", "/wins/", "/places/"):
            ask(path), ask(path)
            assert 1 <= len(ask.application.held) <= 2

    def test_production_serves_with_it(self):
        assert isinstance(get_internal_wsgi_application(), page_cache.HeldPages)

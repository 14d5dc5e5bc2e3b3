import os

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.template.loader import render_to_string
from playwright.sync_api import expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests import addresses, tools
from tests.browser import showcase

# Playwright keeps an event loop running in the tests' thread, which Django takes for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
# Root's Chromium runs without its sandbox; the others keep it from asking for things in the background.
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.browser(), args=OPTIONS)
        yield browser
        browser.close()
        # The loop gave this thread a connection of its own, which nobody else would close.
        connection.close()


@pytest.fixture
def new_context(browser):
    """Calling it opens a browser context of its own, which ends with the test."""
    contexts = []

    def open_context(**options):
        contexts.append(browser.new_context(**options))
        return contexts[-1]

    yield open_context
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def live_site(seeded_site):
    """The seeded site, served for real: what tests do to it is committed, and gone after the module."""
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def sign_in(live_site, new_context):
    """Calling it with a name opens a browser signed in as a user of that name, who goes with the test."""
    users = []

    def open_browser(name, group="Roster editors", **options):
        user = get_user_model().objects.create_user(name, password=f"of {name}")
        user.groups.add(Group.objects.get(name=group))
        users.append(user)
        page = new_context(base_url=live_site.url, **options).new_page()
        page.goto("/admin/login/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(f"of {name}")
        page.get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(f"{live_site.url}/admin/")
        return page

    yield open_browser
    for user in users:
        user.delete()


@pytest.fixture(scope="module")
def kinds(live_site):
    """`{"what it is": "its address"}`, one for each kind of page, or the template that stands in for it."""
    kinds = addresses.one_of_each() | showcase.show()
    assert {model.__name__ for model in addresses.site_page_models()} - set(kinds) == set()
    assert addresses.unvisited_routes(kinds.values()) == set()
    substitutes = {"broken": "500.html", "closed": "maintenance.html"}
    return kinds | {"missing": "/no-such-page/"} | substitutes


@pytest.fixture
def visit(kinds, new_context, live_site):
    """Opens every kind of page in a browser with the given options, yielding each with its name."""

    def pages(prepare=None, **options):
        page = new_context(base_url=live_site.url, **options).new_page()
        if prepare:
            prepare(page)
        for kind, address in kinds.items():
            show(page, address)
            yield kind, page

    return pages


def show(page, address):
    """Opens the address, or the template in the place of a page of the site."""
    if address.startswith("/"):
        page.goto(address, wait_until="load")
    else:
        body = render_to_string(address)
        page.route("**/*.html", lambda route: route.fulfill(body=body, content_type="text/html"))
        page.goto(f"/{address}", wait_until="load")
        page.unroute("**/*.html")

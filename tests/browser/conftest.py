import os
import time

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import sync_playwright

from tests import addresses, tools
from tests.browser import showcase
from tests.copies import made_once

# Playwright keeps an event loop running in the tests' thread, which Django takes for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
# Under a name of its own, since Wagtail's screens bring an older one.
AXE = f"{AXE_SCRIPT}; window.axeOfTests = axe"
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
        # The loop gave this thread its own connection, which nothing else would close.
        connection.close()


@pytest.fixture
def new_context(browser):
    """Return a function that opens a separate browser context, closed when the test ends."""
    contexts = []

    def open_context(**options):
        contexts.append(browser.new_context(**options))
        contexts[-1].add_init_script(AXE)
        return contexts[-1]

    yield open_context
    for context in contexts:
        context.close()


def collect_static():
    with override_settings(WHITENOISE_SKIP_COMPRESS_EXTENSIONS=["css", "js", "svg", "html", "txt"]):
        call_command("collectstatic", interactive=False, verbosity=0)
    return settings.STATIC_ROOT


PIECES = 3
SECONDS_BETWEEN_PIECES = 0.025
IN_PIECES = {"In-Pieces": "yes", "Accept-Encoding": "identity"}


class InPieces:
    """Send a page in pieces on request, as a slow network does, so that browsers paint in between."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        answer = self.application(environ, start_response)
        return pieces(answer) if "HTTP_IN_PIECES" in environ else answer


def pieces(answer):
    content = b"".join(answer)
    answer.close()
    size = len(content) // PIECES + 1
    for start in range(0, len(content), size):
        yield content[start : start + size]
        time.sleep(SECONDS_BETWEEN_PIECES)


class Server:
    """The site, served for real; files are left to the middleware, which lets browsers keep them."""

    def __init__(self):
        self.thread = LiveServerThread("127.0.0.1", static_handler=InPieces)
        self.thread.daemon = True
        self.thread.start()
        self.thread.is_ready.wait()
        self.url = f"http://{self.thread.host}:{self.thread.port}"

    def stop(self):
        self.thread.terminate()


@pytest.fixture(scope="module")
def live_site(seeded_site):
    """The seeded site with its files as in production; what tests do to it is gone after the module."""
    static = {"BACKEND": "lpnc.storage.StaticStorage"}
    with override_settings(
        STATIC_ROOT=str(settings.RUN_FOLDER / "static"),
        STORAGES=settings.STORAGES | {"staticfiles": static},
        WHITENOISE_AUTOREFRESH=False,
    ):
        made_once("collected-static", collect_static)
        server = Server()
        yield server
        server.stop()


@pytest.fixture
def sign_in(live_site, new_context):
    """Calling it with a name opens a browser signed in as a user of that name, who goes with the test."""
    users = []

    def open_browser(name, group="Roster editors", **options):
        user = get_user_model().objects.create_user(name)
        user.groups.add(Group.objects.get(name=group))
        users.append(user)
        client = Client()
        client.force_login(user)
        context = new_context(base_url=live_site.url, **options)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_site.url}]
        )
        return context.new_page()

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


def show(page, address):
    """Open the address, or the template in place of a page of the site."""
    if address.startswith("/"):
        page.goto(address, wait_until="load")
    else:
        body = render_to_string(address)
        page.route("**/*.html", lambda route: route.fulfill(body=body, content_type="text/html"))
        page.goto(f"/{address}", wait_until="load")
        page.unroute("**/*.html")

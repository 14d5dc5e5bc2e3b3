"""What only a browser can tell of each kind of public page."""

import re
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.needs("browser")


def test_no_horizontal_scroll(visit, kinds):
    found = {
        (kind, width): width_of(page, width)
        for kind, page in visit(viewport=PHONE)
        for width in (320, 360, 768, 1280)
    }
    assert len(found) == 4 * len(kinds)
    assert {place: width for place, width in found.items() if width > place[1]} == {}


def width_of(page, width):
    """How wide the document is in a window of this width."""
    page.set_viewport_size({"width": width, "height": 700})
    return page.evaluate("document.documentElement.scrollWidth")


def test_all_content_without_javascript(visit, kinds):
    with_scripts = {kind: words(page) for kind, page in visit(viewport=DESKTOP)}
    without = {
        kind: words(page) for kind, page in visit(viewport=DESKTOP, java_script_enabled=False)
    }
    assert all(len(found) > 20 for found in without.values())
    assert {
        kind: missing for kind in kinds if (missing := sorted(with_scripts[kind] - without[kind]))
    } == {}


def test_nothing_comes_from_elsewhere_and_nothing_fails(live_site, kinds, new_context):
    page = new_context(viewport=DESKTOP).new_page()
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for address in kinds.values():
        page.goto(live_site.url + address, wait_until="load")
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.wait_for_timeout(150)
    hosts = {urlsplit(url).netloc for url in requests if not url.startswith("data:")}
    assert len(requests) > 2 * len(kinds)
    assert hosts == {urlsplit(live_site.url).netloc}
    # The missing page's own status is the one thing the console has to tell.
    assert [text for text in complaints if "404 (Not Found)" not in text] == []


def words(page):
    """The words to be seen on the page, those on buttons apart: a script may add controls."""
    controls = " ".join(page.locator("button").all_inner_texts())
    return set(re.findall(r"\w+", page.locator("body").inner_text())) - set(
        re.findall(r"\w+", controls)
    )

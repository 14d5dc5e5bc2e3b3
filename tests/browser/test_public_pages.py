"""What only a browser can tell of each kind of public page."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import addresses

pytestmark = pytest.mark.needs("browser")

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
# Between the two schemes only colors differ.
RULES = {
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "dark": ["color-contrast"],
}


@pytest.fixture(scope="module")
def kinds(live_site):
    """`{"what it is": "its address"}`, one for each kind of page, a missing one included."""
    kinds = addresses.one_of_each()
    assert {model.__name__ for model in addresses.site_page_models()} - set(kinds) == set()
    assert addresses.unvisited_routes(kinds.values()) == set()
    return kinds | {"missing": "/no-such-page/"}


@pytest.fixture
def visit(live_site, kinds, new_context):
    """Opens every kind of page in a browser with the given options, yielding each with its name."""

    def pages(**options):
        page = new_context(**options).new_page()
        for kind, address in kinds.items():
            page.goto(live_site.url + address, wait_until="load")
            yield kind, page

    return pages


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_accessibility_violations(visit, kinds, viewport):
    violations, visited = [], set()
    # Without motion nothing fades in, and colors are measured as they stay.
    for kind, page in visit(viewport=viewport, reduced_motion="reduce"):
        for scheme, rules in RULES.items():
            page.emulate_media(color_scheme=scheme)
            visited.add((kind, scheme))
            options = {"runOnly": rules, "resultTypes": ["violations"]}
            for found in Axe().run(page, options=options).response["violations"]:
                targets = [node["target"] for node in found["nodes"]]
                violations.append(f"{kind}, {scheme}: {found['id']} ({found['help']}): {targets}")
    assert violations == []
    assert len(visited) == len(RULES) * len(kinds)


def test_axe_finds_violations(new_context):
    page = new_context().new_page()
    page.set_content("<html><body><img src='data:,'></body></html>")
    assert "image-alt" in {found["id"] for found in Axe().run(page).response["violations"]}


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

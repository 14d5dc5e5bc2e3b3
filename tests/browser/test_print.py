"""Printed pages, beyond what test_every_page.py checks on every kind of page."""

import pytest

from pages.styleguide.samples import VIDEO
from tests.browser.conftest import show
from tests.browser.test_every_page import PAPER

pytestmark = pytest.mark.needs("browser")


@pytest.fixture
def sheet(live_site, kinds, new_context):
    """Calling it opens a kind of page as on paper, or as on the screen."""

    def open_sheet(kind, media="print"):
        page = new_context(base_url=live_site.url, viewport=PAPER).new_page()
        page.emulate_media(media=media)
        show(page, kinds[kind])
        return page

    return open_sheet


@pytest.mark.parametrize("kind", ["a video", "every block"])
def test_a_video_prints_its_address(sheet, kind):
    link = sheet(kind).locator("[data-embed-player]")
    assert link.is_visible()
    printed = link.evaluate("element => getComputedStyle(element, '::after').content")
    assert VIDEO in printed


@pytest.mark.parametrize(("media", "visible"), [("screen", False), ("print", True)])
def test_accordions_print_open(sheet, media, visible):
    texts = sheet("every block", media).locator("details:not([open]) > .prose-text")
    assert texts.count() == 2
    shown = texts.evaluate_all("elements => elements.map(e => e.checkVisibility())")
    assert shown == [visible, visible]


def test_counties_differ_from_empty_ones_without_color(sheet):
    page = sheet("HomePage")
    fill = "elements => [...new Set(elements.map(e => getComputedStyle(e).fill))]"
    white = "rgb(255, 255, 255)"
    assert page.locator(".map-empty path").evaluate_all(fill) == [white]
    assert white not in page.locator(".map-full path").evaluate_all(fill)

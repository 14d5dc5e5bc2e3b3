"""Checks of some public pages that need a browser; test_every_page.py covers the rest."""

import time

import pytest

from tests.browser.conftest import PHONE
from tests.browser.test_every_page import CUT_OFF, PAINTED, set_size_of_text
from tests.factories import WinFactory

pytestmark = pytest.mark.needs("browser")


@pytest.mark.parametrize("width", [320, 1024, 1280])
def test_the_ledger_keeps_to_the_window_though_a_title_has_no_space(live_site, new_context, width):
    win = WinFactory(title="W" * 160, jurisdiction__name="N" * 120)
    page = new_context(viewport={"width": width, "height": 700}).new_page()
    page.goto(f"{live_site.url}/wins/?sort=-win")
    assert page.get_by_text(win.title).is_visible()
    found = page.evaluate("document.documentElement.scrollWidth"), page.evaluate(CUT_OFF)
    win.delete()
    assert found == (width, [])


@pytest.mark.parametrize("font_size", [16, 32])
def test_the_menu_holds_its_links_and_the_box_at_every_width(live_site, new_context, font_size):
    page = new_context(viewport=PHONE).new_page()
    set_size_of_text(page, font_size)
    page.goto(live_site.url)
    page.locator("summary", has_text="Menu").click()
    box = page.get_by_role("banner").get_by_role("search")
    for width in (320, 360, 768, 1024, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CUT_OFF) == []
        assert box.get_by_role("searchbox").bounding_box()["width"] >= 90
        assert box.get_by_role("button").bounding_box()["width"] >= 44


def test_words_that_are_cut_off_are_found(new_context):
    page = new_context(viewport=PHONE).new_page()
    page.set_content(
        "<style>p { position: relative; width: 9em } .low { height: 1em; overflow: hidden }</style>"
        "<p style='left: -2em'>Outside</p><p class='low'>Too long to be seen as a whole here</p>"
        "<p style='overflow: auto; height: 2em'>It scrolls, however long it may ever become</p><p>Seen</p>"
    )
    assert page.evaluate(CUT_OFF) == ["Outside", "Too long to be seen as a whole here"]


def test_nothing_shifts_however_late_the_fonts_come(live_site, kinds, new_context):
    """The title of a win in the fallback would wrap elsewhere."""
    page = new_context(base_url=live_site.url, viewport=PHONE).new_page()
    waited = []

    def wait(route):
        waited.append(route.request.url)
        time.sleep(0.4)
        route.continue_()

    page.route("**/*.woff2", wait)
    page.goto(kinds["a win"])
    assert page.evaluate(PAINTED)["moved"] == []
    assert len(waited) == 2

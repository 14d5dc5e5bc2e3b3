"""The counter with the map on partners' sites, and its figures where the visitor chooses the colors."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.needs("browser")

WIDTHS = [320, 360, 415, 500, 600, 700, 760, 768, 800]
# How far the ground that a browser lays behind a figure's words reaches out of the figure's own box.
BEYOND = """(figure) => {
  const words = document.createRange();
  words.selectNodeContents(figure);
  const [own, ground] = [figure, words].map((part) => part.getBoundingClientRect());
  return Math.max(own.top - ground.top, ground.bottom - own.bottom);
}"""


def test_all_of_the_counter_lies_within_the_frame_that_partners_paste(live_site, new_context):
    page = new_context(base_url=live_site.url, viewport=DESKTOP).new_page()
    page.goto("/data/")
    pasted = page.locator(".paste code").text_content()
    page.set_content(pasted)
    height = int(page.locator("iframe").get_attribute("height"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        page.goto("/embed/")
        assert page.evaluate("document.documentElement.scrollHeight") == height, width
        link, drawing = (page.locator(name).last.bounding_box() for name in ("a", ".map"))
        assert link["y"] + link["height"] <= height, width
        assert drawing["width"] > width * 0.85 and page.locator(".map-pieces").count() == 0


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_figure_covers_its_neighbors_in_forced_colors(live_site, new_context, viewport):
    options = {"viewport": viewport, "forced_colors": "active"}
    page = new_context(base_url=live_site.url, **options).new_page()
    for address in ("/members/", "/embed/", "/"):
        page.goto(address)
        figures = page.locator(".fig-number")
        beyond = [figure.evaluate(BEYOND) for figure in figures.all()]
        assert beyond and max(beyond) < 1, address

"""The map says which county the pointer or the keyboard is on."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.keyboard import tab_to

pytestmark = pytest.mark.needs("browser")

DURHAM = re.compile(r"Durham County, \d+ members?")
SPOT = """(path) => {
  const box = path.getBBox(), spot = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2);
  const {x, y} = spot.matrixTransform(path.getScreenCTM());
  return [x, y];
}"""


@pytest.fixture
def open_map(live_site, new_context):
    """Calling it opens a page with a map."""

    def open_page(address="/places/", **options):
        page = new_context(base_url=live_site.url, **{"viewport": DESKTOP, **options}).new_page()
        page.goto(address)
        return page

    return open_page


def caption(page):
    return page.locator("[data-map-said]")


def county(page, name):
    return page.locator(".map-whole path", has=page.locator("title", has_text=name)).first


def test_a_county_under_the_pointer_is_named_with_its_count(open_map):
    page = open_map()
    expect(caption(page)).to_have_text("")
    page.mouse.move(*county(page, "Durham County").evaluate(SPOT))
    expect(caption(page)).to_have_text(DURHAM)
    page.mouse.move(*county(page, "Hyde County").evaluate(SPOT))
    expect(caption(page)).to_have_text("Hyde County, no member on our list")
    page.keyboard.press("Escape")
    expect(caption(page)).to_have_text("")


def test_the_map_is_one_stop_and_arrows_walk_through_all_counties_those_with_members_first(
    open_map,
):
    page = open_map()
    stop = page.locator(".map-stop")
    tab_to(stop)
    names = []
    for _ in range(100):
        names.append(caption(page).text_content())
        assert stop.get_attribute("aria-label") == names[-1]
        assert page.locator("[data-map-outline]").get_attribute("d") == stop.get_attribute("d")
        page.keyboard.press("ArrowRight")
    served = page.locator("[data-map-full] title").all_text_contents()
    assert len(set(names)) == 100 and names[: len(served)] == served
    assert "Hyde County, no member on our list" in names[len(served) :]
    expect(caption(page)).to_have_text(names[0])
    for key, name in (("ArrowDown", 1), ("ArrowUp", 0), ("ArrowLeft", 99), ("ArrowDown", 0)):
        page.keyboard.press(key)
        expect(caption(page)).to_have_text(names[name])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-map]')") is None
    expect(caption(page)).to_have_text("")


def test_escape_takes_the_name_away_and_leaves_the_focus(open_map):
    page = open_map()
    first = page.locator(".map-stop").first
    tab_to(first)
    page.keyboard.press("Escape")
    expect(caption(page)).to_have_text("")
    expect(first).to_be_focused()


def test_a_finger_on_one_half_of_the_state_names_the_county(open_map):
    page = open_map(viewport=PHONE, has_touch=True)
    x, y = county(page, "Durham County").evaluate(
        """(path) => {
          const box = path.getBBox(), half = [...document.querySelectorAll(".map-piece")].at(-1);
          const spot = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2);
          half.scrollIntoView({behavior: "instant"});
          const {x, y} = spot.matrixTransform(half.getScreenCTM());
          return [x, y];
        }"""
    )
    page.touchscreen.tap(x, y)
    expect(caption(page)).to_have_text(DURHAM)


def test_a_places_map_says_the_place_again_when_the_pointer_leaves(open_map):
    page = open_map("/places/town-carrboro/")
    expect(caption(page)).to_have_text("The pin: Town of Carrboro")
    drawn = page.locator("[data-map-outline]").get_attribute("d")
    page.locator(".map-whole").scroll_into_view_if_needed()
    page.mouse.move(*county(page, "Durham County").evaluate(SPOT))
    expect(caption(page)).to_have_text(DURHAM)
    page.mouse.move(2, 2)
    expect(caption(page)).to_have_text("The pin: Town of Carrboro")
    assert page.locator("[data-map-outline]").get_attribute("d") == drawn


def test_without_javascript_the_map_is_a_picture_with_titles(open_map):
    page = open_map(java_script_enabled=False)
    assert page.locator(".map").get_attribute("role") == "img"
    assert page.locator(".map path title").count() == 100
    assert page.locator(".map [tabindex]").count() == 0


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_while_a_county_has_the_focus(open_map, viewport):
    page = open_map("/places/town-carrboro/", viewport=viewport, reduced_motion="reduce")
    tab_to(page.locator(".map-stop").first)
    assert violations(page) == []


def test_what_the_map_marks_shows_in_forced_colors(open_map):
    page = open_map("/places/town-carrboro/", forced_colors="active")
    stroke = "element => getComputedStyle(element).stroke"
    line, empty = (
        page.locator(name).first.evaluate(stroke) for name in (".map-outline", ".map-empty path")
    )
    assert line != empty != "none"

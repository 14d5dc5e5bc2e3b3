"""Pictures as a browser chooses and lays them out."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, show

pytestmark = pytest.mark.needs("browser")

# With `sizes` the natural width is the one that it promised.
WIDTHS = """images => images.filter(image => image.checkVisibility()).map(
    image => [image.naturalWidth, image.getBoundingClientRect().width])"""


@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
def test_sizes_promises_the_width_that_a_picture_takes(live_site, kinds, new_context, width):
    page = new_context(
        base_url=live_site.url, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    ).new_page()
    found = {}
    for kind in ("a story", "a video", "every block", "a long name", "NewsIndexPage", "HomePage"):
        show(page, kinds[kind])
        for image in page.locator("picture img").all():
            image.scroll_into_view_if_needed()
            image.evaluate("image => image.decode()")
        found[kind] = page.locator("picture img").evaluate_all(WIDTHS)
    wrong = {
        kind: pairs
        for kind, pairs in found.items()
        if any(abs(promised - taken) > 0.08 * taken + 2 for promised, taken in pairs)
    }
    assert wrong == {}
    assert sum(len(pairs) for pairs in found.values()) >= 6


@pytest.mark.parametrize(
    ("viewport", "ratio"), [(PHONE, 3 / 2), (DESKTOP, 7 / 3)], ids=["phone", "desktop"]
)
def test_a_lead_has_a_crop_of_its_own_on_a_phone_and_moves_nothing(
    live_site, kinds, new_context, viewport, ratio
):
    page = new_context(base_url=live_site.url, viewport=viewport).new_page()
    late = []
    page.route("**/media/**", lambda route: late.append(route))
    page.goto(kinds["a story"], wait_until="domcontentloaded")
    image = page.locator("picture img").first
    expect(image).to_have_css("object-fit", "cover")
    reserved = size_of(image)
    assert reserved["width"] / reserved["height"] == pytest.approx(ratio, abs=0.01)
    late[0].continue_()
    image.evaluate("image => image.decode()")
    assert size_of(image) == reserved
    natural = image.evaluate("image => image.naturalWidth / image.naturalHeight")
    assert natural == pytest.approx(ratio, abs=0.01)


def size_of(image):
    box = image.bounding_box()
    return {"width": box["width"], "height": box["height"]}

"""axe on every kind of public page, on a phone and on a desktop, in light, dark and forced colors."""

import pytest

from tests.browser.axe import COLORS, violations
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.needs("browser")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_accessibility_violations(visit, kinds, viewport):
    found = {}
    # Without motion nothing fades in, and colors are measured as they stay.
    for kind, page in visit(viewport=viewport, reduced_motion="reduce"):
        for name, colors in COLORS.items():
            page.emulate_media(**colors)
            found[kind, name] = violations(page)
    assert {shown: problems for shown, problems in found.items() if problems} == {}
    assert len(found) == len(COLORS) * len(kinds) >= 90


@pytest.mark.parametrize("colors", COLORS)
def test_no_violations_in_the_open_menu(live_site, new_context, colors):
    page = new_context(viewport=PHONE, reduced_motion="reduce", **COLORS[colors]).new_page()
    page.goto(f"{live_site.url}/search/")
    page.locator("summary", has_text="Menu").click()
    assert page.get_by_role("searchbox", name="Site search").is_visible()
    assert violations(page) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<img src='data:,'>", "image-alt"),
        ("<p style='color: #999; background: #888'>Gray on gray</p>", "color-contrast"),
        ("<button>a</button>" * 9, "target-size"),
    ],
)
def test_axe_finds_violations(new_context, body, rule):
    page = new_context().new_page()
    page.set_content(f"<style>button {{ padding: 0; width: 9px }}</style>{body}")
    assert any(found.startswith(f"{rule} ") for found in violations(page))

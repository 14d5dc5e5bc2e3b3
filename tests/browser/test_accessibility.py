"""axe itself, and axe on the open menu; test_every_page.py asks it of every kind of public page."""

import pytest

from tests.browser.axe import in_every_color, violations
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.needs("browser")


def test_no_violations_in_the_open_menu(live_site, new_context):
    page = new_context(viewport=PHONE, reduced_motion="reduce").new_page()
    page.goto(f"{live_site.url}/search/")
    page.locator("summary", has_text="Menu").click()
    assert page.get_by_role("searchbox", name="Site search").is_visible()
    assert in_every_color(page, within="html") == {}


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

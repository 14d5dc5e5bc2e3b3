"""The door to the admin, as a browser sees it."""

import pytest

from tests.browser.axe import in_every_color
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.needs("browser")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_sign_in_has_no_accessibility_violations(live_site, new_context, viewport):
    page = new_context(viewport=viewport).new_page()
    complaints = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    page.goto(f"{live_site.url}/admin/login/", wait_until="load")
    assert page.title() == "Sign in - Local Progress North Carolina"
    assert page.locator(".admin-mark").evaluate("image => image.naturalWidth") == 80
    assert in_every_color(page, within="html") == {}
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]

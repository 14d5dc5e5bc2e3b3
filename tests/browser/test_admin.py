"""The door to the admin, as a browser sees it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.needs("browser")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_sign_in_has_no_accessibility_violations(live_site, browser, width, color_scheme):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=color_scheme
    )
    page = context.new_page()
    complaints = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    page.goto(f"{live_site.url}/admin/login/", wait_until="load")
    assert page.title() == "Sign in - Local Progress North Carolina"
    assert page.locator(".admin-mark").evaluate("image => image.naturalWidth") == 80
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    assert [(violation["id"], violation["nodes"]) for violation in found] == []
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()

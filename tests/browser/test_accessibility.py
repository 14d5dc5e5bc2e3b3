"""axe on every kind of public page, on a phone and on a desktop, in light and dark colors."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.needs("browser")

# Between the two schemes only colors differ.
RULES = {
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "dark": ["color-contrast"],
}


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

"""axe on the style guide in both themes and in forced colors, and its width."""

import pytest

from tests.browser.axe import COLORS, violations
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.needs("browser")


@pytest.fixture
def guide(live_site, new_context, settings):
    """Calling it opens the guide, as in development, in a theme and a window of this size."""
    settings.DEBUG = True

    def open_guide(theme, viewport, **options):
        page = new_context(viewport=viewport, reduced_motion="reduce", **options).new_page()
        page.goto(f"{live_site.url}/styleguide/?theme={theme}", wait_until="load")
        return page

    return open_guide


@pytest.mark.parametrize("colors", COLORS)
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_accessibility_violations(guide, viewport, colors):
    page = guide("dark" if colors == "dark" else "light", viewport, **COLORS[colors])
    assert violations(page) == []
    assert page.locator(".guide-specimen").count() > 150


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_horizontal_scroll(guide, width):
    page = guide("light", {"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_themes_differ_whatever_the_system_says(guide):
    grounds = {
        theme: guide(theme, PHONE).evaluate("getComputedStyle(document.body).backgroundColor")
        for theme in ("light", "dark")
    }
    assert grounds == {"light": "rgb(252, 251, 247)", "dark": "rgb(12, 23, 18)"}

"""axe on the style guide in both themes and in forced colors, and its width."""

import pytest

from tests.browser.axe import in_every_color, in_every_setting
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


def test_no_accessibility_violations(guide):
    page = guide("light", DESKTOP)
    assert in_every_setting(page, colors=["light"], within="html") == {}
    assert in_every_color(page, colors=["forced"], within="html") == {}
    assert page.locator(".guide-specimen").count() > 150
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page = guide("dark", DESKTOP)
    assert in_every_color(page, colors=["dark"], within="html") == {}


def test_the_themes_differ_whatever_the_system_says(guide):
    grounds = {
        theme: guide(theme, PHONE).evaluate("getComputedStyle(document.body).backgroundColor")
        for theme in ("light", "dark")
    }
    assert grounds == {"light": "rgb(252, 251, 247)", "dark": "rgb(12, 23, 18)"}

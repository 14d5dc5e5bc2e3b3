"""A member of the communications staff changes the home page, previews it and publishes it."""

import pytest
from playwright.sync_api import expect

from pages.models import HomePage

pytestmark = pytest.mark.needs("browser")

HEADING = "Local officials, together 🦌"


@pytest.fixture
def editor(sign_in):
    """A browser signed in as a Communications user."""
    return sign_in("writer", "Communications", viewport={"width": 1600, "height": 1000})


def test_change_preview_publish(editor, live_site, new_context):
    home = HomePage.objects.get()
    complaints = []
    editor.on("pageerror", lambda error: complaints.append(str(error)))
    editor.goto(f"/admin/pages/{home.pk}/edit/")
    editor.locator('input[name="sections-0-value-heading"]').fill(HEADING)

    editor.locator('[data-side-panel-toggle="preview"]').first.click()
    preview = editor.frame_locator("iframe[data-preview-iframe], #w-preview-iframe").first
    expect(preview.get_by_role("heading", name=HEADING)).to_be_visible(timeout=20_000)

    visitor = new_context(base_url=live_site.url).new_page()
    visitor.goto("/")
    assert visitor.get_by_role("heading", name=HEADING).count() == 0

    editor.locator("footer [data-w-dropdown-target='toggle']").last.click()
    editor.locator("button[name='action-publish']").click()
    expect(editor.locator(".messages .success")).to_contain_text("published")
    visitor.reload()
    expect(visitor.get_by_role("heading", name=HEADING)).to_be_visible()
    assert complaints == []

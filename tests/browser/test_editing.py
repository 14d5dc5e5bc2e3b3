"""A member of the communications staff changes the home page, previews it and publishes it."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from pages.models import HomePage

pytestmark = pytest.mark.needs("browser")

HEADING = "Local officials, together 🦌"


@pytest.fixture
def editor(live_site, new_context):
    """A browser signed in as somebody of the communications staff."""
    user = get_user_model().objects.create_user("writer", password="of the home page")
    user.groups.add(Group.objects.get(name="Communications"))
    page = new_context(base_url=live_site.url, viewport={"width": 1600, "height": 1000}).new_page()
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("writer")
    page.get_by_label("Password").fill("of the home page")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{live_site.url}/admin/")
    yield page
    user.delete()


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

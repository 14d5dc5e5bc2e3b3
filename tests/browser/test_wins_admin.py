"""A win on record in less than a minute, with a keyboard alone."""

import pytest
from playwright.sync_api import expect

from campaigns.models import Win
from tests.browser.axe import WAGTAILS_OWN, WCAG, in_every_setting
from tests.browser.conftest import DESKTOP
from tests.browser.keyboard import press, tab_to

pytestmark = pytest.mark.needs("browser")

QUICK = "/admin/snippets/campaigns/win/quick/"
LIST = "/admin/snippets/campaigns/win/"


@pytest.fixture
def writer(sign_in):
    return sign_in("writer", "Communications", viewport=DESKTOP)


def write(page, field, text):
    tab_to(page.locator(f"#id_{field}"))
    page.keyboard.type(text)


def choose_place(page, words, name):
    press(page.get_by_role("button", name="Choose place", exact=True))
    dialog = page.get_by_role("dialog")
    search = dialog.get_by_role("textbox").first
    expect(search).to_be_visible()
    # Once it has opened, it takes the focus, even from its own search.
    expect(page.locator(".modal:focus, .modal :focus")).to_have_count(1)
    tab_to(search)
    page.keyboard.type(words)
    expect(search).to_have_value(words)
    link = dialog.get_by_role("link", name=name, exact=True)
    expect(link).to_have_count(1)
    press(link)
    expect(dialog).to_have_count(0)


def test_quick_entry_with_a_keyboard(writer):
    before = Win.objects.on_record().count()
    writer.goto(LIST)
    press(writer.get_by_role("link", name="Quick entry"))
    write(writer, "title", "Living wage for town workers")
    choose_place(writer, "Cary", "Town of Cary")
    write(writer, "kind", "Ordinance")
    write(writer, "log-0-status", "Adopted")
    write(writer, "log-0-date", "March 2024")
    write(writer, "sources-0-title", "Minutes of the Town Council")
    write(writer, "sources-0-url", "https://example.org/minutes")
    press(writer.locator("footer [data-w-dropdown-target='toggle']").last)
    press(writer.locator("button[name='action-publish']"))
    expect(writer.locator(".messages .success")).to_contain_text("published")
    win = Win.objects.get(title="Living wage for town workers")
    assert (win.jurisdiction.slug, str(win.adopted_on)) == ("town-cary", "March 2024")
    assert Win.objects.on_record().count() == before + 1


def test_its_screens_have_no_barriers(sign_in):
    page = sign_in("reader", "Communications")
    win = Win.objects.order_by("pk").first()
    for address in (QUICK, LIST, f"/admin/snippets/campaigns/win/edit/{win.pk}/"):
        page.goto(address)
        assert in_every_setting(page, WCAG, without=WAGTAILS_OWN) == {}, address

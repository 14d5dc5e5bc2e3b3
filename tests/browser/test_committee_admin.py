"""A roster editor puts the committee in order and confirms terms, by mouse and by keyboard."""

from functools import partial

import pytest
from playwright.sync_api import expect

from members.models import CommitteeSeat, Person, Tenure
from tests.browser.axe import WCAG, in_every_setting
from tests.browser.conftest import DESKTOP

pytestmark = pytest.mark.needs("browser")

COMMITTEE = "/admin/snippets/members/committeeseat/"
OFFICES = "/admin/roster/offices-held/?worklist=unverified"
HANDLE = "[data-w-orderable-target=handle]"


@pytest.fixture
def editor(sign_in):
    return partial(sign_in, "orderly")


def order():
    return [person.name for person in Person.objects.on_committee()]


def shown(page):
    page.reload()
    return page.locator("table").first.locator("tbody tr .title-wrapper").all_inner_texts()


def test_the_order_is_changed_with_the_keyboard(editor):
    page = editor(viewport=DESKTOP)
    page.goto(COMMITTEE)
    first, second, *others = order()
    page.locator(HANDLE).first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".messages .success")).to_contain_text("moved")
    assert order() == [second, first, *others] == shown(page)
    *others, earlier, last_but_one, last = order()
    page.locator(HANDLE).last.focus()
    for key in ("ArrowUp", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".messages .success")).to_contain_text("moved")
    assert order() == [*others, last, earlier, last_but_one] == shown(page)


def test_the_order_is_changed_by_dragging(editor):
    page = editor(viewport=DESKTOP)
    page.goto(COMMITTEE)
    before = order()
    page.locator(HANDLE).last.drag_to(page.locator(HANDLE).first)
    expect(page.locator(".messages .success")).to_contain_text("moved")
    assert order() == [before[-1], *before[:-1]] == shown(page)


def test_terms_are_confirmed_with_the_keyboard_alone(editor):
    page = editor(viewport=DESKTOP)
    page.goto(OFFICES)
    tenure = Tenure.objects.not_verified_for(6).order_by("person__sort_name", "pk").first()
    box = page.locator(f'[data-bulk-action-checkbox][data-object-id="{tenure.pk}"]')
    box.focus()
    page.keyboard.press("Space")
    page.get_by_role("link", name="Confirm that these people are still in office").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Are these people still in office?")).to_be_visible()
    page.get_by_role("button", name="Yes, they are still in office").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messages .success")).to_contain_text("1 office confirmed")
    expect(page).to_have_url(page.url.split("/admin/")[0] + OFFICES)
    tenure.refresh_from_db()
    assert tenure.verified_by == "orderly"


def test_the_screens_have_no_accessibility_violations(editor):
    page = editor()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    CommitteeSeat.objects.get_or_create(
        person=Person.objects.last(), end_first="2023-01-01", end_last="2023-01-01"
    )
    pk = Tenure.objects.filter(end_last__isnull=True).first().pk
    addresses = [
        "/admin/",
        "/admin/roster/",
        OFFICES,
        COMMITTEE,
        "/admin/snippets/members/person/?attention=portrait",
        "/admin/snippets/members/jurisdiction/?represented=yes",
        f"/admin/bulk/members/tenure/confirm/?id={pk}",
        f"/admin/bulk/members/tenure/end/?id={pk}",
    ]
    for address in addresses:
        page.goto(address, wait_until="load")
        assert in_every_setting(page, WCAG, ["light", "dark"]) == {}, address
    assert complaints == []

"""A roster editor in a browser: nothing is saved before Save, and two editors don't overwrite each other."""

import pytest
from playwright.sync_api import expect

from members.models import Person, RosterVersion
from tests.browser.axe import WAGTAILS_OWN, WCAG, in_every_setting
from tests.browser.conftest import DESKTOP

pytestmark = pytest.mark.needs("browser")

#: Wagtail saves 500 milliseconds after the last key where it saves by itself.
LONGER_THAN_AUTOSAVE = 1_500


def sample_person():
    return Person.objects.filter(is_sample=True).order_by("pk").first()


def screen_of(person):
    return f"/admin/snippets/members/person/edit/{person.pk}/"


def standing():
    """Everything that a save by itself would change."""
    return (
        RosterVersion.current(),
        sample_person().latest_revision_id,
        list(Person.objects.order_by("pk").values_list("pk", "pronouns", "name")),
    )


@pytest.mark.parametrize("view", ["edit", "add", "revert"])
def test_nothing_is_saved_before_somebody_presses_save(sign_in, view):
    person, before = sample_person(), standing()
    revert = f"history/{person.pk}/revisions/{person.latest_revision_id}/revert/"
    address = {"edit": screen_of(person), "add": "add/", "revert": revert}[view]
    page = sign_in("patient", viewport=DESKTOP)
    sent = []
    page.on("request", lambda request: sent.append(request.method + request.url))
    page.goto(f"/admin/snippets/members/person/{address}" if view != "edit" else address)
    page.get_by_role("textbox", name="Family name").type("Typed")
    page.get_by_role("textbox", name="Pronouns").type("she/her")
    page.get_by_role("textbox", name="Pronouns").press("Tab")
    page.wait_for_timeout(LONGER_THAN_AUTOSAVE)
    assert standing() == before
    assert not [one for one in sent if one.startswith("POST") and "/snippets/" in one]


def test_two_editors_see_what_the_other_one_saved(sign_in):
    person = sample_person()
    mine, theirs = sign_in("Mine", viewport=DESKTOP), sign_in("Theirs", viewport=DESKTOP)
    for page in (mine, theirs):
        page.goto(screen_of(person))
    theirs.get_by_role("textbox", name="Pronouns").fill("they/them")
    save(theirs)
    expect(theirs.locator(".messages .success")).to_be_visible()

    mine.get_by_role("textbox", name="Pronouns").fill("she/her")
    save(mine)
    table = mine.get_by_role("table").first
    expect(mine.get_by_role("heading", name="Theirs saved this record")).to_be_visible()
    expect(table.get_by_role("row", name="Pronouns")).to_contain_text("they/them")
    expect(table.get_by_role("row", name="Pronouns")).to_contain_text("she/her")
    expect(mine.get_by_role("textbox", name="Pronouns")).to_have_value("she/her")
    person.refresh_from_db()
    assert person.pronouns == "they/them"
    save(mine)
    expect(mine.locator(".messages .success")).to_be_visible()
    person.refresh_from_db()
    assert person.pronouns == "she/her"


def test_the_screens_have_no_accessibility_violations(sign_in):
    person = sample_person()
    versions = list(person.revisions.order_by("pk").values_list("pk", flat=True))
    base = "/admin/snippets/members/person"
    screens = [
        f"{base}/edit/{person.pk}/",
        f"{base}/add/",
        f"{base}/history/{person.pk}/",
        f"{base}/inspect/{person.pk}/",
        f"{base}/delete/{person.pk}/",
        f"{base}/history/{person.pk}/revisions/compare/{versions[0]}...{versions[-1]}/",
        "/admin/snippets/members/jurisdiction/add/",
        "/admin/snippets/members/committeeseat/add/",
    ]
    page = sign_in("sighted")
    for address in screens:
        page.goto(address)
        assert in_every_setting(page, WCAG, without=WAGTAILS_OWN) == {}, address


def test_a_screen_has_none_with_all_that_wagtail_puts_around_it(sign_in):
    page = sign_in("sighted")
    page.goto("/admin/roster/")
    assert in_every_setting(page, WCAG, within="html") == {}


def save(page):
    """Wagtail's own dialog about a newer version may stand in the way; it is confirmed."""
    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog").filter(has_text="overwrite")
    page.wait_for_timeout(500)
    if dialog.count() and dialog.first.is_visible():
        dialog.get_by_role("button", name="Continue").click()
    page.wait_for_load_state()

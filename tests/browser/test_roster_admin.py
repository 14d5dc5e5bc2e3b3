"""A roster editor in a browser: nothing is saved before Save, and two editors don't overwrite each other."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from members.models import Person, RosterVersion
from tests.browser.conftest import DESKTOP

pytestmark = pytest.mark.needs("browser")

#: Wagtail saves 500 milliseconds after the last key where it saves by itself.
LONGER_THAN_AUTOSAVE = 3_000


@pytest.fixture
def editors(live_site, new_context):
    """Calling it with a name opens a browser signed in as a roster editor of that name."""
    users = []

    def sign_in(name):
        user = get_user_model().objects.create_user(name, password="of the roster", first_name=name)
        user.groups.add(Group.objects.get(name="Roster editors"))
        users.append(user)
        page = new_context(base_url=live_site.url, viewport=DESKTOP).new_page()
        page.goto("/admin/login/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill("of the roster")
        page.get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(f"{live_site.url}/admin/")
        return page

    yield sign_in
    for user in users:
        user.delete()


def sample_person():
    return Person.objects.filter(is_sample=True).order_by("pk").first()


def screen_of(person):
    return f"/admin/snippets/members/person/edit/{person.pk}/"


def standing():
    """All that a save by itself would change."""
    return (
        RosterVersion.current(),
        sample_person().latest_revision_id,
        list(Person.objects.order_by("pk").values_list("pk", "pronouns", "name")),
    )


@pytest.mark.parametrize("view", ["edit", "add", "revert"])
def test_nothing_is_saved_before_somebody_presses_save(editors, view):
    person, before = sample_person(), standing()
    revert = f"history/{person.pk}/revisions/{person.latest_revision_id}/revert/"
    address = {"edit": screen_of(person), "add": "add/", "revert": revert}[view]
    page = editors("patient")
    sent = []
    page.on("request", lambda request: sent.append(request.method + request.url))
    page.goto(f"/admin/snippets/members/person/{address}" if view != "edit" else address)
    page.get_by_role("textbox", name="Family name").type("Typed")
    page.get_by_role("textbox", name="Pronouns").type("she/her")
    page.get_by_role("textbox", name="Pronouns").press("Tab")
    page.wait_for_timeout(LONGER_THAN_AUTOSAVE)
    assert standing() == before
    assert not [one for one in sent if one.startswith("POST") and "/snippets/" in one]


def test_two_editors_see_what_the_other_one_saved(editors):
    person = sample_person()
    mine, theirs = editors("Mine"), editors("Theirs")
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


def save(page):
    """Wagtail's own dialog about a newer version may stand in the way; it is confirmed."""
    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog").filter(has_text="overwrite")
    page.wait_for_timeout(500)
    if dialog.count() and dialog.first.is_visible():
        dialog.get_by_role("button", name="Continue").click()
    page.wait_for_load_state()

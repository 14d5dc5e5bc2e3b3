"""A roster editor makes one record of two with the keyboard alone, and takes it back."""

import pytest
from playwright.sync_api import expect

from members.models import AcceptedWarning, Merge, Person
from tests.browser.axe import in_every_setting
from tests.browser.conftest import DESKTOP
from tests.browser.keyboard import press, tab_to
from tests.members.factories import (
    ContactFactory,
    MembershipFactory,
    PersonFactory,
    TenureFactory,
)

pytestmark = pytest.mark.needs("browser")


@pytest.fixture
def pair(live_site):
    first = PersonFactory(given_name="Kim", family_name="Twofold", private_notes="One note")
    second = PersonFactory(given_name="Kimberly", family_name="Twofold", private_notes="Another")
    for person in (first, second):
        MembershipFactory(person=person)
        ContactFactory(person=person, value="twofold@example.org")
        TenureFactory(person=person)
    yield first, second
    Merge.objects.all().delete()
    AcceptedWarning.objects.filter(person__in=[first, second]).delete()
    Person.objects.filter(pk__in=[first.pk, second.pk]).update(merged_into=None, status="withdrawn")


def test_two_records_become_one_with_the_keyboard_alone(pair, sign_in):
    page = sign_in("keeper", viewport=DESKTOP)
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/admin/roster/duplicates/")
    press(page.get_by_role("link", name="Compare and merge").first)
    expect(page.get_by_role("heading", name="Where they differ")).to_be_visible()
    name = page.get_by_role("group", name="Name as shown")
    tab_to(name.get_by_role("radio", name="Record 1"))
    page.keyboard.press("ArrowRight")
    expect(name.get_by_role("radio", name="Record 2")).to_be_checked()
    press(page.get_by_role("button", name="Continue to the summary").first)
    expect(page.get_by_role("heading", name="What will happen")).to_be_visible()
    press(page.get_by_role("button", name="Merge the two records").first)
    expect(page.locator(".messages .success")).to_contain_text("is now one record")
    assert Person.objects.get(pk=pair[0].pk).name == "Kimberly Twofold"
    assert Person.objects.get(pk=pair[1].pk).merged_into == pair[0]

    page.goto("/admin/roster/duplicates/merges/")
    press(page.get_by_role("link", name="Undo the merge of").first)
    press(page.get_by_role("button", name="Undo the merge").first)
    expect(page.locator(".messages .success")).to_contain_text("are two records again")
    assert Person.objects.get(pk=pair[0].pk).name == "Kim Twofold"
    assert Person.objects.get(pk=pair[1].pk).merged_into is None
    assert complaints == []


def test_the_screens_have_no_accessibility_violations(pair, sign_in):
    page = sign_in("keeper", reduced_motion="reduce")
    found = {}
    for name in screens(page, pair):
        found[name] = in_every_setting(page)
    assert {name: problems for name, problems in found.items() if problems} == {}
    assert len(found) == 7


def screens(page, pair):
    """Goes from screen to screen, and names each."""
    page.goto("/admin/roster/duplicates/")
    yield "duplicates"
    page.goto(f"/admin/roster/duplicates/merge/{pair[0].pk}/")
    yield "choose"
    page.goto("/admin/roster/duplicates/")
    page.get_by_role("link", name="Compare and merge").first.click()
    expect(page.get_by_role("heading", name="Where they differ")).to_be_visible()
    yield "merge"
    page.get_by_role("button", name="Continue to the summary").click()
    expect(page.get_by_role("heading", name="What will happen")).to_be_visible()
    yield "confirm"
    page.get_by_role("button", name="Merge the two records").click()
    expect(page.locator(".messages .success")).to_be_visible()
    yield "duplicates, after a merge"
    page.goto("/admin/roster/duplicates/merges/")
    yield "merges"
    page.goto(f"/admin/roster/duplicates/merges/{Merge.objects.first().pk}/undo/")
    yield "undo"

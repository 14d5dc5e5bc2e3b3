"""A visitor reports a correction and an editor deals with it, with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from members.models import CorrectionReport, Person
from tests.browser.axe import in_every_setting
from tests.browser.conftest import DESKTOP
from tests.browser.keyboard import press, tab_to
from tests.members.factories import MemberFactory

pytestmark = pytest.mark.needs("browser")


@pytest.fixture
def person(live_site):
    person = MemberFactory(name="Robin Correct")
    yield person
    CorrectionReport.objects.all().delete()
    Person.objects.filter(pk=person.pk).update(status="withdrawn")


def test_from_the_page_to_the_list_with_the_keyboard_alone(
    person, new_context, live_site, sign_in, monkeypatch
):
    monkeypatch.setattr("members.public.correction_form.SECONDS_TO_WRITE", -1)
    visitor = new_context(base_url=live_site.url, java_script_enabled=False).new_page()
    visitor.goto(person.get_absolute_url())
    press(visitor.get_by_role("link", name="Report a correction"))
    press(visitor.get_by_role("button", name="Send"))
    field = visitor.get_by_label("What is wrong")
    expect(field).to_have_accessible_description("Up to 2,000 characters. Tell us what is wrong.")
    tab_to(field)
    visitor.keyboard.type("The ward is 4.")
    press(visitor.get_by_role("button", name="Send"))
    expect(visitor.get_by_role("heading", name="Thank you")).to_be_visible()

    editor = sign_in("corrector", viewport=DESKTOP)
    editor.goto("/admin/roster/")
    press(editor.get_by_role("link", name="correction report is waiting"))
    press(editor.get_by_role("link", name="The ward is 4."))
    press(editor.get_by_role("button", name="Mark as dealt with"))
    expect(editor.locator(".messages .success")).to_contain_text(
        "The report was marked as dealt with."
    )
    assert not CorrectionReport.objects.get().is_waiting


def test_the_screens_have_no_accessibility_violations(person, sign_in):
    page = sign_in("boss", group="Administrators", reduced_motion="reduce")
    found = {}
    for name in screens(page, person):
        found[name] = in_every_setting(page)
    assert {name: problems for name, problems in found.items() if problems} == {}
    assert len(found) == 6


def screens(page, person):
    """Goes from screen to screen, and names each."""
    report = CorrectionReport.objects.create(
        subject=person,
        text="Wrong. " * 60,
        source="https://example.org/" + "x" * 200,
        email="a@example.org",
    )
    page.goto(f"{person.get_absolute_url()}correction/")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".error").first).to_be_visible()
    yield "the form with errors"
    page.goto("/admin/roster/corrections/")
    yield "the list"
    page.goto(f"/admin/roster/corrections/{report.pk}/")
    yield "a report"
    page.get_by_role("button", name="Mark as dealt with").click()
    page.goto(f"/admin/roster/corrections/{report.pk}/")
    yield "a report that is dealt with"
    erasing = f"/admin/snippets/members/person/erase/{person.pk}/"
    page.goto(erasing)
    yield "nothing to erase"
    Person.objects.filter(pk=person.pk).update(status="withdrawn")
    page.goto(erasing)
    page.get_by_role("button", name="Erase contacts and notes").click()
    expect(page.locator(".error-message")).to_be_visible()
    yield "erasing, not confirmed"

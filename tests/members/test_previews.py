"""Roster editors see a change on the public page before they save it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from campaigns.models import Priority
from members.models import Jurisdiction, Person, Tenure
from tests.factories import PriorityFactory
from tests.members.factories import CityFactory, ContactFactory, MemberFactory
from tests.members.screens import address

pytestmark = pytest.mark.django_db

EDITED = "Edited and not saved yet"


def preview(staff, record, **changes):
    """The page that the preview panel shows while the form holds these changes."""
    form = querydict_from_html(staff.get(address(record, "edit")).text, form_id="w-editor-form")
    form = form.dict() | changes
    stored = staff.post(address(record, "preview_on_edit"), form)
    assert stored.json() == {"is_valid": True, "is_available": True}
    response = staff.get(address(record, "preview_on_edit"))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("role", "factory"),
    [
        ("Roster editors", MemberFactory),
        ("Roster editors", CityFactory),
        ("Communications", PriorityFactory),
    ],
)
def test_a_preview_shows_what_is_being_edited_and_saves_nothing(role, factory, client_of):
    record = factory()
    html = preview(client_of(role), record, name=EDITED)
    headings = BeautifulSoup(html, "html.parser").find_all(["h1", "h2", "h3"])
    assert any(heading.get_text(strip=True).endswith(EDITED) for heading in headings)
    record.refresh_from_db()
    assert EDITED not in record.name


def test_a_person_is_previewed_with_the_offices_on_the_screen(client_of):
    person = MemberFactory()
    html = preview(client_of("Roster editors"), person, **{"tenures-0-title": "Town Crier"})
    assert "Town Crier" in html
    assert Tenure.objects.get().title == ""


def test_a_person_is_previewed_without_notes_and_unpublished_contacts(client_of):
    person = MemberFactory(private_notes="Calls at night")
    ContactFactory(person=person, value="hidden@example.org")
    ContactFactory(person=person, value="shown@example.org", published=True)
    edited = {"private_notes": "Calls at noon", "contacts-1-published": "on"}
    html = preview(client_of("Roster editors"), person, **edited)
    assert "shown@example.org" in html
    for private in ("hidden@example.org", "Calls at night", "Calls at noon"):
        assert private not in html


def test_a_withdrawn_person_is_previewed_as_gone(client_of):
    person = MemberFactory()
    html = preview(client_of("Roster editors"), person, status="withdrawn")
    assert "This page is gone" in html and person.name not in html


@pytest.mark.parametrize(
    ("model", "role", "fields"),
    [
        (Person, "Roster editors", {"name": EDITED}),
        (Jurisdiction, "Roster editors", {"name": EDITED, "kind": "town"}),
        (Priority, "Communications", {"name": EDITED, "year": "2031"}),
    ],
)
def test_a_new_record_is_previewed_before_it_exists(model, role, fields, client_of):
    staff = client_of(role)
    stem = f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}"
    html = staff.get(reverse(f"{stem}:add")).text
    form = querydict_from_html(html, form_id="w-editor-form").dict() | fields
    stored = staff.post(reverse(f"{stem}:preview_on_add"), form)
    assert stored.json() == {"is_valid": True, "is_available": True}
    response = staff.get(reverse(f"{stem}:preview_on_add"))
    assert response.status_code == 200
    assert EDITED in response.content.decode()
    assert not model.objects.filter(name=EDITED).exists()


@pytest.mark.parametrize("factory", [MemberFactory, CityFactory])
def test_who_may_only_read_the_roster_has_no_preview(factory, client_of):
    response = client_of("Communications").post(address(factory(), "preview_on_edit"), {})
    assert response.status_code != 200

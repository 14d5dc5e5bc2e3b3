"""Erasure leaves alone other people, people who aren't withdrawn, and everything if it can't finish."""

import pytest

from members.admin.erasure import ErasureRefused, erase
from members.admin.merging.choices import suggested
from members.admin.merging.merger import merge
from members.admin.merging.undo import undo as undo_merge
from members.admin.merging.undo import why_not_undone as why_merge_stays
from members.importing.roster import ROSTER
from members.models import AcceptedWarning, ContactDetail, CorrectionReport, Person
from tests.members.factories import ContactFactory, MemberFactory, PersonFactory
from tests.members.killing import writes_survived
from tests.members.screens import address
from tests.members.test_erasure import (
    accepted,
    canary,
    contact,
    imported,
    saved,
    scanned,
    well_known,
    withdrawn,
)

pytestmark = pytest.mark.django_db


def test_what_belongs_to_others_stays():
    kim = well_known()
    other = PersonFactory(given_name="Alex", family_name="Other", private_notes="Keep this")
    ContactFactory(person=other, value="keep@example.org")
    accepted(other, AcceptedWarning.Kind.NO_TENURE, "kept")
    other = saved(other)
    report = CorrectionReport.objects.create(subject=other, text="Keep")
    row = f"{other.pk}|||also@example.org||A new note|Loose"
    roster_import = imported(row, f"{kim.pk}||||{contact('both')}||")
    before = own_of(other), roster_import.changes[0], roster_import.table["rows"][0]
    erase(withdrawn(kim))
    roster_import.refresh_from_db()
    assert (own_of(other), roster_import.changes[0], roster_import.table["rows"][0]) == before
    assert CorrectionReport.objects.get() == report
    assert set(ContactDetail.objects.values_list("value", flat=True)) >= {
        "first@example.org",
        "second@example.org",
        "keep@example.org",
    }
    sam = Person.objects.get(name="Sam first")
    assert sam.private_notes == "Sam’s own note"
    assert "Sam’s own note" in str(sam.revisions.first().content)
    assert "Sam’s own note" in str(sam.latest_revision.content)


def own_of(person):
    return [revision.content for revision in person.revisions.order_by("pk")]


def test_an_import_can_no_longer_be_undone_and_says_why():
    kim = MemberFactory(name="Kim Example")
    saved(kim)
    roster_import = imported(f"{kim.pk}|||{contact('import')}||{canary('note')}|")
    erase(withdrawn(kim))
    roster_import.refresh_from_db()
    assert "changed" in ROSTER.why_not_undone(roster_import)
    assert scanned()[0] == set()


def test_a_merge_is_undone_as_before_and_brings_nothing_back():
    kim, other = MemberFactory(name="Kim Example"), PersonFactory(name="Kim A. Example")
    for person in (kim, other):
        ContactFactory(person=person, value=contact(person.pk))
        saved(person, private_notes=canary(person.pk))
    merged = merge(suggested(kim, other))
    erase(withdrawn(kim))
    merged.refresh_from_db()
    assert "status" in why_merge_stays(merged)
    saved(kim, status=Person.Status.ACTIVE)
    undo_merge(merged)
    assert Person.objects.get(pk=other.pk).merged_into is None
    assert not ContactDetail.objects.exists() and scanned()[0] == set()


@pytest.mark.parametrize("status", [Person.Status.ACTIVE, Person.Status.RETIRED])
def test_nothing_is_erased_of_those_who_arent_withdrawn(status, admin_client):
    person = MemberFactory(status=status, private_notes=canary("note"))
    with pytest.raises(ErasureRefused, match="isn’t withdrawn"):
        erase(person)
    url = address(person, "erase")
    assert "isn’t withdrawn" in admin_client.get(url).text
    assert admin_client.post(url, {"sure": "on"}).status_code == 409
    assert url not in admin_client.get(address(person)).text
    assert url not in admin_client.get(address(person, "inspect")).text
    assert scanned()[0] == {("members_person", "private_notes")}


@pytest.mark.django_db(transaction=True)
def test_erasing_killed_at_any_write_leaves_everything():
    kim = withdrawn(well_known())
    assert writes_survived(lambda: erase(kim)) >= 15

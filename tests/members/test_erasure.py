"""Erasing contacts and notes: canaries go in by every route, and none is left in any column of any table."""

from functools import cache

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.urls import reverse
from wagtail.models import ModelLogEntry

from members.admin.erasure import ERASE, erase
from members.admin.merging.choices import suggested
from members.admin.merging.merger import merge
from members.admin.merging.undo import undo as undo_merge
from members.importing.roster import ROSTER
from members.models import (
    AcceptedWarning,
    CorrectionReport,
    Person,
    RosterVersion,
    roster_change,
)
from members.models.history import record
from tests.copies import copy_of
from tests.members.factories import (
    ContactFactory,
    MemberFactory,
    OtherNameFactory,
    PersonFactory,
)
from tests.members.imports.files import file_of
from tests.members.screens import add_row, address, opened

pytestmark = pytest.mark.django_db

CANARY = "zqmark"
HEADER = "Person ID|First name|Last name|Email|Office address|Private notes|Whatever"


def canary(number):
    return f"{CANARY}{number}"


def contact(number):
    return f"{canary(number)}@example.org"


def saved(person, **fields):
    """The person, saved with these values, as a version of the history."""
    with roster_change():
        person = Person.objects.get(pk=person.pk)
        for name, value in fields.items():
            setattr(person, name, value)
        person.save()
        record(person)
    return person


def accepted(person, kind, number):
    AcceptedWarning.objects.create(person=person, kind=kind, reason=canary(number))


def imported(*rows, decisions=None):
    roster_import = ROSTER.begin("people.csv", file_of(HEADER, *rows))
    roster_import.decisions = decisions or {}
    roster_import.save()
    return ROSTER.apply(roster_import, digest=ROSTER.preview(roster_import).digest)


@cache
def columns_of_text():
    """(table, column) of everything in the database that can hold words."""
    with connection.cursor() as cursor:
        return [
            (table, column.name)
            for table in connection.introspection.table_names(cursor)
            for column in connection.introspection.get_table_description(cursor, table)
        ]


def in_words(value):
    binary = isinstance(value, (bytes, memoryview))
    return bytes(value).decode(errors="replace") if binary else str(value)


def scanned():
    """`{(table, column) where a canary stands}`, and how many rows and columns were looked at."""
    found, rows, columns = set(), 0, 0
    quote = connection.ops.quote_name
    for table, column in columns_of_text():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {quote(column)} FROM {quote(table)}")
            values = [in_words(value) for (value,) in cursor.fetchall() if value]
        rows, columns = rows + len(values), columns + 1
        if any(CANARY in value for value in values):
            found.add((table, column))
    return found, rows, columns


@pytest.fixture(scope="module")
def database_with_kim(migrated_database, worker_id, django_db_setup, django_db_blocker):
    """A withdrawn person whose contacts and notes went through every route."""
    with django_db_blocker.unblock(), copy_of(migrated_database, f"{worker_id}_kim"):
        yield withdrawn(well_known()).pk


@pytest.fixture
def kim(database_with_kim, db):
    return Person.objects.get(pk=database_with_kim)


def withdrawn(person):
    return saved(person, status=Person.Status.WITHDRAWN)


def well_known():
    person = MemberFactory(given_name="Kim", family_name="Example", private_notes=canary("note"))
    old = ContactFactory(
        person=person, value=contact("published"), label=canary("label"), published=True
    )
    OtherNameFactory(person=person, name=canary("former"))
    accepted(person, AcceptedWarning.Kind.NO_TENURE, "reason")
    saved(person, private_notes=canary("older"))
    old.delete()
    saved(person, private_notes=canary("newer"))
    go_through_imports(person)
    go_through_merges(person)
    CorrectionReport.objects.create(
        subject=person, text=canary("report"), source=canary("source"), email=contact("visitor")
    )
    return Person.objects.get(pk=person.pk)


def go_through_imports(person):
    """Applied, undone, and three that still wait: found by its id, its name, and a contact."""
    imported(
        f"{person.pk}|||{contact('import')}|{canary('office')}|{canary('inote')}|{canary('loose')}",
        decisions={"reason": canary("why"), "rows": {"2": {"reason": canary("rowwhy")}}},
    )
    undone = imported(f"{person.pk}|||{contact('undone')}||{canary('unote')}|")
    ROSTER.undo(undone)
    ROSTER.begin(
        "a.csv", file_of(HEADER, f"{person.pk}|||{contact('waiting')}||{canary('wnote')}|")
    )
    ROSTER.begin("b.csv", file_of(HEADER, f"|Kim|EXAMPLE|{contact('named')}||{canary('nnote')}|"))
    ROSTER.begin("c.csv", file_of("Name|Email|Free", f"K. E.|{contact('import')}|{canary('free')}"))


def go_through_merges(person):
    """Merged away and back, another one merged into it and back, and one that stays merged."""
    for into in ("first", "second"):
        other = PersonFactory(name=f"Sam {into}", private_notes="Sam’s own note")
        ContactFactory(person=other, value=f"{into}@example.org")
        saved(other)
        choices = suggested(other, Person.objects.get(pk=person.pk))
        choices.survivor = into
        undo_merge(merge(choices))
    other = PersonFactory(name="Kimberly Example", private_notes=canary("othernote"))
    ContactFactory(person=other, value=contact("other"))
    accepted(other, AcceptedWarning.Kind.NOT_A_MEMBER, "otherreason")
    saved(other)
    merge(suggested(Person.objects.get(pk=person.pk), other))


def test_the_canaries_are_everywhere_before_and_nowhere_after(kim, admin_client):
    preview_of(kim, admin_client)
    before, *_ = scanned()
    assert before >= {
        ("members_person", "private_notes"),
        ("members_contactdetail", "value"),
        ("members_acceptedwarning", "reason"),
        ("members_correctionreport", "text"),
        ("members_correctionreport", "source"),
        ("members_correctionreport", "email"),
        ("members_merge", "before"),
        ("members_merge", "after"),
        ("members_rosterimport", "table"),
        ("members_rosterimport", "decisions"),
        ("members_rosterimport", "changes"),
        ("wagtailadmin_formstate", "data"),
        ("wagtailcore_revision", "content"),
    }
    erase(kim)
    found, rows, columns = scanned()
    assert found == set()
    assert rows > 500 and columns > 300


def preview_of(person, client):
    """An editor who previews the person and a new one without saving."""
    data = opened(client, address(person)) | {"private_notes": canary("previewed")}
    data = add_row(data, "contacts", kind="email", value=contact("previewed"), label="", ORDER="1")
    assert client.post(address(person, "preview_on_edit"), data).json()["is_valid"]
    new = reverse("wagtailsnippets_members_person:preview_on_add")
    assert client.post(new, data).json()["is_valid"]


def test_the_history_stays_and_says_who_did_it(kim, admin_user):
    names = set(Person.objects.values_list("name", flat=True))
    rows = [kim.tenures.count(), kim.memberships.count(), kim.accepted_warnings.count()]
    versions, number = kim.revisions.count(), RosterVersion.current()
    erase(kim, admin_user)
    kim = Person.objects.get(pk=kim.pk)
    assert set(Person.objects.values_list("name", flat=True)) == names
    assert [kim.tenures.count(), kim.memberships.count(), kim.accepted_warnings.count()] == rows
    assert kim.status == Person.Status.WITHDRAWN
    assert kim.revisions.count() == versions + 1
    assert RosterVersion.current() == number + 1
    entries = ModelLogEntry.objects.filter(action=ERASE)
    assert {(entry.user, entry.label) for entry in entries} == {
        (admin_user, kim.name),
        (admin_user, "Kimberly Example"),
    }


def test_erasing_again_finds_nothing_more(kim):
    erase(kim)
    erase(kim)
    assert scanned()[0] == set()


def test_an_old_version_that_is_brought_back_brings_no_contact(kim, admin_client):
    first = kim.revisions.order_by("pk").first()
    erase(kim)
    url = address(kim, "revisions_revert", first.pk)
    assert admin_client.post(url, opened(admin_client, url)).status_code == 302
    assert not kim.contacts.exists() and scanned()[0] == set()


def test_somebody_who_still_has_the_old_form_open_is_asked_first(kim, admin_client):
    data = opened(admin_client, address(kim))
    assert CANARY in str(data)
    erase(kim)
    response = admin_client.post(address(kim), data)
    assert response.status_code == 200 and response.context["conflict"]
    assert scanned()[0] == set()


def test_a_merged_record_leads_to_the_one_that_survives(kim, admin_client):
    other = Person.objects.get(name="Kimberly Example")
    assert f"was merged into {kim}" in admin_client.get(address(other, "erase")).text
    assert admin_client.post(address(other, "erase"), {"sure": "on"}).status_code == 409
    assert scanned()[0]


class TestScreen:
    def test_an_administrator_is_told_what_goes_and_what_stays_and_confirms(self, kim, client_of):
        admin, url = client_of("Administrators"), address(kim, "erase")
        for view in ("edit", "inspect"):
            assert url in admin.get(address(kim, view)).text
        page = BeautifulSoup(admin.get(url).content, "html.parser")
        assert [heading.text for heading in page.select("main h2")][:2] == [
            "What is erased",
            "What stays",
        ]
        unsure = admin.post(url)
        assert "Check the box" in unsure.text and scanned()[0]
        assert admin.post(url, {"sure": "on"}).url == address(kim)
        assert scanned()[0] == set()
        history = admin.get(address(kim, "history")).text
        assert "Erased contacts and notes for privacy" in history
        assert ModelLogEntry.objects.filter(action=ERASE).first().user.username == "Administrators"

    @pytest.mark.parametrize("role", ["Communications", "Roster editors"])
    def test_nobody_else_is_offered_it_or_can_send_it(self, kim, client_of, role):
        other, url = client_of(role), address(kim, "erase")
        for view in ("edit", "inspect"):
            assert url not in other.get(address(kim, view), follow=True).text
        assert other.get(url).url == other.post(url, {"sure": "on"}).url == "/admin/"
        assert CANARY in Person.objects.get(pk=kim.pk).private_notes

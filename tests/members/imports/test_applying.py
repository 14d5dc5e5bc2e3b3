import hashlib

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import registry as log_registry

from members.importing.roster import ROSTER
from members.models import Person, RosterImport, RosterVersion, Tenure, roster_change
from members.models.history import record
from members.models.page_mixins import PagePerson
from spreadsheets.importers import ImportRefused
from tests.factories import StandardPageFactory
from tests.members.at_once import at_once
from tests.members.factories import (
    ContactFactory,
    LinkFactory,
    MembershipFactory,
    PersonFactory,
    TenureFactory,
)
from tests.members.imports.files import applied, bring_in, file_of
from tests.members.killing import state, writes_survived

HEADER = "Person ID|First name|Last name|Office|Jurisdiction|Term start|Left office|Member since|Email|Links"
NEW = "|Robin|Sample|Mayor|Sampleton|2022||2023|robin@example.org|"


@pytest.fixture
def user(db):
    return get_user_model().objects.create_user("ann", first_name="Ann", last_name="Editor")


@pytest.fixture
def kim(offices, town, council):
    person = PersonFactory(given_name="Kim", family_name="Example")
    TenureFactory(person=person, office=council, jurisdiction=town, start="December 2021")
    MembershipFactory(person=person, start="2020")
    ContactFactory(person=person, value="old@example.org", published=True)
    LinkFactory(person=person)
    with roster_change():
        record(person)
    return person


def three_rows(kim):
    """A person who changes in every way, a new person, and a new person without an office."""
    return [
        HEADER,
        f"{kim.pk}|Kimberly|Example|Council member|Sampleton||2025-12-01|2021|kim@example.org|CLEAR",
        NEW,
        "|Alex|Placeholder|||||2024||",
    ]


@pytest.fixture
def roster_import(kim, user):
    return applied(*three_rows(kim), user=user)


class TestApplying:
    def test_it_remembers_who_when_what_and_from_which_file(self, kim, user, roster_import):
        content = file_of(*three_rows(kim))
        assert roster_import.file_name == "members.csv"
        assert roster_import.file_hash == hashlib.sha256(content).hexdigest()
        assert (roster_import.applied_by, bool(roster_import.applied_at)) == (user, True)
        assert (roster_import.counts["new"], roster_import.counts["update"]) == (2, 1)
        change = roster_import.changes[0]
        assert (change["person"], change["rows"][0]["row"]) == (kim.pk, 2)
        assert ["First name", "Kim", "Kimberly"] in change["rows"][0]["changes"]
        assert change["before"]["given_name"] == "Kim"
        assert change["after"]["given_name"] == "Kimberly"
        assert roster_import.changes[1]["before"] is None

    def test_every_record_gets_one_revision_and_one_log_entry_by_the_user(
        self, user, roster_import
    ):
        for change in roster_import.changes:
            person = Person.objects.get(pk=change["person"])
            assert person.latest_revision_id == change["revision"]
            assert person.latest_revision.user == user
            assert person.latest_revision.content["given_name"] == person.given_name
            entries = log_registry.get_logs_for_instance(person).filter(action="members.import")
            assert [entry.user for entry in entries] == [user]

    def test_the_new_people_can_be_searched(self, roster_import):
        assert [person.name for person in Person.objects.search("Robin")] == ["Robin Sample"]

    def test_the_version_rises_once(self, kim):
        before = RosterVersion.current()
        applied(*three_rows(kim))
        assert RosterVersion.current() == before + 1

    def test_unchanged_people_get_no_revision(self, kim):
        bystander = PersonFactory()
        applied(HEADER, f"{bystander.pk}|{bystander.given_name}||||||||", NEW)
        assert not bystander.revisions.exists()

    def test_it_is_applied_once(self, roster_import):
        with pytest.raises(ImportRefused, match="already been applied"):
            ROSTER.apply(roster_import)
        with pytest.raises(ImportRefused, match="already been applied"):
            ROSTER.preview(roster_import)

    def test_one_that_was_discarded_meanwhile_is_refused(self, kim):
        roster_import, _ = bring_in(HEADER, NEW)
        RosterImport.objects.all().delete()
        with pytest.raises(ImportRefused, match="discarded"):
            ROSTER.apply(roster_import)

    def test_a_preview_is_needed(self, kim):
        with pytest.raises(ImportRefused, match="Review the preview first"):
            ROSTER.apply(ROSTER.begin("a.csv", file_of(HEADER, NEW)))

    def test_a_changed_roster_refuses_it_and_says_who_changed_whom(self, kim, user):
        roster_import, _ = bring_in(HEADER, NEW)
        with roster_change():
            kim.pronouns = "she/her"
            kim.save()
            record(kim, user)
        with pytest.raises(ImportRefused) as refused:
            ROSTER.apply(roster_import)
        assert "The roster has changed since the preview" in refused.value.sentences[0]
        assert refused.value.sentences[1].startswith("Kim Example was changed by Ann Editor on ")
        assert not Person.objects.filter(given_name="Robin").exists()
        ROSTER.preview(roster_import)
        ROSTER.apply(roster_import)
        assert Person.objects.filter(given_name="Robin").exists()

    def test_of_two_editors_who_apply_at_once_the_second_is_refused(self, kim, user):
        first, _ = bring_in(HEADER, NEW)
        second, _ = bring_in(
            HEADER, NEW.replace("Robin", "Alex").replace("Mayor", "Council member")
        )
        ROSTER.apply(first, user)
        with pytest.raises(ImportRefused, match="Robin Sample was changed by Ann Editor"):
            ROSTER.apply(second)
        assert RosterImport.objects.get(pk=second.pk).applied_at is None

    def test_another_preview_than_the_one_that_was_shown_refuses_it(self, kim):
        roster_import, plan = bring_in(HEADER, NEW)
        roster_import.columns = {"First name": "given_name", "Last name": "family_name"}
        roster_import.save()
        ROSTER.preview(roster_import)
        with pytest.raises(ImportRefused, match="The preview has changed"):
            ROSTER.apply(roster_import, digest=plan.digest)

    @pytest.mark.parametrize("row", ["|Robin|Sample|Mayor|Nowhere|||||", "|Kim|Example|||||||"])
    def test_errors_and_open_questions_refuse_it(self, kim, row):
        roster_import, _ = bring_in(HEADER, NEW, row)
        before = state()
        with pytest.raises(ImportRefused, match="mistakes or open questions"):
            ROSTER.apply(roster_import)
        assert state() == before

    def test_a_seat_that_was_filled_after_the_plan_names_the_row_and_changes_nothing(self, kim):
        _, plan = bring_in(HEADER, NEW)
        mayor = PersonFactory(given_name="Alex", family_name="Placeholder")
        tenure = plan.rows[0].part
        TenureFactory(
            person=mayor, office=tenure.office, jurisdiction=tenure.jurisdiction, start="2020"
        )
        before = state()
        with pytest.raises(
            ImportRefused, match=r"Robin Sample, row 2: Alex Placeholder holds this seat"
        ):
            saved(plan)
        assert state() == before

    def test_a_constraint_of_the_database_refuses_it_too(self, kim):
        _, plan = bring_in(HEADER, NEW)
        plan.rows[0].record.person.slug = "former"
        before = state()
        with pytest.raises(ImportRefused, match="Robin Sample, row 2: This contradicts"):
            saved(plan)
        assert state() == before


def letters(number):
    return "".join("abcdefghij"[int(digit)] for digit in str(number))


def test_the_queries_of_an_import_and_its_undo_grow_little_with_its_rows(offices, town):
    def queries(prefix, count):
        rows = [
            f"|{prefix}{letters(n)}|Sample|Council member|Sampleton|2022||2023||"
            for n in range(count)
        ]
        roster_import, plan = bring_in(HEADER, *rows)
        with CaptureQueriesContext(connection) as applying:
            ROSTER.apply(roster_import, digest=plan.digest)
        with CaptureQueriesContext(connection) as undoing:
            ROSTER.undo(roster_import)
        return len(applying), len(undoing)

    queries("Warmup", 1)
    few, many = queries("Few", 3), queries("Many", 23)
    # Wagtail reads and writes the references of each person on their own; here, at once.
    assert many[0] - few[0] == 2 * 20
    # Wagtail takes each removed person out of the search index on its own.
    assert many[1] - few[1] <= 20


@transaction.atomic
def saved(plan):
    return ROSTER.save(plan, None, lambda done, total: None, "")


class TestUndoing:
    def test_everything_is_as_it_was(self, kim, user):
        watched = ("person", "tenure", "membership", "contactdetail", "personlink")
        before = {table: rows_without_revision(table) for table in watched}
        roster_import = applied(*three_rows(kim), user=user)
        assert Person.objects.count() == 3
        undone = ROSTER.undo(roster_import, user)
        assert {table: rows_without_revision(table) for table in watched} == before
        assert (undone.undone_by, bool(undone.undone_at)) == (user, True)
        assert kim.revisions.count() == 3
        assert not list(Person.objects.search("Robin"))

    def test_it_is_undone_once_and_only_if_it_was_applied(self, kim, roster_import):
        ROSTER.undo(roster_import)
        with pytest.raises(ImportRefused, match="already been undone"):
            ROSTER.undo(roster_import)
        with pytest.raises(ImportRefused, match="never been applied"):
            ROSTER.undo(bring_in(HEADER, NEW)[0])

    def test_a_change_since_refuses_it_and_is_named(self, kim, user, roster_import):
        with roster_change():
            record(Person.objects.get(pk=kim.pk), user)
        assert "Kimberly Example was changed by Ann Editor on" in ROSTER.why_not_undone(
            roster_import
        )
        before = state()
        with pytest.raises(ImportRefused, match="can’t be undone"):
            ROSTER.undo(roster_import)
        assert state() == before

    @pytest.mark.parametrize("is_draft", [False, True])
    def test_somebody_new_whom_a_page_or_a_draft_names_refuses_it(self, roster_import, is_draft):
        robin = Person.objects.get(given_name="Robin")
        page = StandardPageFactory()
        page.page_people = [PagePerson(person=robin)]
        page.save_revision() if is_draft else page.save()
        before = state()
        with pytest.raises(
            ImportRefused, match="Robin Sample, whom it added, is in use on the site"
        ):
            ROSTER.undo(roster_import)
        assert state() == before

    def test_a_seat_that_was_filled_since_refuses_it(self, kim, mayor, town):
        TenureFactory(person=kim, office=mayor, jurisdiction=town, start="2020", end="unknown")
        tenure = TenureFactory(
            person=PersonFactory(), office=mayor, jurisdiction=town, start="2021"
        )
        roster_import = applied("Tenure ID|Left office", f"{tenure.pk}|2024")
        TenureFactory(person=PersonFactory(), office=mayor, jurisdiction=town, start="2025")
        with pytest.raises(ImportRefused, match="holds this seat at the same time"):
            ROSTER.undo(roster_import)
        assert str(Tenure.objects.get(pk=tenure.pk).end) == "2024"

    def test_who_left_is_back(self, kim):
        decisions = {"missing": {str(kim.pk): {"membership": "2025", "tenures": "2025"}}}
        roster_import = applied(HEADER, NEW, decisions=decisions)
        ROSTER.undo(roster_import)
        assert kim.memberships.get().end is None
        assert kim.tenures.get().end is None


def rows_without_revision(table):
    """The rows of the table; which revision is the newest is another matter."""
    model = apps.get_model("members", table)
    names = [field.attname for field in model._meta.concrete_fields]
    return list(model.objects.order_by("pk").values(*set(names) - {"latest_revision_id"}))


@pytest.mark.django_db(transaction=True)
class TestPowerCuts:
    """A process that is killed between any two writes leaves the roster as it was."""

    def test_while_an_import_is_applied(self, kim):
        roster_import, plan = bring_in(*three_rows(kim))
        writes = writes_survived(lambda: ROSTER.apply(roster_import, digest=plan.digest))
        assert writes >= 20
        assert Person.objects.count() == 3
        assert RosterImport.objects.get().applied_at

    def test_while_an_import_is_undone(self, kim):
        roster_import = applied(*three_rows(kim))
        writes = writes_survived(lambda: ROSTER.undo(roster_import))
        assert writes >= 15
        assert Person.objects.get().given_name == "Kim"
        assert RosterImport.objects.get().undone_at


@pytest.mark.django_db(transaction=True)
def test_two_imports_applied_in_the_same_instant(kim):
    first, plan = bring_in(*three_rows(kim))
    second, other_plan = bring_in(HEADER, NEW)
    answers = at_once(
        lambda: ROSTER.apply(first, digest=plan.digest),
        lambda: ROSTER.apply(second, digest=other_plan.digest),
    )
    refused = [answer for answer in answers if isinstance(answer, ImportRefused)]
    assert len(refused) == 1 and "changed" in str(refused[0])
    assert RosterImport.objects.exclude(applied_at=None).count() == 1
    assert Person.objects.filter(given_name="Robin").count() == 1

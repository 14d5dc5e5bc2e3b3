"""Former and other names: who finds a person by them, who sees them, and what keeps them."""

import json

import pytest
from django.urls import reverse

from members.admin.duplicates import same_names
from members.admin.erasure import erase
from members.admin.merging.choices import suggested
from members.admin.merging.merger import merge
from members.admin.merging.undo import undo
from members.importing.roster import ROSTER
from members.models import OtherName, Person, RosterImport, roster_change
from members.models.history import as_it_was, record
from members.public.answers import search_people
from tests.factories import HomePageFactory
from tests.members.factories import (
    CityFactory,
    MemberFactory,
    OfficeFactory,
    OtherNameFactory,
    PersonFactory,
    TenureFactory,
)
from tests.members.imports.files import applied, changes, file_of, options, outcomes, plan_for
from tests.members.screens import add_row, address, opened

pytestmark = pytest.mark.django_db

PEOPLE = reverse("wagtailsnippets_members_person:list")
CHOOSER = reverse("wagtailsnippetchoosers_members_person:choose_results")
HEADER = "First name|Last name|Office|Jurisdiction|Term start|Term end"


@pytest.fixture
def cary():
    OfficeFactory(name="City or town council member")
    return CityFactory(name="Cary", kind="town", governing_body="Town Council")


@pytest.fixture
def jamie():
    """A member who is called Probe today, and was Beispiel."""
    person = MemberFactory(given_name="Jamie", family_name="Probe")
    OtherNameFactory(person=person, name="Jamie Beispiel", until="June 2025")
    return person


def names_of(person):
    rows = OtherName.objects.filter(person=person)
    return list(rows.values_list("name", "kind", "published"))


def renamed(client, person, **data):
    posted = opened(client, address(person)) | {"family_name": "Probe"} | data
    response = client.post(address(person), {k: v for k, v in posted.items() if v is not None})
    assert response.status_code == 302
    person.refresh_from_db()
    return person


class TestRenaming:
    @pytest.fixture
    def person(self):
        return PersonFactory(given_name="Jamie", family_name="Beispiel", suffix="Jr.")

    def test_the_old_name_stays_unpublished(self, admin_client, person):
        renamed(admin_client, person)
        assert (person.name, person.sort_name) == ("Jamie Probe Jr.", "Probe, Jamie, Jr.")
        assert names_of(person) == [("Jamie Beispiel Jr.", "former", False)]
        assert person.latest_revision.content["other_names"][0]["name"] == "Jamie Beispiel Jr."

    def test_an_editor_may_say_otherwise(self, admin_client, person):
        renamed(admin_client, person, keeps_former_name=None)
        assert names_of(person) == []

    @pytest.mark.parametrize("spelling", ["Beispiel", "beispiel", "Beíspiel"])
    def test_another_spelling_is_no_other_name(self, admin_client, person, spelling):
        renamed(admin_client, person, family_name=spelling)
        assert names_of(person) == []

    def test_a_name_that_is_on_record_is_not_kept_twice(self, admin_client, person):
        row = {"name": "jamie beispiel jr", "kind": "maiden", "until": "", "published": "on"}
        data = add_row(opened(admin_client, address(person)), "other_names", **row)
        data |= {"other_names-0-ORDER": "1", "family_name": "Probe"}
        assert admin_client.post(address(person), data).status_code == 302
        assert names_of(person) == [("jamie beispiel jr", "maiden", True)]

    def test_someone_new_had_no_name_before(self, admin_client):
        form = admin_client.get(reverse("wagtailsnippets_members_person:add")).context["form"]
        assert "keeps_former_name" not in form.fields


class TestMatching:
    def test_a_file_from_before_the_rename_is_about_the_same_person(self, admin_client, cary):
        applied(HEADER, "Jamie|Beispiel|Council member|Town of Cary|12/4/2023|")
        person = renamed(admin_client, Person.objects.get())
        row = "Jamie|Beispiel|Council member|Town of Cary|12/4/2023|12/2027"
        plan = plan_for(HEADER, row)
        assert outcomes(plan) == ["update"]
        assert changes(plan) == {("Term end", "", "2027-12")}
        applied(HEADER, row)
        person = Person.objects.get()
        assert (person.name, person.family_name) == ("Jamie Probe", "Probe")
        assert str(person.tenures.get().expected_end) == "December 2027"
        assert names_of(person) == [("Jamie Beispiel", "former", False)]

    def test_two_rows_by_both_names_agree(self, jamie, cary):
        TenureFactory(person=jamie, jurisdiction=cary)
        both = ["Jamie Beispiel|Town of Cary|she/her", "Jamie Probe|Town of Cary|she/her"]
        plan = plan_for("Name|Jurisdiction|Pronouns", *both)
        assert {row.record.pk for row in plan.rows} == {jamie.pk}
        assert not plan.unresolved

    def test_a_former_name_alone_is_never_enough(self, jamie):
        plan = plan_for("Name|Pronouns", "Jamie Beispiel|they/them")
        assert (outcomes(plan), options(plan)) == (["ambiguous"], [str(jamie.pk), "new"])

    def test_a_row_with_an_id_and_a_former_name_raises_no_doubt(self, jamie):
        assert outcomes(plan_for("Person ID|Last name", f"{jamie.pk}|Beispiel")) == ["update"]

    def test_a_possible_duplicate_is_found(self, jamie):
        other = PersonFactory(given_name="Jamie", family_name="Beispiel")
        assert same_names() == [(jamie.pk, other.pk)]


class TestWhoSees:
    @pytest.fixture(autouse=True)
    def home(self):
        HomePageFactory()

    @pytest.mark.parametrize(
        "kind, label",
        [("former", "Formerly"), ("maiden", "Formerly"), ("also_known_as", "Also known as")],
    )
    def test_a_published_name_is_on_the_members_page(self, client, jamie, kind, label):
        OtherName.objects.update(published=True, kind=kind)
        text = " ".join(client.get(jamie.get_absolute_url()).text.split())
        assert f"<dt>{label}</dt> <dd> <bdi>Jamie Beispiel</bdi>, until June 2025 </dd>" in text

    @pytest.mark.parametrize("published", [True, False])
    def test_the_public_finds_and_reads_published_names_only(self, client, jamie, published):
        OtherName.objects.update(published=published)
        with roster_change():
            record(jamie)
        found = [jamie] if published else []
        assert (search_people("beispiel", []) or {"people": []})["people"] == found
        for path in (jamie.get_absolute_url(), "/members/?name=x", "/data/members.json"):
            answer = client.get(path)
            text = (answer.getvalue() if answer.streaming else answer.content).decode()
            assert ("Beispiel" in text) is (published and "name=" not in path), path
        assert ("Jamie Probe" in client.get("/members/?name=Beispiel").text) is published

    def test_the_open_data_have_published_names(self, client, jamie):
        OtherName.objects.update(published=True)
        (row,) = json.loads(client.get("/data/members.json").getvalue())["members"]
        (other,) = row["other_names"]
        assert other == {"name": "Jamie Beispiel", "note": "former", "end_date": "2025-06"}

    @pytest.mark.parametrize("role, sees", [("Roster editors", True), ("Communications", False)])
    def test_the_admin_shows_and_finds_unpublished_names_for_roster_editors_only(
        self, client_of, jamie, role, sees
    ):
        client = client_of(role)
        found = client.get(PEOPLE, {"q": "beispiel"}).context["object_list"]
        assert list(found) == [jamie] * sees
        inspected = client.get(address(jamie, "inspect"))
        assert (
            "Jamie Beispiel (former name, until June 2025), not published" in inspected.text
        ) is sees
        assert list(client.get(CHOOSER, {"q": "beispiel"}).context["results"]) == []
        OtherName.objects.update(published=True)
        assert list(client.get(PEOPLE, {"q": "beispiel"}).context["object_list"]) == [jamie]
        assert list(client.get(CHOOSER, {"q": "beispiel"}).context["results"]) == [jamie]


class TestKept:
    def test_a_merge_brings_them_together_and_its_undoing_gives_them_back(self, jamie):
        other = PersonFactory(given_name="Jamie", family_name="Beispiel")
        for name, published in [("JAMIE BEISPIEL", True), ("J. B.", False)]:
            OtherNameFactory(person=other, name=name, published=published)
        before = names_of(jamie), names_of(other)
        made = merge(suggested(jamie, other))
        assert names_of(jamie) == [("JAMIE BEISPIEL", "former", True), ("J. B.", "former", False)]
        undo(made)
        assert (names_of(jamie), names_of(other)) == before

    def test_undoing_an_import_gives_them_back(self, jamie):
        done = applied("Person ID|Last name", f"{jamie.pk}|Beispiel")
        assert Person.objects.get().name == "Jamie Beispiel"
        ROSTER.undo(done, None)
        assert Person.objects.get().name == "Jamie Probe"
        assert names_of(jamie) == [("Jamie Beispiel", "former", False)]

    def test_an_older_version_brings_them_back(self, jamie):
        with roster_change():
            older = record(jamie)
        OtherName.objects.all().delete()
        restored = as_it_was(Person.objects.get(), older)
        assert [(o.name, str(o.until)) for o in restored.other_names.all()] == [
            ("Jamie Beispiel", "June 2025")
        ]

    def test_erasing_removes_them_everywhere(self, jamie):
        with roster_change():
            record(jamie)
        applied("Person ID|Pronouns", f"{jamie.pk}|they/them")
        done = ROSTER.begin("x.csv", file_of("Name|Email", "Jamie Beispiel|jamie@example.org"))
        Person.objects.update(status="withdrawn")
        erase(Person.objects.get())
        assert names_of(jamie) == []
        kept = [revision.content for revision in Person.objects.get().revisions.all()]
        kept += list(RosterImport.objects.values_list("changes", flat=True))
        assert "Beispiel" not in json.dumps(kept)
        done.refresh_from_db()
        assert done.table["rows"][0]["cells"][1] == ""

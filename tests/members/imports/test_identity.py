"""A row with an ID that has nothing in common with the record of the ID is a question, never a silent change."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from members.models import Person, Tenure
from spreadsheets.decisions import decided
from tests.members.factories import CityFactory, OfficeFactory, PersonFactory, TenureFactory
from tests.members.imports.files import applied, bring_in, changes, file_of, outcomes, plan_for
from tests.members.killing import state

HEADER = "Person ID|Name"


@pytest.fixture
def kim(council, town):
    person = PersonFactory(given_name="Kim", family_name="Example")
    TenureFactory(person=person, office=council, jurisdiction=town)
    return person


def answered(roster_import, plan):
    """The decisions when the preview's one answer is given, as the screen gives it."""
    (option,) = plan.rows[0].question.options
    data = QueryData({"row": ["2"], "answer-2": [option.value]})
    return decided(plan, roster_import.decisions, data)


class QueryData(dict):
    def get(self, key, default=None):
        return self[key][0] if key in self else default

    def getlist(self, key):
        return dict.get(self, key, [])


def test_another_name_is_a_question_and_changes_nothing(kim):
    plan = plan_for(HEADER, f"{kim.pk}|Somebody Else Entirely")
    assert outcomes(plan) == ["ambiguous"]
    assert not plan.can_apply and not changes(plan)
    assert plan.rows[0].question.sentence == (
        "Its ID belongs to Kim Example, but the row gives the name “Somebody Else Entirely”. Is it the right "
        "one?"
    )
    assert not plan.missing


def test_once_answered_it_is_an_ordinary_change(kim):
    row = f"{kim.pk}|Somebody Else Entirely"
    applied(HEADER, row, decisions=answered(*bring_in(HEADER, row)))
    assert Person.objects.get(pk=kim.pk).name == "Somebody Else Entirely"


def test_an_answer_holds_for_what_was_asked_only(kim):
    decisions = answered(*bring_in(HEADER, f"{kim.pk}|Somebody Else Entirely"))
    assert outcomes(plan_for(HEADER, f"{kim.pk}|A Third One", decisions=decisions)) == ["ambiguous"]


def test_a_sheet_sorted_without_its_ids_asks_about_everyone(council, town):
    names = ["Alex Probe", "Kim Example", "Robin Sample", "Terry Placeholder"]
    people = [PersonFactory(given_name=n.split()[0], family_name=n.split()[1]) for n in names]
    rows = [
        f"{person.pk}|{name}" for person, name in zip(people, names[1:] + names[:1], strict=True)
    ]
    assert outcomes(plan_for(HEADER, *rows)) == ["ambiguous"] * 4


@pytest.mark.parametrize(
    "name",
    [
        "Kim Beispiel",
        "Kimberly Beispiel",
        "Kim Example-Probe",
        "KIM EXÁMPLE",
        "K. Example",
        "Example, Kim, Jr.",
        "Dr. Kim Example III",
        "Kimm Beispiel",
        "Robin Example",
        "K. E.",
    ],
)
def test_a_new_name_that_keeps_something_is_an_ordinary_change(kim, name):
    plan = plan_for(HEADER, f"{kim.pk}|{name}")
    assert outcomes(plan) == ["update"]


def test_particles_are_nothing_in_common(durham):
    maria = PersonFactory(name="Maria de la Rosa")
    assert outcomes(plan_for("Person ID|Name", f"{maria.pk}|Jon de la Cruz")) == ["ambiguous"]


@pytest.mark.parametrize(
    "header, cells",
    [
        ("Person ID|First name|Last name", "Alex|Probe"),
        ("Person ID|Last name", "Probe"),
        ("Person ID|First name", "Alex"),
        ("Person ID|First name|Last name|Name as shown", "Kim|Example|Alex Probe"),
        ("Person ID|Sort name", "Probe, Alex"),
        ("Person ID|Name", "Dr. Alex Probe, Jr."),
        ("Person ID|Name", "A. P."),
        ("Person ID|Name", "X"),
        ("Person ID|Name", "?"),
    ],
)
def test_every_column_of_a_name_counts(kim, header, cells):
    assert outcomes(plan_for(header, f"{kim.pk}|{cells}")) == ["ambiguous"]


class TestOffices:
    HEADER = "Tenure ID|Name|Office|Jurisdiction"

    def plan(self, kim, office, place):
        tenure = kim.tenures.get()
        return plan_for(self.HEADER, f"{tenure.pk}|Kim Example|{office}|{place}")

    def test_another_place_is_a_question(self, kim):
        CityFactory(name="Elsewhere")
        plan = self.plan(kim, "Council member", "Elsewhere")
        assert outcomes(plan) == ["ambiguous"]
        assert "City of Elsewhere instead of Town of Sampleton" in plan.rows[0].question.sentence

    def test_another_office_is_a_question(self, kim, mayor):
        plan = self.plan(kim, "Mayor", "Sampleton")
        assert outcomes(plan) == ["ambiguous"]
        assert "the office “Mayor” instead of" in plan.rows[0].question.sentence

    def test_the_county_of_that_name_is_an_ordinary_change(self, kim, durham):
        kim.tenures.update(jurisdiction=durham, office=OfficeFactory(name="Clerk"))
        assert outcomes(self.plan(kim, "Clerk", "Durham County")) == ["update"]

    def test_a_name_that_fits_tells_that_an_office_elsewhere_is_a_new_one(self, kim, mayor):
        CityFactory(name="Elsewhere")
        row = f"{kim.pk}|Kim Example|Mayor|Elsewhere"
        assert outcomes(plan_for("Person ID|Name|Office|Jurisdiction", row)) == ["new"]

    def test_without_a_name_an_office_elsewhere_is_a_question(self, kim, mayor):
        CityFactory(name="Elsewhere")
        row = f"{kim.pk}|Mayor|Elsewhere"
        assert outcomes(plan_for("Person ID|Office|Jurisdiction", row)) == ["ambiguous"]
        assert Tenure.objects.count() == 1


def test_the_command_prints_the_question_and_does_nothing(kim, tmp_path):
    file = tmp_path / "members.csv"
    file.write_bytes(file_of(HEADER, f"{kim.pk}|Somebody Else Entirely"))
    before = state()
    with pytest.raises(CommandError) as refused:
        call_command("import_roster", file, commit=True, stdout=StringIO())
    assert "Its ID belongs to Kim Example" in str(refused.value)
    assert "To decide in the admin: Yes, it is Kim Example" in str(refused.value)
    assert state() == before

import pytest

from members.models import Jurisdiction, Person, Tenure
from tests.members.factories import (
    ContactFactory,
    PersonFactory,
    TenureFactory,
)
from tests.members.imports.files import applied, changes, options, outcomes, plan_for, sentences

HEADER = "First name|Last name|Office|Jurisdiction|Type|District or Ward|Term start|Term end|Member since|Email"


@pytest.fixture(autouse=True)
def places(offices, durham, town):
    """Durham, city and county, a town, and three offices."""


class TestPlaces:
    def test_a_bare_name_of_a_city_and_a_county_is_ambiguous(self):
        plan = plan_for(HEADER, "Kim|Example|Commissioner|Durham||||||")
        assert outcomes(plan) == ["ambiguous"]
        labels = [option.label for option in plan.rows[0].question.options]
        assert sorted(labels) == ["City of Durham", "Durham County"]
        assert not plan.can_apply

    def test_the_editor_decides_which_place_it_is(self, durham):
        decisions = {"rows": {"2": {"place": str(durham.pk)}}}
        applied(HEADER, "Kim|Example|Commissioner|Durham||||||", decisions=decisions)
        assert Tenure.objects.get().jurisdiction == durham

    @pytest.mark.parametrize(
        "name, kind",
        [
            ("Durham", "City"),
            ("Durham", "municipality"),
            ("City of Durham", ""),
            ("Durham, NC", "Town"),
        ],
    )
    def test_the_type_or_the_whole_name_tells_the_city(self, durham, name, kind):
        applied(HEADER, f"Kim|Example|Mayor|{name}|{kind}|||||")
        assert Tenure.objects.get().jurisdiction == durham

    @pytest.mark.parametrize("name, kind", [("Durham", "County"), ("durham county", "")])
    def test_the_type_or_the_whole_name_tells_the_county(self, durham_county, name, kind):
        applied(HEADER, f"Kim|Example|County commissioner|{name}|{kind}|||||")
        assert Tenure.objects.get().jurisdiction == durham_county

    def test_a_place_that_we_do_not_know_is_an_error_with_a_hint(self):
        plan = plan_for(HEADER, "Kim|Example|Mayor|Sampletown||||||")
        (sentence,) = sentences(plan)
        assert "no place called “Sampletown”. Did you mean Town of Sampleton?" in sentence

    def test_a_place_of_another_type_is_an_error(self):
        plan = plan_for(HEADER, "Kim|Example|Mayor|Sampleton|County|||||")
        assert sentences(plan) == [
            "Jurisdiction: “Sampleton” isn’t of that type. There is Town of Sampleton."
        ]

    def test_a_place_that_no_longer_exists_does_not_make_a_name_ambiguous(self, durham):
        Jurisdiction.objects.filter(pk=durham.pk).update(retired=True)
        plan = plan_for(HEADER, "Kim|Example|County commissioner|Durham||||||")
        assert outcomes(plan) == ["new"]


class TestOffices:
    @pytest.mark.parametrize(
        "words",
        [
            "Council Member",
            "councilwoman",
            "City Councilor",
            "City Council",
            "Durham City Council Member",
            "Commissioner",
            "City or town council member",
        ],
    )
    def test_a_council_member_goes_by_many_words(self, council, words):
        applied(HEADER, f"Kim|Example|{words}|City of Durham||||||")
        assert Tenure.objects.get().office == council

    def test_a_commissioner_of_a_county_is_another_office(self, commissioner):
        applied(HEADER, "Kim|Example|Commissioner|Durham County||||||")
        assert Tenure.objects.get().office == commissioner

    def test_a_title_stands_for_the_office_in_a_file_without_offices(self, mayor):
        applied("Name|Title|Jurisdiction", "Kim Example|Mayor|Sampleton")
        assert (Tenure.objects.get().office, Tenure.objects.get().title) == (mayor, "")

    def test_an_unknown_office_is_an_error_that_lists_ours(self):
        plan = plan_for(HEADER, "Kim|Example|Wizard|Sampleton||||||")
        assert "no office called “Wizard”. The offices are:" in sentences(plan)[0]

    def test_an_office_is_needed_for_a_new_person_in_a_place(self):
        plan = plan_for(HEADER, "Kim|Example||Sampleton||||||")
        assert sentences(plan) == ["Office: Enter the office."]


class TestWhoItIs:
    def test_a_person_id_comes_first(self, kim):
        plan = plan_for("Person ID|First name|Email", f"{kim.pk}|Kimberly|somebody@example.org")
        assert outcomes(plan) == ["update"]
        assert ("First name", "Kim", "Kimberly") in changes(plan)
        assert ("Name", "Kim Example", "Kimberly Example") in changes(plan)

    @pytest.mark.parametrize(
        "text", ["999999999", "0", "99999999999999999999", "-1", "abc", "1.5", "²"]
    )
    def test_an_unknown_person_id_is_an_error(self, kim, text):
        plan = plan_for("Person ID|Name", f"{text}|Kim Example")
        assert outcomes(plan) == ["error"]
        assert plan.rows[0].problems[0].header == "Person ID"

    def test_the_id_of_a_merged_record_leads_to_the_survivor(self, kim):
        merged = PersonFactory(merged_into=kim)
        plan = plan_for("Person ID|Pronouns", f"{merged.pk}|they/them")
        assert plan.rows[0].record.pk == kim.pk

    def test_a_tenure_that_stayed_with_a_merged_record_is_left_alone(self, kim):
        tenure = TenureFactory(person=PersonFactory(merged_into=kim))
        plan = plan_for("Tenure ID|Title as styled", f"{tenure.pk}|X")
        assert "merged into Kim Example" in sentences(plan)[0]

    def test_the_id_of_a_withdrawn_person_is_an_error(self, kim):
        Person.objects.update(status="withdrawn")
        plan = plan_for("Person ID|Pronouns", f"{kim.pk}|they/them")
        assert "was withdrawn for privacy" in sentences(plan)[0]

    def test_a_tenure_id_tells_the_person(self, kim):
        plan = plan_for("Tenure ID|Title", f"{kim.tenures.get().pk}|Councilmember")
        assert (plan.rows[0].record.pk, outcomes(plan)) == (kim.pk, ["update"])

    def test_a_tenure_of_somebody_else_is_an_error(self, kim):
        other = PersonFactory()
        plan = plan_for("Person ID|Tenure ID|Title", f"{other.pk}|{kim.tenures.get().pk}|X")
        assert "isn’t" in sentences(plan)[0]

    def test_an_email_that_one_person_has_tells_who_it_is_if_the_last_name_agrees(self, kim):
        ContactFactory(person=kim, value="kim@example.org")
        plan = plan_for("First name|Last name|Email", "Kimberly|EXAMPLE|Kim@Example.org")
        assert plan.rows[0].record.pk == kim.pk

    def test_an_email_with_another_last_name_is_ambiguous(self, kim):
        ContactFactory(person=kim, value="council@example.org")
        plan = plan_for("First name|Last name|Email", "Robin|Sample|council@example.org")
        assert outcomes(plan) == ["ambiguous"]
        assert options(plan) == [str(kim.pk), "new"]

    def test_a_shared_mailbox_is_ambiguous(self, kim):
        for person in (kim, PersonFactory(family_name="Example")):
            ContactFactory(person=person, value="council@example.org")
        plan = plan_for("Last name|Email", "Example|council@example.org")
        assert outcomes(plan) == ["ambiguous"]

    def test_name_and_place_tell_who_it_is(self, kim):
        plan = plan_for(HEADER, "KIM|example|Council member|Durham|City|ward 3||Dec 2029||")
        assert (plan.rows[0].record.pk, outcomes(plan)) == (kim.pk, ["update"])
        assert changes(plan) == {("Term end", "", "2029-12")}

    def test_another_spelling_of_the_name_does_not_replace_ours(self, council, town):
        person = PersonFactory(given_name="José", family_name="O’Sample")
        TenureFactory(person=person, office=council, jurisdiction=town)
        plan = plan_for("Name|Jurisdiction", "JOSE O'SAMPLE|Sampleton")
        assert (plan.rows[0].record.pk, outcomes(plan)) == (person.pk, ["unchanged"])

    def test_a_name_alone_is_never_enough(self, kim):
        plan = plan_for("Name|Pronouns", "Kim Example|they/them")
        assert outcomes(plan) == ["ambiguous"]
        assert options(plan) == [str(kim.pk), "new"]

    def test_a_name_in_another_place_is_not_enough(self, kim):
        plan = plan_for("Name|Office|Jurisdiction", "Kim Example|Mayor|Sampleton")
        assert outcomes(plan) == ["ambiguous"]

    def test_two_of_one_name_in_one_place_are_ambiguous(self, kim, council, durham):
        twin = PersonFactory(given_name="Kim", family_name="Example")
        TenureFactory(person=twin, office=council, jurisdiction=durham)
        plan = plan_for("Name|Jurisdiction|Pronouns", "Kim Example|City of Durham|she/her")
        assert set(options(plan)) == {str(kim.pk), str(twin.pk), "new"}

    def test_a_junior_is_not_the_senior_of_the_same_town(self, kim, durham):
        Person.objects.filter(pk=kim.pk).update(name="Kim Example Sr.", suffix="Sr.")
        for row, found in [
            ("Kim Example Jr.|City of Durham|she/her", "ambiguous"),
            ("Kim Example Sr.|City of Durham|she/her", "update"),
            ("Kim Example|City of Durham|she/her", "update"),
        ]:
            assert outcomes(plan_for("Name|Jurisdiction|Pronouns", row)) == [found], row

    @pytest.mark.parametrize("chosen, people", [("new", 2), ("kim", 1)])
    def test_the_editor_decides_who_it_is(self, kim, chosen, people):
        answer = str(kim.pk) if chosen == "kim" else chosen
        decisions = {"rows": {"2": {"person": answer}}}
        applied("Name|Pronouns", "Kim Example|they/them", decisions=decisions)
        assert Person.objects.count() == people
        assert Person.objects.filter(pronouns="they/them").exclude(pk=kim.pk).count() == people - 1

    @pytest.mark.parametrize("nonsense", ["999999", "row 77", "abc", "row x", "-1"])
    def test_a_decision_that_cannot_be_leaves_the_question_open(self, kim, nonsense):
        plan = plan_for("Name", "Kim Example", decisions={"rows": {"2": {"person": nonsense}}})
        assert outcomes(plan) == ["ambiguous"]

    def test_a_row_without_anybody_is_an_error(self):
        plan = plan_for(HEADER, "||Mayor|Sampleton||||||")
        assert sentences(plan) == ["Name: Enter the person’s name."]

    def test_two_rows_of_a_new_person_make_one(self):
        applied(
            HEADER,
            "Kim|Example|Council member|Sampleton|||2015||2016|",
            "Kim|Example|Mayor|Sampleton|||2023||2016|",
        )
        assert Person.objects.get().tenures.count() == 2

    def test_two_rows_of_one_name_in_two_places_are_ambiguous(self):
        rows = (
            HEADER,
            "Kim|Example|Mayor|Sampleton||||||",
            "Kim|Example|County commissioner|Durham County||||||",
        )
        plan = plan_for(*rows)
        assert outcomes(plan) == ["new", "ambiguous"]
        assert [o.value for o in plan.rows[1].question.options] == ["row 2", "new"]
        applied(*rows, decisions={"rows": {"3": {"person": "row 2"}}})
        assert Person.objects.get().tenures.count() == 2


class TestWhichTenure:
    @pytest.fixture
    def row(self):
        def write(start="", end="", label="Ward 3"):
            header = "Name|Office|Jurisdiction|District or Ward|Term start|Left office|Title"
            row = f"Kim Example|Council member|City of Durham|{label}|{start}|{end}|Member"
            return plan_for(header, row)

        return write

    @pytest.mark.parametrize("start", ["", "December 2021", "12/5/2021", "2022"])
    def test_one_whose_time_overlaps_is_the_same(self, kim, row, start):
        plan = row(start)
        assert (outcomes(plan), plan.rows[0].part.pk) == (["update"], kim.tenures.get().pk)

    def test_another_seat_is_another_tenure(self, kim, row):
        assert outcomes(row(label="Ward 4")) == ["new"]

    @pytest.mark.parametrize("label", ["3", "W3", "Dist. 3", "Third", "Ward Three", "ward 03"])
    def test_a_seat_is_the_same_however_it_is_spelled(self, kim, row, label):
        plan = row("12/1/2021", label=label)
        assert (outcomes(plan), plan.rows[0].part.pk) == (["update"], kim.tenures.get().pk)
        assert "District or Ward" not in {header for header, *_ in changes(plan)}

    @pytest.mark.parametrize("answer, tenures", [("same", 1), ("new", 2)])
    def test_another_label_from_the_same_day_is_asked_about(self, kim, row, answer, tenures):
        rows = (
            "Name|Office|Jurisdiction|District or Ward|Term start",
            "Kim Example|Council member|City of Durham|Ward 4|December 2021",
        )
        plan = plan_for(*rows)
        known = str(kim.tenures.get().pk)
        assert (outcomes(plan), options(plan)) == (["ambiguous"], [known, "new"])
        assert "from December 2021 on, but as “Ward 3” and not “Ward 4”" in sentences(plan)[0]
        applied(*rows, decisions={"rows": {"2": {"tenure": known if answer == "same" else "new"}}})
        assert kim.tenures.count() == tenures
        assert kim.tenures.filter(seat_label="Ward 4").count() == 1

    def test_another_label_from_another_day_is_another_tenure(self, kim, row):
        assert outcomes(row("12/1/2025", label="Ward 4")) == ["new"]

    def test_two_people_in_one_seat_are_refused_however_it_is_spelled(self, kim):
        for label in ("3", "Dist. 3", "W3"):
            plan = plan_for(
                "Name|Office|Jurisdiction|District or Ward|Term start",
                f"Robin Sample|Council member|City of Durham|{label}|2022",
            )
            assert "Kim Example holds this seat at the same time" in sentences(plan)[0]

    def test_an_id_lets_a_file_respell_a_label(self, kim):
        applied("Tenure ID|District or Ward", f"{kim.tenures.get().pk}|District 3")
        assert kim.tenures.get().seat_label == "District 3"

    def test_an_earlier_time_is_another_tenure(self, kim, row):
        assert outcomes(row("2013", "2017")) == ["new"]

    def test_an_older_tenure_that_ended_is_left_alone(self, kim, row, council, durham):
        older = TenureFactory(
            person=kim,
            office=council,
            jurisdiction=durham,
            seat_label="Ward 3",
            start="2013",
            end="2017",
        )
        assert row().rows[0].part.pk != older.pk
        assert row("2013").rows[0].part.pk == older.pk

    def test_without_dates_one_that_ended_is_asked_about(self, kim, row):
        kim.tenures.update(end_first="2023-12-01", end_last="2023-12-31")
        plan = row()
        assert outcomes(plan) == ["ambiguous"]
        assert options(plan) == [str(kim.tenures.get().pk), "new"]

    def test_without_a_label_the_only_seat_is_meant(self, kim, row):
        assert row(label="").rows[0].part.pk == kim.tenures.get().pk

    def test_a_label_for_a_seat_that_had_none_is_asked_about(self, kim, row):
        kim.tenures.update(seat_label="")
        assert outcomes(row()) == ["ambiguous"]

    def test_a_place_only_tells_who_it_is(self, kim):
        plan = plan_for("Name|Jurisdiction|Pronouns", "Kim Example|City of Durham|she/her")
        assert (outcomes(plan), plan.rows[0].part) == (["update"], None)

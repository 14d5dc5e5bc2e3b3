import pytest

from members.models import Person, Tenure
from members.models.warnings import accept, warnings_about
from tests.members.factories import (
    ContactFactory,
    MembershipFactory,
    TenureFactory,
)
from tests.members.imports.files import applied, changes, outcomes, plan_for, sentences

HEADER = "First name|Last name|Office|Jurisdiction|Type|District or Ward|Term start|Term end|Member since|Email"


@pytest.fixture(autouse=True)
def places(offices, durham, town):
    """Durham, city and county, a town, and three offices."""


def test_somebody_new_gets_all_that_the_row_says():
    applied(
        HEADER,
        "Kim|Example|Council member|Durham|City|Ward 3|12/1/2025|Dec 2029|2024|kim@example.org",
    )
    person = Person.objects.get()
    tenure = person.tenures.get()
    assert (person.name, person.sort_name, person.slug) == (
        "Kim Example",
        "Example, Kim",
        "kim-example",
    )
    assert tenure.display_title == "Durham City Council Member"
    assert (str(tenure.start), str(tenure.expected_end)) == ("December 1, 2025", "December 2029")
    assert str(person.memberships.get().start) == "2024"
    contact = person.contacts.get()
    assert (contact.kind, contact.value, contact.published) == ("email", "kim@example.org", False)


@pytest.mark.parametrize("written", ["12/1/2025", "2025-12-01", "Dec 1, 2025", "1-Dec-25"])
def test_a_day_is_read_however_it_is_written(written):
    applied(HEADER, f"Kim|Example|Mayor|Sampleton|||{written}|||")
    assert str(Tenure.objects.get().start) == "December 1, 2025"


@pytest.mark.parametrize(
    "written, start", [("Dec 2025", "December 2025"), ("Dec-25", "December 2025"), ("2025", "2025")]
)
def test_a_date_keeps_its_precision(written, start):
    applied(HEADER, f"Kim|Example|Mayor|Sampleton|||{written}|||")
    assert str(Tenure.objects.get().start) == start


class TestWhatIsWritten:
    def test_a_missing_column_and_an_empty_cell_change_nothing(self, kim):
        Person.objects.update(pronouns="she/her", private_notes="A note")
        plan = plan_for("Person ID|Pronouns", f"{kim.pk}|")
        assert outcomes(plan) == ["unchanged"]

    def test_the_word_clear_empties_a_field(self, kim):
        Person.objects.update(pronouns="she/her")
        plan = plan_for(
            "Person ID|Tenure ID|Pronouns|Term start",
            f"{kim.pk}|{kim.tenures.get().pk}|CLEAR|CLEAR",
        )
        assert changes(plan) == {("Pronouns", "she/her", ""), ("Term start", "2021-12", "")}

    def test_clear_in_lower_case_is_a_word_like_any_other(self, kim):
        plan = plan_for("Person ID|Pronouns", f"{kim.pk}|clear")
        assert changes(plan) == {("Pronouns", "", "clear")}

    def test_an_email_is_added_and_none_is_replaced(self, kim):
        old = ContactFactory(person=kim, value="old@example.org", published=True)
        applied("Person ID|Email", f"{kim.pk}|new@example.org")
        assert set(kim.contacts.values_list("value", "published")) == {
            ("old@example.org", True),
            ("new@example.org", False),
        }
        applied("Person ID|Email", f"{kim.pk}|CLEAR")
        assert not kim.contacts.filter(pk=old.pk).exists()

    def test_a_published_email_stays_published(self, kim):
        ContactFactory(person=kim, value="old@example.org", published=True)
        assert outcomes(plan_for("Person ID|Email", f"{kim.pk}|OLD@example.org")) == ["unchanged"]

    def test_a_later_membership_is_another_one(self, kim):
        MembershipFactory(person=kim, start="2015", end="2018")
        applied("Person ID|Member since", f"{kim.pk}|2024")
        assert [str(m.start) for m in kim.memberships.order_by("pk")] == ["2015", "2024"]

    def test_an_unknown_start_of_a_membership_is_one_all_the_same(self, kim):
        applied("Person ID|Member since", f"{kim.pk}|unknown")
        assert kim.memberships.get().start is None

    def test_a_line_end_within_a_short_text_is_a_space(self, kim):
        plan = plan_for(["Person ID", "Pronouns"], [str(kim.pk), "she/her,\n  they/them"])
        assert changes(plan) == {("Pronouns", "", "she/her, they/them")}

    def test_every_word_of_a_biography_with_a_list_in_a_list_is_read(self, kim):
        kim.biography = (
            "<p>She:<br/>led</p>after<ul><li>a<ul><li>b</li></ul>c</li><li><p>d</p></li></ul>"
        )
        kim.save()
        text = "She:\nled\nafter\na\nb\nc\nd"
        assert not changes(plan_for(["Person ID", "Biography"], [str(kim.pk), text]))

    def test_a_biography_holds_no_markup_of_the_file(self, kim):
        applied("Person ID|Biography", f"{kim.pk}|<script>alert(1)</script>")
        kim.refresh_from_db()
        assert kim.biography == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"

    @pytest.mark.parametrize(
        "text, name, parts, sort_name",
        [
            (
                "Robin Sample Jr.",
                "Robin Sample Jr.",
                ("Robin", "Sample", "Jr."),
                "Sample, Robin, Jr.",
            ),
            (
                "Example, Kim, Jr.",
                "Kim Example Jr.",
                ("Kim", "Example", "Jr."),
                "Example, Kim, Jr.",
            ),
            (
                "Lee Specimen, Esq.",
                "Lee Specimen, Esq.",
                ("Lee", "Specimen", "Esq."),
                "Specimen, Lee, Esq.",
            ),
            (
                "María de la Prueba",
                "María de la Prueba",
                ("María", "de la Prueba", ""),
                "de la Prueba, María",
            ),
            (
                "Alex van der Muster",
                "Alex van der Muster",
                ("Alex", "van der Muster", ""),
                "van der Muster, Alex",
            ),
            (
                "Dr. Pat Instance III",
                "Pat Instance III",
                ("Pat", "Instance", "III"),
                "Instance, Pat, III",
            ),
        ],
    )
    def test_a_single_column_of_names_gives_every_part(self, text, name, parts, sort_name):
        applied(["Name", "Office", "Jurisdiction"], [text, "Mayor", "Town of Sampleton"])
        person = Person.objects.get()
        assert (person.name, person.sort_name) == (name, sort_name)
        assert (person.given_name, person.family_name, person.suffix) == parts
        again = plan_for(["Name", "Office", "Jurisdiction"], [text, "Mayor", "Town of Sampleton"])
        assert (outcomes(again), again.rows[0].record.pk) == (["unchanged"], person.pk)

    def test_a_suffix_beside_whole_names_is_part_of_them(self):
        applied("Name|Suffix", "Robin Sample|Jr.")
        person = Person.objects.get()
        assert (person.name, person.family_name, person.suffix) == (
            "Robin Sample Jr.",
            "Sample",
            "Jr.",
        )

    def test_a_new_whole_name_for_an_id_changes_the_parts(self, kim):
        applied("Person ID|Name", f"{kim.pk}|Probe, Kim, Jr.")
        kim.refresh_from_db()
        assert (kim.name, kim.family_name, kim.suffix) == ("Kim Probe Jr.", "Probe", "Jr.")
        assert kim.sort_name == "Probe, Kim, Jr."

    def test_a_chosen_name_as_shown_is_left_to_itself(self, kim):
        Person.objects.filter(pk=kim.pk).update(name="Kimmy Example")
        applied("Person ID|Name", f"{kim.pk}|Kimmy E.")
        kim.refresh_from_db()
        assert (kim.name, kim.given_name, kim.family_name) == ("Kimmy E.", "Kim", "Example")

    def test_a_suffix_has_a_column(self, kim):
        plan = plan_for("Person ID|First name|Last name|Suffix", f"{kim.pk}|Kim|Example|Jr.")
        assert changes(plan) == {
            ("Suffix", "", "Jr."),
            ("Name", "Kim Example", "Kim Example Jr."),
        }
        applied(
            "First name|Last name|Suffix|Office|Jurisdiction", "Lee|Example|III|Mayor|Sampleton"
        )
        assert Person.objects.get(given_name="Lee").name == "Lee Example III"

    def test_a_whole_name_is_taken_apart_for_somebody_new(self):
        applied("Name", "Example, Kim")
        person = Person.objects.get()
        assert (person.name, person.given_name, person.family_name) == (
            "Kim Example",
            "Kim",
            "Example",
        )


class TestRefusals:
    @pytest.mark.parametrize(
        "heading, text, sentence",
        [
            ("Term start", "February 31, 2024", "There is no February 31, 2024."),
            ("Term start", "2/31/2024", "There is no February 31, 2024."),
            ("Term start", "soon", "Enter a date such as"),
            ("Term start", "0001-01-01", "The year must be between"),
            ("Term end", "2019", "The expected end can’t come before the start"),
            ("Left office", "2019", "The end can’t come before the start"),
            ("Why it ended", "Resigned", "Enter when it ended"),
            ("Why it ended", "Bored", "Enter one of: Term ended, Defeated"),
            ("How it began", "Won", "Enter one of: Elected"),
            ("First name", "K" * 5000, "too long: 5,000 characters, but the limit is 80"),
            ("Name", "K" * 5000, "too long: 5,000 characters, but the limit is 160"),
            ("Name", "\u3164\u2800", "no visible characters"),
            ("Title as styled", "K" * 5000, "too long: 5,000 characters, but the limit is 120"),
            ("Email", "nobody", "“nobody” isn’t an email address."),
            ("Links", "Site javascript:alert(1)", "Enter a valid URL"),
            ("Member since", "Tuesday", "Enter a date such as"),
            ("Record status", "Withdrawn", "Enter one of: Active, Retired."),
            ("Committee role", "Boss", "Enter one of: Member, Co-chair."),
        ],
    )
    def test_each_names_row_column_and_reason(self, kim, heading, text, sentence):
        tenure = kim.tenures.get()
        plan = plan_for(f"Person ID|Tenure ID|{heading}", f"{kim.pk}|{tenure.pk}|{text}")
        (problem,) = plan.rows[0].problems
        assert plan.rows[0].number == 2
        assert sentence in problem.sentence
        assert problem.header == ("" if sentence.startswith("Enter when") else heading)
        assert not plan.can_apply

    @pytest.mark.parametrize("name", ["K" * 5000, "K" * 5000 + ", Kim", "\u3164, \u2800"])
    def test_only_a_heading_that_the_file_has_is_complained_of(self, name):
        plan = plan_for(["Name", "Office", "Jurisdiction"], [name, "Mayor", "Sampleton"])
        assert [problem.header for problem in plan.rows[0].problems] == ["Name"]

    def test_what_only_comes_from_a_row_is_named_in_the_sentence(self):
        plan = plan_for("First name|Last name", f"{'K' * 80}|{'L' * 80}")
        assert sentences(plan) == [
            "This row would make “Name” invalid. This is too long: 161 characters, but the limit is 160."
        ]

    def test_two_rows_that_differ_are_quoted_in_short(self, kim):
        plan = plan_for("Person ID|Pronouns", *[f"{kim.pk}|{'K' * 5000}{end}" for end in "ab"])
        assert max(len(sentence) for sentence in sentences(plan)) < 200

    def test_two_people_surely_in_one_seat(self, kim):
        plan = plan_for(HEADER, "Robin|Sample|Council member|Durham|City|Ward 3|2022|||")
        assert "Kim Example holds this seat at the same time" in sentences(plan)[0]

    def test_two_new_people_in_one_seat_are_refused_on_both_rows(self):
        plan = plan_for(
            HEADER,
            "Kim|Example|Mayor|Sampleton|||2022|||",
            "Robin|Sample|Mayor|Sampleton|||2023|||",
        )
        assert outcomes(plan) == ["error", "error"]
        assert "Robin Sample holds this seat" in sentences(plan)[0]
        assert "Kim Example holds this seat" in sentences(plan)[1]

    def test_a_successor_may_stand_above_the_one_who_leaves(self, kim):
        header = "First name|Last name|Office|Jurisdiction|District or Ward|Term start|Left office"
        applied(
            header,
            "Robin|Sample|Council member|City of Durham|Ward 3|12/2/2024|",
            "Kim|Example|Council member|City of Durham|Ward 3||12/2/2024",
        )
        assert [str(t.start) for t in Tenure.objects.order_by("start_first")] == [
            "December 2021",
            "December 2, 2024",
        ]

    def test_contradicting_rows_of_one_person_are_both_refused(self, kim):
        plan = plan_for("Person ID|Pronouns", f"{kim.pk}|she/her", f"{kim.pk}|they/them")
        assert sentences(plan) == [
            "Pronouns: Row 3 is about the same person but says something else: “they/them”.",
            "Pronouns: Row 2 is about the same person but says something else: “she/her”.",
        ]

    def test_the_same_date_in_two_styles_is_no_contradiction(self, kim):
        plan = plan_for(
            "Person ID|Member since", f"{kim.pk}|12/1/2024", f"{kim.pk}|December 1, 2024"
        )
        assert outcomes(plan) == ["update", "unchanged"]

    def test_contradicting_rows_of_one_tenure_are_both_refused(self):
        plan = plan_for(
            HEADER,
            "Kim|Example|Council member|Sampleton|||2021|||",
            "Kim|Example|Council member|Sampleton|||2022|||",
        )
        assert outcomes(plan) == ["error", "error"]

    def test_rows_with_errors_can_be_left_out(self, kim):
        rows = (
            "Name|Office|Jurisdiction|Term start",
            "Robin Sample|Mayor|Sampleton|2/31/2024",
            "Alex Placeholder|Council member|Sampleton|2024",
        )
        assert not plan_for(*rows).can_apply
        plan = plan_for(*rows, decisions={"skip_errors": True})
        assert (outcomes(plan), plan.can_apply) == (["left_out", "new"], True)
        assert "There is no February 31" in str(plan.rows[0].problems[0])
        applied(*rows, decisions={"skip_errors": True})
        assert not Person.objects.filter(family_name="Sample").exists()

    def test_a_row_that_is_left_out_writes_nothing(self):
        decisions = {"rows": {"2": {"skip": True}}}
        plan = plan_for(HEADER, "Kim|Example|Mayor|Sampleton||||||", decisions=decisions)
        assert (outcomes(plan), plan.can_apply) == (["left_out"], False)

    def test_errors_make_a_table_with_the_reason(self):
        plan = plan_for("Name|Pronouns|Term start|Extra", "Kim Example|she/her|soon|=1+1")
        header, row = plan.error_table()
        assert header == ["Name", "Pronouns", "Term start", "Extra", "Reason"]
        assert row[:4] == ["Kim Example", "she/her", "soon", "=1+1"]
        assert row[4]


class TestWarnings:
    def test_a_possible_overlap_is_told_and_accepted(self, kim):
        kim.tenures.update(end_first="2024-12-01", end_last="2024-12-31")
        plan = plan_for(HEADER, "Robin|Sample|Council member|Durham|City|Ward 3|12/15/2024|||")
        assert plan.can_apply
        assert "Kim Example may have held this seat" in plan.rows[0].warnings[0]

    def test_a_committee_seat_without_membership_is_told(self, kim):
        plan = plan_for("Person ID|On committee since", f"{kim.pk}|2024")
        assert "without being a member" in plan.rows[0].warnings[0]

    def test_a_member_without_office_is_told(self):
        plan = plan_for("Name|Member since", "Kim Example|2020")
        assert "has no confirmed office" in plan.rows[0].warnings[0]

    def test_a_member_whose_term_ended_without_a_word_is_told_as_in_the_edit_form(self, kim):
        MembershipFactory(person=kim, start="2020")
        row = plan_for("Person ID|Term end", f"{kim.pk}|2023").rows[0]
        assert "has no confirmed office today" in row.warnings[0]
        kim.tenures.update(expected_end_first="2023-01-01", expected_end_last="2023-12-31")
        assert row.warnings == [warning.sentence for warning in warnings_about(kim)]

    def test_what_was_accepted_is_not_asked_again(self, kim):
        MembershipFactory(person=kim, start="2020")
        kim.tenures.update(end_first="2024-12-01", end_last="2024-12-31")
        accept(kim, dict.fromkeys(warnings_about(kim), "Runs again"))
        assert plan_for("Person ID|Pronouns", f"{kim.pk}|she/her").rows[0].warnings == []
        seat = TenureFactory(
            office=kim.tenures.get().office,
            jurisdiction=kim.tenures.get().jurisdiction,
            seat_label="Ward 3",
            start="2024-12-15",
        )
        told = plan_for("Tenure ID|Source", f"{seat.pk}|The minutes").rows[0].warnings
        assert "Kim Example may have held this seat" in told[0]
        accept(kim, dict.fromkeys(warnings_about(kim), "One followed the other"))
        assert plan_for("Tenure ID|Source", f"{seat.pk}|The minutes").rows[0].warnings == []


class TestMissing:
    @pytest.fixture
    def member(self, kim):
        MembershipFactory(person=kim, start="2020")
        return kim

    def test_open_members_who_are_not_in_the_file_are_listed_and_left_alone(self, member):
        plan = plan_for("Name", "Robin Sample")
        assert [missing.record.person for missing in plan.missing] == [member]
        applied("Name", "Robin Sample")
        assert member.memberships.get().end is None

    @pytest.mark.parametrize(
        "row", ["{pk}|Kim Example|", "|Kim Example|nowhere", "|Kim Example|City of Durham"]
    )
    def test_somebody_in_the_file_is_not_missing(self, member, row):
        plan = plan_for("Person ID|Name|Jurisdiction", row.format(pk=member.pk))
        assert plan.missing == []

    def test_the_editor_says_when_somebody_left(self, member):
        decision = {"membership": "December 2025", "tenures": "12/1/2025"}
        applied("Name", "Robin Sample", decisions={"missing": {str(member.pk): decision}})
        assert str(member.memberships.get().end) == "December 2025"
        assert str(member.tenures.get().end) == "December 1, 2025"

    def test_a_date_that_cannot_be_stops_the_import(self, member):
        decisions = {"missing": {str(member.pk): {"membership": "2/31/2025"}}}
        plan = plan_for("Name", "Robin Sample", decisions=decisions)
        assert not plan.can_apply
        assert plan.missing[0].problems


def test_the_plan_takes_as_many_queries_for_any_number_of_rows(town):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from members.importing.roster import ROSTER
    from tests.members.imports.files import file_of

    columns = {"Name": "name", "Office": "office", "Jurisdiction": "jurisdiction"}

    def count(number):
        rows = [f"Sample Person {n}|Council member|Sampleton" for n in range(number)]
        (table,) = ROSTER.read(file_of("Name|Office|Jurisdiction", *rows))
        with CaptureQueriesContext(connection) as queries:
            assert len(ROSTER.make_plan(table, columns).with_outcome("new")) == number
        return len(queries)

    assert count(3) == count(60) <= 16

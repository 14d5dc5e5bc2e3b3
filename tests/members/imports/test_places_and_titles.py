"""Places, offices, seats and roles as files write them, with the whole gazetteer and the site's own offices."""

import importlib

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.importing.roster import ROSTER
from members.models import Jurisdiction, Office, Tenure
from tests.members.factories import TenureFactory
from tests.members.imports.files import applied, changes, file_of, outcomes, plan_for, sentences

COLUMNS = "Name|Office|Jurisdiction"
WITH_TYPE = f"{COLUMNS}|Type"
WAKE_SCHOOLS = "Wake County Public School System"


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_state")]


def place(name, kind):
    return Jurisdiction.objects.get(name=name, kind=kind)


def understood(office, place):
    """The office, the place and the other changes that a row means."""
    plan = plan_for(COLUMNS, f"Robin Probe|{office}|{place}")
    assert outcomes(plan) == ["new"], sentences(plan)
    new = {header: value for header, _, value in changes(plan)}
    for header in ("Name", "Sort name", "First name", "Last name"):
        new.pop(header, None)
    return new.pop("Office"), new.pop("Jurisdiction"), new


class TestPlaces:
    @pytest.mark.parametrize(
        "office, text, found",
        [
            ("Mayor", "Durham, City of", "City of Durham"),
            ("Mayor", "Durham, City of, NC", "City of Durham"),
            ("Mayor", "The City of Durham", "City of Durham"),
            ("Mayor", "Durham NC", "City of Durham"),
            ("Mayor", "Cary, Town of", "Town of Cary"),
            ("Commissioner", "Wake Co.", "Wake County"),
            ("Commissioner", "Wake, County of", "Wake County"),
            ("Council member", "Winston–Salem", "City of Winston-Salem"),
            ("Council member", "Winston — Salem", "City of Winston-Salem"),
            ("Council member", "Winston\u2011Salem", "City of Winston-Salem"),
            ("Council member", "Winston\u2212Salem", "City of Winston-Salem"),
            ("Council member", "Winston Salem", "City of Winston-Salem"),
            ("Council member", "Elizabeth City", "City of Elizabeth City"),
            ("School Board", "Wake County Schools", WAKE_SCHOOLS),
            ("School Board", "Wake County Public Schools", WAKE_SCHOOLS),
            ("School Board", "Wake County Board of Education", WAKE_SCHOOLS),
            ("School Board", "Wake County School Board", WAKE_SCHOOLS),
            ("School Board", "Asheville City Board of Education", "Asheville City Schools"),
        ],
    )
    def test_a_place_is_known_however_it_is_written(self, office, text, found):
        assert understood(office, text)[1] == found

    @pytest.mark.parametrize(
        "text, hint",
        [
            ("City of Ashville", "City of Asheville"),
            ("Ashville", "City of Asheville"),
            ("Durhan", "City of Durham"),
            ("Durhan Public Schools", "Durham Public Schools"),
            ("Buncomb County Schools", "Buncombe County Schools"),
            # Not Martin County, which is spelled alike.
            ("Marion City Schools", "McDowell County Schools"),
        ],
    )
    def test_a_hint_is_the_place_that_the_find_page_would_show(self, text, hint):
        plan = plan_for(COLUMNS, f"Robin Probe|Mayor|{text}")
        assert sentences(plan) == [
            f"Jurisdiction: There is no place called “{text}”. Did you mean {hint}?"
        ]

    @pytest.mark.parametrize("text", ["Zzyzx", "Zzyzx County Schools", "27701", "90210", "!"])
    def test_nothing_like_it_gives_no_hint(self, text):
        plan = plan_for(COLUMNS, f"Robin Probe|Mayor|{text}")
        assert "There is no place called" in sentences(plan)[0]
        assert "Did you mean" not in sentences(plan)[0]


class TestOfficesAndTheirPlaces:
    @pytest.mark.parametrize(
        "office, text, found",
        [
            ("Mayor", "Durham", "City of Durham"),
            ("Sheriff", "Durham", "Durham County"),
            ("Register of Deeds", "Wilson", "Wilson County"),
            ("County Commissioner", "Durham", "Durham County"),
            ("School Board", "Wake County", WAKE_SCHOOLS),
            ("Board of Education", "Wake", WAKE_SCHOOLS),
            ("School Board", "Durham", "Durham Public Schools"),
            ("School Board", "Asheville", "Asheville City Schools"),
            ("School Board", "Halifax County", "Halifax County Schools"),
        ],
    )
    def test_the_office_tells_which_place_it_is(self, office, text, found):
        assert understood(office, text)[1] == found

    @pytest.mark.parametrize(
        "office, text, sentence",
        [
            (
                "Mayor",
                "Wake",
                "Wake County doesn’t have the office “Mayor”. Choose a city, town or village.",
            ),
            (
                "Sheriff",
                "Town of Cary",
                "Town of Cary doesn’t have the office “Sheriff”. Choose a county, such as Wake County.",
            ),
            (
                "Mayor",
                "Wake County Schools",
                f"{WAKE_SCHOOLS} doesn’t have the office “Mayor”. Choose a city, town or village.",
            ),
            (
                "Mayor Pro Tem",
                "Wake County",
                "Wake County has no mayor pro tem. Choose a city, town or village.",
            ),
        ],
    )
    def test_no_place_has_an_office_of_another_kind(self, office, text, sentence):
        plan = plan_for(COLUMNS, f"Robin Probe|{office}|{text}")
        assert sentences(plan) == [f"Jurisdiction: {sentence}"]

    @pytest.mark.parametrize(
        "office, text, kind, offered",
        [
            ("School Board", "Wake County", "County", [WAKE_SCHOOLS]),
            ("School Board", "Wake", "County", [WAKE_SCHOOLS]),
            ("Sheriff", "City of Durham", "", ["Durham County"]),
            ("Mayor", "Durham County", "", ["City of Durham"]),
            ("School Board", "City of Asheville", "", ["Asheville City Schools"]),
            ("School Board", "Cary", "", [WAKE_SCHOOLS]),
            (
                "School Board",
                "Chapel Hill",
                "",
                ["Chapel Hill-Carrboro City Schools", "Orange County Schools"],
            ),
        ],
    )
    def test_what_may_be_meant_instead_is_offered(self, office, text, kind, offered):
        rows = (WITH_TYPE, f"Robin Probe|{office}|{text}|{kind}")
        options = plan_for(*rows).rows[0].question.options
        assert [option.label for option in options] == offered
        decisions = {"rows": {"2": {"place": options[0].value}}}
        applied(*rows, decisions=decisions)
        assert Tenure.objects.get().jurisdiction.display_name == offered[0]

    def test_a_record_that_is_so_already_is_not_asked_about(self):
        tenure = TenureFactory(
            office=Office.objects.get(name="Mayor"), jurisdiction=place("Wake County", "county")
        )
        plan = plan_for(
            "Person ID|Tenure ID|Office|Jurisdiction|Source",
            f"{tenure.person_id}|{tenure.pk}|Mayor|Wake County|The minutes",
        )
        assert outcomes(plan) == ["update"], sentences(plan)
        plan = plan_for("Tenure ID|Office", f"{tenure.pk}|Register of deeds")
        assert outcomes(plan) == ["ambiguous"]  # another office, but one that a county has
        plan = plan_for("Tenure ID|Office", f"{tenure.pk}|City council member")
        assert "doesn’t have the office “City or town council member”" in sentences(plan)[0]

    def test_offices_of_the_past_get_the_kinds_of_place_that_have_them(self):
        facts = {office.name: vars(office) for office in Office.objects.all()}
        names = ("in_counties", "in_municipalities", "in_school_districts", "in_other_districts")
        Office.objects.update(**dict.fromkeys((*names, "on_governing_body"), False))
        migration = importlib.import_module("members.migrations.0007_places_of_offices")
        migration.fill_in(apps, None)
        for office in Office.objects.all():
            assert [getattr(office, name) for name in names] == [
                facts[office.name][name] for name in names
            ]
            assert office.on_governing_body == facts[office.name]["on_governing_body"]


COUNCIL, COMMISSIONER = "City or town council member", "County commissioner"
SCHOOL_BOARD = "Board of education member"
SEAT, ROLE = "District or Ward", "Role on the board"


class TestTitles:
    @pytest.mark.parametrize(
        "title, text, office, others",
        [
            ("Mayor Pro Tem", "Town of Cary", COUNCIL, {ROLE: "Mayor pro tem"}),
            ("Mayor Pro-Tempore", "Durham", COUNCIL, {ROLE: "Mayor pro tem"}),
            (
                "Council Member & Mayor Pro Tem, Ward 1",
                "City of Durham",
                COUNCIL,
                {ROLE: "Mayor pro tem", SEAT: "Ward 1"},
            ),
            ("Commissioner - At Large", "Wake County", COMMISSIONER, {SEAT: "At-large"}),
            ("At-Large Commissioner", "Wake County", COMMISSIONER, {SEAT: "At-large"}),
            ("Commissioner, District 4", "Wake County", COMMISSIONER, {SEAT: "District 4"}),
            ("Council Member, Ward 2", "City of Durham", COUNCIL, {SEAT: "Ward 2"}),
            ("Councilwoman (Ward 2)", "City of Durham", COUNCIL, {SEAT: "Ward 2"}),
            ("Ward 2 City Council Member", "Durham", COUNCIL, {SEAT: "Ward 2"}),
            ("City Council, 3rd District", "City of Raleigh", COUNCIL, {SEAT: "3rd District"}),
            ("Chair, Board of Commissioners", "Wake County", COMMISSIONER, {ROLE: "Chair"}),
            (
                "Vice-Chairman of the Board of Commissioners",
                "Wake County",
                COMMISSIONER,
                {ROLE: "Vice chair"},
            ),
            ("Chairwoman", "Wake County", COMMISSIONER, {ROLE: "Chair"}),
            ("Board Chair", "Durham Public Schools", SCHOOL_BOARD, {ROLE: "Chair"}),
            (
                "Chair, School Board, District 3-A",
                "Wake County",
                SCHOOL_BOARD,
                {ROLE: "Chair", SEAT: "District 3-A"},
            ),
            ("Board of Commissioners", "Town of Chapel Hill", COUNCIL, {}),
            ("Alderman", "Town of Chapel Hill", COUNCIL, {}),
            ("Town Board Member", "Town of Chapel Hill", COUNCIL, {}),
            ("Alderwoman, Ward 3", "City of New Bern", COUNCIL, {SEAT: "Ward 3"}),
            ("Board of Aldermen", "City of New Bern", COUNCIL, {}),
            ("Village Council Member", "Village of Pinehurst", COUNCIL, {}),
            ("BOE, District 4", "Durham Public Schools", SCHOOL_BOARD, {SEAT: "District 4"}),
            ("District Attorney", "Wake County", "District attorney", {}),
            (
                "Soil & Water Conservation District Supervisor",
                "Wake County",
                "Soil and water supervisor",
                {},
            ),
            ("Clerk of Superior Court", "Wake", "Clerk of superior court", {}),
        ],
    )
    def test_a_title_is_taken_apart(self, title, text, office, others):
        found, _, new = understood(title, text)
        assert (found, new) == (office, others)

    def test_what_is_understood_is_saved_once(self):
        rows = (COLUMNS, "Robin Probe|Mayor Pro Tem, Ward 1|City of Durham")
        applied(*rows)
        tenure = Tenure.objects.get()
        assert (tenure.office.name, tenure.seat_label) == (COUNCIL, "Ward 1")
        assert tenure.leadership_roles.get().role == "mayor_pro_tem"
        assert outcomes(plan_for(*rows)) == ["unchanged"]

    @pytest.mark.parametrize(
        "seat, role, heading",
        [("Ward 3", "", SEAT), ("At-large", "", SEAT), ("", "Vice chair", ROLE)],
    )
    def test_columns_that_say_otherwise_are_refused(self, seat, role, heading):
        plan = plan_for(
            f"{COLUMNS}|District|Role on the board",
            f"Robin Probe|Chair, Town Council, Ward 2|Town of Cary|{seat}|{role}",
        )
        assert "The office says" in sentences(plan)[0]
        assert plan.rows[0].problems[0].header in (heading, "District")

    def test_columns_that_say_the_same_in_other_words_are_kept(self):
        plan = plan_for(
            f"{COLUMNS}|District", "Robin Probe|Commissioner, At-Large|Wake County|District 2"
        )
        assert (SEAT, "", "District 2") in changes(plan)
        plan = plan_for(f"{COLUMNS}|District", "Robin Probe|Council Member, W2|Town of Cary|Ward 2")
        assert (SEAT, "", "Ward 2") in changes(plan)

    def test_an_unknown_title_is_still_an_error_that_lists_the_offices(self):
        plan = plan_for(COLUMNS, "Robin Probe|Committee Chair, Ward 2|Town of Cary")
        assert "There is no office called “Committee Chair, Ward 2”." in sentences(plan)[0]


def test_two_spellings_of_a_seat_in_two_files():
    """The first file's term is updated by the second, which can't put another person in the seat."""
    first = "First name|Last name|Office|Jurisdiction|District|Term start|Member since"
    second = "First name|Last name|Office|Jurisdiction|District|Term start|Term end|Member since"
    applied(first, "Jordan|Muster|County Commissioner|Wake County|District 3|12/2/2024|2024")
    plan = plan_for(
        second,
        "Jordan|Muster|County Commissioner|Wake County|3|12/2/2024|12/2028|2024",
        "Casey|Specimen|County Commissioner|Wake County|Dist. 3|12/2/2024||2024",
    )
    assert outcomes(plan) == ["update", "error"]
    assert {(c.header, c.new) for c in plan.rows[0].changes} == {("Term end", "2028-12")}
    assert "Jordan Muster holds this seat at the same time" in sentences(plan)[0]


def test_any_number_of_such_rows_takes_as_many_queries():
    """Whether they are understood, asked about or refused."""
    rows = [
        "Mayor Pro Tem, Ward 1|Durham",
        "Chair, School Board|Wake County",
        "Sheriff|City of Durham",
        "Sheriff|Town of Cary",
        "School Board|Chapel Hill",
        "Mayor|City of Ashville",
    ]
    columns = {"Name": "name", "Office": "office", "Jurisdiction": "jurisdiction"}
    columns |= {"Tenure ID": "tenure_id"}
    wrong = TenureFactory(
        office=Office.objects.get(name="Sheriff"), jurisdiction=place("Cary", "town")
    )

    def count(times):
        named = [f"{wrong.pk}|Robin|Mayor Pro Tem|Wake County", f"{wrong.pk}|Robin|Sheriff|"]
        named.append(f"{wrong.pk}|Robin|Register of deeds|")
        named += [f"|Sample Person {n}|{row}" for n in range(times) for row in rows]
        (table,) = ROSTER.read(file_of("Tenure ID|Name|Office|Jurisdiction", *named))
        with CaptureQueriesContext(connection) as queries:
            assert len(ROSTER.make_plan(table, columns).rows) == len(named)
        return len(queries)

    assert count(1) == count(12) <= 16

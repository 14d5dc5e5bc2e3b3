"""Lists as clerks, national offices and volunteers send them: rows that are no people, and cells as written."""

import io
from datetime import datetime

import pytest
from openpyxl import Workbook

from members.importing.oddities import seems
from members.models import Person, RosterImport, Tenure
from spreadsheets.cells import is_placeholder
from tests.members.factories import CityFactory, OfficeFactory, PersonFactory
from tests.members.imports.test_screens import address, apply, attached, shown, uploaded
from tests.members.screens import address as screen
from tests.members.screens import opened

pytestmark = pytest.mark.django_db
HEADER = "Name|Office|Jurisdiction|District"


@pytest.fixture(autouse=True)
def town():
    OfficeFactory(name="Mayor")
    return CityFactory(name="Sampleton")


def outcomes(plan):
    return [row.outcome.value for row in plan.rows]


@pytest.mark.parametrize(
    "name, words",
    [
        *((name, "a vacant seat") for name in ("Vacant", "VACANT", "TBD", "N/A", "n/a", "Unknown")),
        *((name, "a vacant seat") for name in ("Open seat", "Vacant seat", "none", "-", "?")),
        *(
            (name, "a vacant seat")
            for name in ("Vacant - District 3", "To be appointed", "Vacancy")
        ),
        *((name, "a total") for name in ("Total members: 1", "TOTAL", "Grand total", "Count: 12")),
        *(
            (name, "a footnote")
            for name in ("* appointed", "† interim", "Note: as of May", "Source: x")
        ),
        *((name, "a heading") for name in ("Wake County", "Board of Commissioners", "Mayors")),
        *(
            (name, "two people")
            for name in ("Kim A and Lee B", "Kim A / Lee B", "Kim A\nLee B", "K & L")
        ),
        ("kim@example.org", "an @"),
        ("Chair: Kim Muster", "a colon"),
        *((name, "digits") for name in ("Kim Muster 919", "R0bin Probe", "12 Main Street")),
    ],
)
def test_what_a_row_alone_seems_to_be(name, words):
    assert words in seems(name, [name])


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Robin Probe",
            "Anders Andersson",
            "Alex Vacanti",
            "Openheim",
            "Noah Nonesuch",
            "Tobias Tbdson",
        ),
        *(
            "Kim Muster 3rd",
            "Lee O’Total",
            "Notely Muster",
            "Sample Member 05",
            "Count Basel-Muster",
        ),
    ],
)
def test_a_name_is_a_name(name):
    assert seems(name, [name, "Mayor"]) == seems(name, [name]) == ""


@pytest.mark.parametrize("name", ["Wake County", "Total", "* Kim"])
def test_beside_other_cells_it_may_be_one(name):
    assert seems(name, [name, "Mayor"]) == ""


def test_what_is_no_person_is_left_out_unless_the_editor_says_otherwise(editor):
    rows = ["Vacant|Mayor|Sampleton|", "Kim Probe|Mayor|Sampleton|", "Total: 1|||"]
    roster_import = uploaded(editor, HEADER, *rows)
    page = shown(editor, roster_import)
    assert outcomes(page.context["plan"]) == ["left_out", "new", "left_out"]
    assert "2 rows don’t look like anything" in " ".join(page.text.split())
    page = shown(editor, roster_import, show="left_out")
    assert "This looks like a vacant seat, not a person. It will be left out." in page.text
    data = {"row": "2", "taken-2": "on", "go": "save"}
    editor.post(address("preview", roster_import.pk), data)
    plan = shown(editor, roster_import).context["plan"]
    assert outcomes(plan) == ["new", "new", "left_out"]
    editor.post(address("preview", roster_import.pk), {"row": "2", "again-2": "on", "go": "save"})
    apply(editor, roster_import)
    assert [person.name for person in Person.objects.all()] == ["Kim Probe"]


def test_somebody_on_record_by_that_name_is_not_asked_about(editor):
    PersonFactory(given_name="Total", family_name="Wake 7")
    plan = shown(editor, uploaded(editor, HEADER, "Total Wake 7|||")).context["plan"]
    assert [row.seems for row in plan.rows] == [""]


@pytest.mark.parametrize(
    "text", ["N/A", "n/a", "-", "–", "—", "none", "TBD", "?", "NULL", " n.a. "]
)
def test_a_placeholder_says_nothing(text):
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["unknown", "no", "0", "Nona", "NAACP", "A-", "", "--x"])
def test_other_texts_say_something(text):
    assert not is_placeholder(text)


def test_placeholders_are_empty_in_every_column(editor):
    header = f"{HEADER}|Phone|Term start|Pronouns"
    row = "Kim Probe|Mayor|Sampleton|N/A|none|TBD|–"
    apply(editor, uploaded(editor, header, row))
    person = Person.objects.get()
    tenure = person.tenures.get()
    assert (tenure.seat_label, tenure.start, person.pronouns) == ("", None, "")
    assert not person.contacts.exists()


@pytest.mark.parametrize("phone", ["9.19555E+09", "9e+9", "1.9195550100E+10"])
def test_a_phone_that_excel_shortened_is_refused_with_the_reason(editor, phone):
    roster_import = uploaded(editor, "Name|Phone", f"Kim Probe|{phone}")
    (row,) = shown(editor, roster_import).context["plan"].rows
    (problem,) = row.problems
    assert problem.header == "Phone"
    assert f"Excel shortened this number to “{phone}”" in problem.sentence


@pytest.mark.parametrize(
    "written, start",
    [
        ("2023-12-04 00:00:00", "2023-12-04"),
        ("2023-12-04T00:00", "2023-12-04"),
        ("12/04/23", "2023-12-04"),
        ("1/2/99", "1999-01-02"),
        ("Dec. 4, 2023", "2023-12-04"),
        ("4 Dec 2023", "2023-12-04"),
        ("4 December, 2023", "2023-12-04"),
        ("December 2023", "2023-12"),
    ],
)
def test_dates_as_people_write_them(editor, written, start):
    apply(editor, uploaded(editor, f"{HEADER}|Term start", f"Kim Probe|Mayor|Sampleton||{written}"))
    assert Tenure.objects.get().start.isoformat() == start


@pytest.mark.parametrize(
    "written, start, end",
    [
        ("2022-2026", "2022", "2026"),
        ("2022 – 2026", "2022", "2026"),
        ("12/2022 - 12/2026", "2022-12", "2026-12"),
        ("December 2022 through December 2026", "2022-12", "2026-12"),
    ],
)
def test_a_term_in_one_column(editor, written, start, end):
    apply(editor, uploaded(editor, f"{HEADER}|Term", f"Kim Probe|Mayor|Sampleton||{written}"))
    tenure = Tenure.objects.get()
    assert (tenure.start.isoformat(), tenure.expected_end.isoformat()) == (start, end)


def test_a_range_of_a_start_stays_one(editor):
    apply(
        editor, uploaded(editor, f"{HEADER}|Term start", "Kim Probe|Mayor|Sampleton||2020 to 2021")
    )
    assert Tenure.objects.get().start.isoformat() == "2020 to 2021"


@pytest.mark.parametrize("written", ["4-Dec", "Dec-4", "12-Mar"])
def test_a_date_that_lost_its_year_is_refused_with_the_reason(editor, written):
    roster_import = uploaded(editor, "Name|Member since", f"Kim Probe|{written}")
    (row,) = shown(editor, roster_import).context["plan"].rows
    assert "has no year" in row.problems[0].sentence


@pytest.mark.parametrize(
    "column, written, is_far",
    [
        ("Term start", "July 16, 1905", True),
        ("Term start", "1945", True),
        ("Term start", "1960", False),
        ("Term start", "2120", True),
        ("Term end", "2040", True),
        ("Term end", "2030", False),
    ],
)
def test_an_implausible_date_is_asked_about(editor, column, written, is_far):
    row = f"Kim Probe|Mayor|Sampleton||{written}"
    (planned,) = shown(editor, uploaded(editor, f"{HEADER}|{column}", row)).context["plan"].rows
    assert [column in sentence for sentence in planned.warnings] == [True] * is_far
    if "1905" in written:
        assert "the year 2024" in planned.warnings[0]


@pytest.mark.parametrize(
    "name, odd",
    [
        *(("Kim Nœ–ez", "–"), ("Jos‡ Probe", "‡"), ("Kim MŸller", "Ÿ"), ("KimŽ Probe", "Ž")),
        *((name, "") for name in ("Zoë Núñez", "Kim O’Muster", "Øyvind Ábaco", "José-María Peña")),
        *((name, "") for name in ("ÁNGEL MUÑOZ", "Kim Probe–Muster", "Kim “Bo” Probe", "Œdipe Ba")),
    ],
)
def test_signs_that_no_name_has_are_pointed_out(editor, name, odd):
    (row,) = shown(editor, uploaded(editor, "Name", name)).context["plan"].rows
    assert row.outcome == "new"
    assert [f"has “{odd}” where names don’t" in sentence for sentence in row.warnings] == [
        True
    ] * bool(odd)


def workbook_of(book):
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def test_a_date_shown_without_its_year_is_a_problem(editor):
    book = Workbook()
    book.active.append(["Name", "Term start"])
    book.active.append(["Kim Probe", datetime(2026, 12, 4)])
    book.active["B2"].number_format = "d-mmm"
    response = editor.post(address("add"), {"file": attached(workbook_of(book), "list.xlsx")})
    (row,) = shown(editor, RosterImport.objects.get()).context["plan"].rows
    assert response.status_code == 302
    assert "without its year" in row.problems[0].sentence


@pytest.fixture
def two_sheets():
    book = Workbook()
    book.active.title = "Cities"
    book.create_sheet("Counties")
    for title, names in (("Cities", ["Kim Probe", "Lee Muster"]), ("Counties", ["Robin Beispiel"])):
        book[title].append(["Name", "Pronouns"])
        for name in names:
            book[title].append([name, "they"])
    return book


def upload(editor, book):
    editor.post(address("add"), {"file": attached(workbook_of(book), "list.xlsx")})
    return RosterImport.objects.get()


def test_the_editor_picks_a_sheet(editor, two_sheets):
    roster_import = upload(editor, two_sheets)
    columns = address("columns", roster_import.pk)
    page = editor.get(columns).text
    assert "This is the sheet “Cities”" in page and "Read “Counties” instead" in page
    assert editor.post(columns, {"sheet": "0"}).status_code == 302
    page = editor.get(columns).text
    assert "This is the sheet “Counties”" in page and "Read “Cities” instead" in page
    for wrong in ("7", "x", "-1"):
        assert editor.post(columns, {"sheet": wrong}).status_code == 302
    apply(editor, roster_import)
    assert [person.name for person in Person.objects.all()] == ["Robin Beispiel"]
    assert RosterImport.objects.get().other_sheets == []


def test_hidden_rows_and_columns_are_asked_about(editor, two_sheets):
    del two_sheets["Counties"]
    two_sheets["Cities"].row_dimensions[3].hidden = True
    two_sheets["Cities"].column_dimensions["B"].hidden = True
    roster_import = upload(editor, two_sheets)
    columns = address("columns", roster_import.pk)
    page = editor.get(columns)
    assert "The file hides 1." in page.text and "Hidden in the file" in page.text
    assert page.context["form"]["column-1"].initial == ""
    assert editor.get(address("preview", roster_import.pk))["Location"] == columns
    chosen = {"column-0": "name", "column-1": ""}
    assert "Say whether to import the hidden rows." in editor.post(columns, chosen).text
    for answer, number in (("no", 1), ("yes", 2)):
        editor.post(columns, chosen | {"with_hidden_rows": answer})
        assert len(shown(editor, roster_import).context["plan"].rows) == number


def test_a_repair_is_told(editor):
    editor.post(address("add"), {"file": attached("Name,Office\nJosÃ© Probe,\n".encode())})
    page = editor.get(address("columns", RosterImport.objects.get().pk)).text
    assert "A program had misread “JosÃ© Probe” before the file was saved." in page


def test_unseen_characters_of_a_form_are_stripped(editor):
    person = PersonFactory(given_name="Kim", family_name="Probe")
    data = opened(editor, screen(person)) | {"pronouns": "they\u200b/\u202ethem\ufeff"}
    editor.post(screen(person), data)
    person.refresh_from_db()
    assert person.pronouns == "they/them"

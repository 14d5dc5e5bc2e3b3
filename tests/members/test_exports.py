import codecs
import csv
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl import load_workbook

from members.importing.columns import COLUMNS
from spreadsheets.exports import LONGEST_CELL, FileFormat, download
from tests.members.factories import (
    ContactFactory,
    LinkFactory,
    MemberFactory,
    PersonFactory,
    TenureFactory,
)
from tests.members.imports.files import written

pytestmark = pytest.mark.django_db

EXPORT = "/admin/snippets/members/person/export/"
PRIVATE = [column.key for column in COLUMNS if column.private]
PUBLIC = [column.key for column in COLUMNS if not column.private]
SECRET = "known to those who keep the roster"
UNPUBLISHED = "unpublished@example.org"


def asked(file_format="csv", columns=PUBLIC, private=(), **filters):
    return filters | {
        "export-format": file_format,
        "export-columns": columns,
        "export-private_columns": private,
    }


def content(response):
    assert response.status_code == 200, response.status_code
    assert "attachment" in response.headers.get("Content-Disposition", "")
    return b"".join(response.streaming_content)


def csv_rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def xlsx_cells(data):
    sheet = load_workbook(io.BytesIO(data))["Roster"]
    return [[(cell.value or "", cell.data_type) for cell in row] for row in sheet.iter_rows()]


def exported(client, **options):
    return csv_rows(content(client.get(EXPORT, asked(**options))))


@pytest.fixture
def private_person():
    person = PersonFactory(private_notes=SECRET)
    ContactFactory(person=person, value=UNPUBLISHED)
    ContactFactory(person=person, value="office@example.org", published=True)
    return person


def test_the_export_has_a_row_for_each_tenure_and_one_for_somebody_without(admin_client):
    first = TenureFactory(start="2019", end="2021")
    second = TenureFactory(person=first.person, start="Dec 2021")
    alone = PersonFactory()
    rows = exported(admin_client)
    assert [(row["Person ID"], row["Tenure ID"]) for row in rows] == [
        (str(first.person.pk), str(first.pk)),
        (str(first.person.pk), str(second.pk)),
        (str(alone.pk), ""),
    ]
    assert [row["Term start"] for row in rows] == ["2019", "2021-12", ""]
    assert rows[0]["Jurisdiction"] == f"City of {first.jurisdiction.name}"


def test_the_export_has_the_people_that_are_filtered_and_searched_for(admin_client):
    MemberFactory(given_name="Mia", family_name="Member")
    TenureFactory(person__given_name="Ola", person__family_name="Outsider")
    for filters, names in (
        ({}, ["Mia Member", "Ola Outsider"]),
        ({"standing": "members"}, ["Mia Member"]),
        ({"q": "outs"}, ["Ola Outsider"]),
        ({"standing": "members", "q": "outs"}, []),
        ({"p": "7"}, ["Mia Member", "Ola Outsider"]),
    ):
        assert [row["Name"] for row in exported(admin_client, **filters)] == names, filters


def test_the_listing_leads_to_the_export_of_what_it_shows(admin_client):
    listing = reverse("wagtailsnippets_members_person:list")
    MemberFactory(name="Mia"), PersonFactory(name="Ola")
    html = admin_client.get(f"{listing}?standing=members&q=mi").content.decode()
    assert f'href="{EXPORT}?standing=members&amp;q=mi"' in html
    page = admin_client.get(f"{EXPORT}?standing=members&q=mi")
    html = page.content.decode()
    assert page.context["people_count"] == 1
    assert '<input type="hidden" name="standing" value="members">' in html
    assert '<input type="hidden" name="q" value="mi">' in html
    assert f'href="{listing}?q=mi&amp;standing=members"' in html


def test_withdrawn_and_merged_people_are_left_out(admin_client):
    kept = PersonFactory()
    PersonFactory(status="withdrawn")
    PersonFactory(merged_into=kept)
    assert [row["Person ID"] for row in exported(admin_client)] == [str(kept.pk)]


def test_only_ticked_columns_are_exported_in_the_list_s_order(admin_client):
    PersonFactory()
    [row] = exported(admin_client, columns=["name", "person_id"])
    assert list(row) == ["Person ID", "Name"]


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_private_columns_are_exported_only_when_ticked(client_of, private_person, file_format):
    client = client_of("Roster editors")
    for private, expected in (([], False), (PRIVATE, True)):
        data = content(client.get(EXPORT, asked(file_format, private=private)))
        text = data.decode() if file_format == "csv" else str(xlsx_cells(data))
        assert "office@example.org" in text
        assert (SECRET in text, UNPUBLISHED in text) == (expected, expected)


def test_the_private_columns_begin_unticked(client_of):
    form = client_of("Roster editors").get(EXPORT).context["form"]
    assert form["columns"].initial == PUBLIC
    assert not form["private_columns"].initial


@pytest.mark.parametrize("field", ["export-columns", "export-private_columns"])
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_communications_never_get_what_is_private(client_of, private_person, field, file_format):
    client = client_of("Communications")
    assert "private_columns" not in client.get(EXPORT).context["form"].fields
    rows = csv_rows(content(client.get(EXPORT, asked())))
    assert [row["Person ID"] for row in rows] == [str(private_person.pk)]
    query = asked(file_format, columns=["name"])
    query[field] = [*query[field], *PRIVATE]
    response = client.get(EXPORT, query)
    data = response.getvalue()
    response.close()
    text = str(xlsx_cells(data)) if data.startswith(b"PK") else data.decode()
    assert SECRET not in text and UNPUBLISHED not in text
    assert "Private notes" not in text


def test_an_export_without_a_column_or_with_an_absurd_one_is_refused_at_the_field(admin_client):
    for query, field in (
        (asked(columns=[]), "columns"),
        (asked(columns=["slug"]), "columns"),
        (asked(columns=["name"], private=["password"]), "private_columns"),
        (asked("docx"), "format"),
        ({"export-columns": "name"}, "format"),
    ):
        response = admin_client.get(EXPORT, query)
        assert response.status_code == 200
        assert list(response.context["form"].errors) == [field], query


def test_absurd_filters_are_no_error(admin_client):
    for query in ("standing=zzz", "q=%00", "q=" + "w+" * 4000, "office=99999999999999999999"):
        assert admin_client.get(f"{EXPORT}?{query}").status_code in (200, 404)


def test_a_text_too_long_for_excel_is_refused_and_not_cut_off(admin_client):
    PersonFactory(private_notes="x" * (LONGEST_CELL + 1))
    response = admin_client.get(EXPORT, asked("xlsx", private=PRIVATE))
    assert "32,768 characters" in str(response.context["form"].errors["format"])
    assert len(content(admin_client.get(EXPORT, asked("csv", private=PRIVATE)))) > LONGEST_CELL


def test_file_names_carry_the_date(admin_client):
    for file_format in FileFormat.values:
        response = admin_client.get(EXPORT, asked(file_format))
        assert content(response)
        header = response.headers["Content-Disposition"]
        assert f'filename="roster-{localdate():%Y-%m-%d}.{file_format}"' in header


def test_wagtail_s_own_export_is_absent(admin_client):
    PersonFactory(name="=1+1")
    listing = reverse("wagtailsnippets_members_person:list")
    for file_format in ("csv", "xlsx"):
        response = admin_client.get(listing, {"export": file_format})
        assert response.headers["Content-Type"].startswith("text/html")
        assert f"Download {file_format.upper()}" not in response.content.decode()
        response = admin_client.get(EXPORT, {"export": file_format})
        assert response.headers["Content-Type"].startswith("text/html")


def test_only_those_who_see_the_roster_export_it(client, django_user_model):
    nobody = django_user_model.objects.create_user("nobody")
    assert client.get(EXPORT, asked()).status_code == 302
    client.force_login(nobody)
    assert client.get(EXPORT, asked()).status_code == 302


@pytest.mark.parametrize("file_format", FileFormat.values)
def test_formulas_are_neutralized(file_format):
    names = ["=HYPERLINK(1)", "+1", "-1", "@SUM", "'=1", "''+2", "'Aina", "O'Neil"]
    expected = ["'=HYPERLINK(1)", "'+1", "'-1", "'@SUM", "''=1", "'''+2", "'Aina", "O'Neil"]
    for number, name in enumerate(names):
        PersonFactory(name=name, sort_name=f"{number}")
    name_column = [column for column in COLUMNS if column.key == "name"]
    data = written(file_format, name_column)
    if file_format == FileFormat.CSV:
        assert [row["Name"] for row in csv_rows(data)] == expected
    else:
        assert xlsx_cells(data)[1:] == [[(name, "s")] for name in expected]


def test_an_excel_file_holds_text_only():
    PersonFactory(name="#N/A", given_name="12", family_name="\x0bA\ufffe\x01", sort_name="TRUE")
    kinds = {kind for row in xlsx_cells(written(FileFormat.XLSX))[1:] for _, kind in row}
    assert kinds <= {"s", "n", "inlineStr"}
    values = [value for value, _ in xlsx_cells(written(FileFormat.XLSX))[1]]
    assert {"#N/A", "12", "A", "TRUE"} <= set(values)
    assert all(isinstance(value, str) for value in values)


@pytest.mark.parametrize("file_format", FileFormat.values)
def test_the_number_of_queries_doesn_t_grow(file_format):
    def measure():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            written(file_format)
        return len(queries)

    MemberFactory()
    few = measure()
    for member in MemberFactory.create_batch(8):
        TenureFactory(person=member)
        ContactFactory(person=member)
        LinkFactory(person=member)
    assert measure() == few


@pytest.mark.parametrize("file_format", FileFormat.values)
def test_the_command_writes_what_the_admin_exports(
    tmp_path, client_of, private_person, file_format
):
    file = tmp_path / f"roster.{file_format}"
    client = client_of("Roster editors")
    for options, private in (([], []), (["--private"], PRIVATE)):
        call_command("export_roster", str(file), *options, verbosity=0)
        data = content(client.get(EXPORT, asked(file_format, private=private)))
        if file_format == FileFormat.CSV:
            assert file.read_bytes() == data
        else:
            assert xlsx_cells(file.read_bytes()) == xlsx_cells(data)


def test_the_command_names_the_file_and_refuses_what_it_can_t_write(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    call_command("export_roster")
    assert [file.name for file in tmp_path.iterdir()] == [f"roster-{localdate():%Y-%m-%d}.csv"]
    for arguments in (["roster.txt"], ["nowhere/roster.csv"]):
        with pytest.raises(CommandError):
            call_command("export_roster", *arguments)


def test_a_csv_file_begins_before_its_rows_are_read():
    read = []

    def table():
        read.append(True)
        yield ["Name"]

    pieces = download("people", table(), "csv", "People").streaming_content
    assert (next(pieces), read) == (codecs.BOM_UTF8, [])
    assert b"".join(pieces) == b"Name\r\n"

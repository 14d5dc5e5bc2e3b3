"""Communications bring a file of wins in and take one out, in the admin."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from campaigns.models import Win, WinImport, WinSource
from tests.campaigns.win_files import written
from tests.factories import WinFactory
from tests.members.factories import CityFactory
from tests.members.imports.files import file_of

pytestmark = pytest.mark.django_db

LIST = reverse("wagtailsnippets_campaigns_win:list")
HEADER = "Title|Place|Kind|Adopted|Source title|Source address"
GOOD = "Living wage|Sampleton|Ordinance|January 2021|The minutes|https://example.org/minutes"
BAD = "Housing|Nowhere|Ordinance|2021|The minutes|javascript:alert(1)"


@pytest.fixture
def client(client_of):
    return client_of("Communications")


def address(step, *args):
    return reverse(f"win_imports:{step}", args=args)


def export(file_format, query=""):
    return f"{reverse('wagtailsnippets_campaigns_win:export', args=[file_format])}{query}"


def upload(client, *rows):
    file = SimpleUploadedFile("wins.csv", file_of(HEADER, *rows))
    return client.post(address("add"), {"file": file}, follow=True)


def downloaded(response):
    """The bytes of a file that is handed over."""
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def rows_of(response):
    return list(csv.DictReader(io.StringIO(downloaded(response).decode("utf-8-sig"))))


def links(response):
    return {a["href"] for a in BeautifulSoup(response.content, "html.parser")("a", href=True)}


def said(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def post_shown(client, response, **answers):
    """Post the page's form with its values and these answers."""
    form = BeautifulSoup(response.content, "html.parser").main.form
    hidden = {field["name"]: field["value"] for field in form("input", type="hidden")}
    return client.post(response.request["PATH_INFO"], hidden | answers, follow=True)


def test_from_the_list_to_the_result_and_back(client):
    CityFactory(name="Sampleton")
    assert address("list") in links(client.get(LIST))
    assert address("add") in links(client.get(address("list")))
    columns = upload(client, GOOD)
    win_import = WinImport.objects.get()
    assert columns.request["PATH_INFO"] == address("columns", win_import.pk)
    preview = client.post(columns.request["PATH_INFO"], chosen(columns), follow=True)
    assert "Living wage, City of Sampleton" in said(preview)
    apply = post_shown(client, preview, go="apply")
    assert "Published wins are public immediately. You can undo the whole import" in said(apply)
    result = post_shown(client, apply)
    win = Win.objects.get()
    assert reverse("wagtailsnippets_campaigns_win:edit", args=[win.pk]) in links(result)
    assert client.get(win.get_absolute_url()).status_code == 200
    client.post(address("undo", win_import.pk))
    assert not Win.objects.exists()


def chosen(response):
    form = response.context["form"]
    return {name: field.initial for name, field in form.fields.items()}


def test_mistakes_are_shown_and_handed_out_and_nothing_is_lost(client):
    CityFactory(name="Sampleton")
    preview = client.post(*at_columns(upload(client, GOOD, BAD)), follow=True)
    assert "There is no place called “Nowhere”." in said(preview)
    assert not Win.objects.exists()
    errors = client.get(address("errors", WinImport.objects.get().pk, "csv"))
    assert [(row["Title"], row["Reason"]) for row in rows_of(errors)] == [
        ("Housing", "Place: There is no place called “Nowhere”.")
    ]
    post_shown(client, preview, asked_about_errors="1", skip_errors="on", go="save")
    shown = client.get(preview.request["PATH_INFO"])
    post_shown(client, post_shown(client, shown, go="apply"))
    assert Win.objects.get().title == "Living wage"


def at_columns(response):
    return response.request["PATH_INFO"], chosen(response)


@pytest.mark.parametrize(
    "content", [b"\x00\x01", b"", b"%PDF-1.4", "Größe;19.50\n1;2".encode("utf-16")]
)
def test_what_is_no_list_of_wins_is_refused_in_a_sentence(client, content):
    response = client.post(address("add"), {"file": SimpleUploadedFile("x.csv", content)})
    assert response.status_code == 200
    assert response.context["form"].errors["file"][0].endswith(".")
    assert not WinImport.objects.exists()


def test_the_upload_page_explains_every_column_and_offers_a_template(client):
    page = client.get(address("add"))
    assert "Each row of the file is one win" in said(page)
    assert "e-mail" not in said(page)
    assert address("template", "csv") in links(page)
    template = client.get(address("template", "csv"))
    assert "wins-template-" in template["Content-Disposition"]
    assert downloaded(template).decode("utf-8-sig").startswith("Title,Place,")


def test_the_export_holds_what_the_list_is_narrowed_to(client):
    WinFactory(title="Wages", kind="budget")
    WinFactory(title="Housing")
    assert export("csv", "?kind=budget") in links(client.get(f"{LIST}?kind=budget"))
    response = client.get(export("csv", "?kind=budget"))
    assert [row["Title"] for row in rows_of(response)] == ["Wages"]
    assert "wins-" in response["Content-Disposition"]
    assert downloaded(client.get(export("csv"))) == written()
    assert load_workbook(io.BytesIO(downloaded(client.get(export("xlsx"))))).sheetnames == ["Wins"]
    assert client.get(export("ods")).status_code == 404


def test_hostile_text_is_text_in_every_file(client):
    WinFactory(title='=HYPERLINK("x")', sources=[WinSource(title="@x", url="https://example.org/")])
    (row,) = rows_of(client.get(export("csv")))
    assert (row["Title"], row["Sources"]) == ('\'=HYPERLINK("x")', "'@x https://example.org/")


def test_a_text_that_an_excel_file_cannot_hold_is_told_on_the_list(client):
    WinFactory(text=f"<p>{'x' * 40_000}</p>")
    response = client.get(export("xlsx", "?kind=ordinance"), follow=True)
    assert response.redirect_chain == [(f"{LIST}?kind=ordinance", 302)]
    assert "An Excel file can’t hold the text of 40,000 characters" in response.content.decode()
    assert b"x" * 40_000 in downloaded(client.get(export("csv")))


@pytest.mark.parametrize("role", ["Roster editors"])
def test_others_are_kept_out(client_of, role):
    client = client_of(role)
    for url in (address("list"), address("add"), export("csv")):
        assert client.get(url).status_code in (302, 403)

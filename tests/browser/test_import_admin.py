"""A roster editor imports a spreadsheet with mistakes in it, with nothing but the keyboard."""

import pytest
from playwright.sync_api import expect

from members.models import Person, RosterImport
from tests.browser.axe import WCAG, in_every_setting
from tests.browser.conftest import DESKTOP
from tests.browser.keyboard import press, tab_to

pytestmark = pytest.mark.needs("browser")

FILE = """First name,Last name,Job,Place,Member since,Remark
Sample,Newcomer,Commissioner,Durham,2020,the place may be two
Sample,Mistaken,Mayor,Nowhere,2020,there is no such place
Sample,Plain,City or town council member,Town of Carrboro,2021,
"""


@pytest.fixture
def page(sign_in):
    """A browser signed in as a roster editor; what it made is taken away again."""
    page = sign_in("importer", viewport=DESKTOP, reduced_motion="reduce")
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    # Asking for the browser's dialog of files takes a moment, in which one may have opened.
    page.on("filechooser", lambda chooser: None)
    yield page
    RosterImport.objects.all().delete()


def is_accessible(page):
    assert in_every_setting(page, WCAG, ["light", "dark"]) == {}


def choose_file(page, file):
    """Enter opens the dialog of the system, in which the file is then chosen."""
    field = page.get_by_label("Spreadsheet")
    tab_to(field)
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(file)
    expect(field).to_have_value(f"C:\\fakepath\\{file.name}")


def test_the_whole_import_with_the_keyboard(page, tmp_path):
    before = list(Person.objects.order_by("pk").values_list("pk", "name"))
    file = tmp_path / "members.csv"
    file.write_text(FILE)

    page.goto("/admin/roster/imports/")
    is_accessible(page)
    press(page.get_by_role("link", name="Import a spreadsheet").first)
    expect(page.get_by_role("heading", name="What the columns hold")).to_be_visible()
    is_accessible(page)
    choose_file(page, file)
    press(page.get_by_role("button", name="Upload"))

    expect(page.get_by_label("Last name")).to_have_value("family_name")
    expect(page.get_by_label("Remark")).to_have_value("")
    is_accessible(page)
    tab_to(page.get_by_label("Job"))
    page.keyboard.type("Office")
    expect(page.get_by_label("Job")).to_have_value("office")
    press(page.get_by_role("button", name="Show what would happen"))

    expect(page.get_by_role("heading", name="Row 2: Sample Newcomer")).to_be_visible()
    is_accessible(page)
    city = page.get_by_label("City of Durham")
    press(city, "Space")
    expect(city).to_be_checked()
    press(page.get_by_role("button", name="Has errors (1)"))
    expect(page.get_by_text("There is no place called “Nowhere”")).to_be_visible()
    is_accessible(page)
    press(page.get_by_label("leave out all rows with mistakes"), "Space")
    press(page.get_by_role("button", name="Members not in the file"))
    expect(page.get_by_role("heading", name="Members not in the file")).to_be_visible()
    is_accessible(page)
    press(page.get_by_role("button", name="New (2)"))
    expect(page.get_by_role("heading", name="Row 2: Sample Newcomer")).to_be_visible()
    is_accessible(page)
    press(page.get_by_role("button", name="Continue to apply"))

    expect(page.get_by_text("New: 2")).to_be_visible()
    is_accessible(page)
    assert list(Person.objects.order_by("pk").values_list("pk", "name")) == before
    press(page.get_by_role("button", name="Apply the import"))

    expect(page.get_by_role("link", name="Sample Newcomer")).to_be_visible()
    is_accessible(page)
    added = Person.objects.exclude(pk__in=[pk for pk, _ in before])
    assert sorted(added.values_list("name", flat=True)) == ["Sample Newcomer", "Sample Plain"]
    press(page.get_by_role("link", name="Undo this import"))
    expect(page.get_by_role("button", name="Yes, undo it")).to_be_visible()
    is_accessible(page)
    press(page.get_by_role("button", name="Yes, undo it"))
    expect(page.get_by_text("The import of members.csv was undone.")).to_be_visible()
    is_accessible(page)
    assert list(Person.objects.order_by("pk").values_list("pk", "name")) == before
    assert page.complaints == []


def test_an_unfinished_import_is_found_again_and_discarded(page, tmp_path):
    file = tmp_path / "forgotten.csv"
    file.write_text(FILE)
    page.goto("/admin/roster/imports/add/")
    choose_file(page, file)
    press(page.get_by_role("button", name="Upload"))
    expect(page.get_by_label("Last name")).to_be_visible()
    page.goto("/admin/roster/imports/")
    press(page.get_by_role("link", name="forgotten.csv"))
    press(page.get_by_role("link", name="Discard"))
    expect(page.get_by_role("button", name="Yes, discard it")).to_be_visible()
    is_accessible(page)
    press(page.get_by_role("button", name="Yes, discard it"))
    expect(page.get_by_text("The import of forgotten.csv was discarded.")).to_be_visible()
    assert not RosterImport.objects.exists()


def test_an_export_with_the_keyboard(page):
    page.goto("/admin/snippets/members/person/?standing=members")
    press(page.get_by_role("link", name="Export"))
    expect(page.get_by_role("heading", name="Export people")).to_be_visible()
    is_accessible(page)
    press(page.get_by_label("Private notes"), "Space")
    tab_to(page.get_by_role("button", name="Download"))
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.startswith("roster-")
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert text.startswith("Person ID,Tenure ID,") and "Private notes" in text.splitlines()[0]

"""A roster editor imports a spreadsheet with mistakes in it, with nothing but the keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from members.models import Person, RosterImport
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.needs("browser")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MOST_TABS = 250
#: A busy machine may swallow a key.
ATTEMPTS = 5
# Buttons fade from one color scheme into the other.
COLORS_HAVE_CHANGED = "Promise.allSettled(document.getAnimations().map(fading => fading.finished))"
FILE = """First name,Last name,Job,Place,Member since,Remark
Sample,Newcomer,Mayor,Durham,2020,the place may be two
Sample,Mistaken,Mayor,Nowhere,2020,there is no such place
Sample,Plain,City or town council member,Town of Carrboro,2021,
"""


@pytest.fixture
def page(live_site, new_context):
    """A browser signed in as a roster editor; what it made is taken away again."""
    user = get_user_model().objects.create_user("importer", password="of the roster")
    user.groups.add(Group.objects.get(name="Roster editors"))
    context = new_context(base_url=live_site.url, viewport=DESKTOP, reduced_motion="reduce")
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("importer")
    page.get_by_label("Password").fill("of the roster")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{live_site.url}/admin/")
    yield page
    RosterImport.objects.all().delete()
    user.delete()


def tab_to(target):
    """Presses Tab until the element has the focus, as somebody without a mouse does."""
    for _ in range(MOST_TABS):
        if target.evaluate("element => element === document.activeElement"):
            return
        target.page.keyboard.press("Tab")
    pytest.fail(f"{MOST_TABS} times Tab don’t lead to {target}")


def press(target, key="Enter"):
    tab_to(target)
    target.page.keyboard.press(key)


def is_accessible(page):
    """No violation on this screen, on a desktop and on a phone, in light and in dark."""
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            page.evaluate(COLORS_HAVE_CHANGED)
            found = Axe().run(page, options=options).response["violations"]
            assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def choose_file(page, file):
    """Enter opens the dialog of the system, in which the file is then chosen."""
    field, choosers = page.get_by_label("Spreadsheet"), []
    page.on("filechooser", lambda chooser: choosers.append(chooser))
    for _ in range(ATTEMPTS):
        press(field)
        page.wait_for_timeout(1_000)
        if choosers:
            break
    choosers[0].set_files(file)
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
    press(page.get_by_role("button", name="With mistakes (1)"))
    expect(page.get_by_text("There is no place called “Nowhere”")).to_be_visible()
    is_accessible(page)
    press(page.get_by_label("leave out all rows with mistakes"), "Space")
    press(page.get_by_role("button", name="Members not in the file"))
    expect(page.get_by_role("heading", name="Members not in the file")).to_be_visible()
    is_accessible(page)
    press(page.get_by_role("button", name="New (2)"))
    expect(page.get_by_role("heading", name="Row 2: Sample Newcomer")).to_be_visible()
    is_accessible(page)
    press(page.get_by_role("button", name="Go on to apply"))

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

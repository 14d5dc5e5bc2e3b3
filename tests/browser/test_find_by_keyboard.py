"""With a keyboard alone: from the home page to a member who was found, by its own box and by the header's."""

import pytest
from playwright.sync_api import expect

from members.models import Person
from members.public.answers import answers_about
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.keyboard import press, tab_to

pytestmark = pytest.mark.needs("browser")

ZIP_CODE = "27517"


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_from_the_home_page_to_a_member_found_by_zip_code(live_site, new_context, viewport):
    person = next(person for answer in answers_about(ZIP_CODE) for person in answer.people)
    page = new_context(viewport=viewport).new_page()
    page.goto(live_site.url)
    tab_to(page.get_by_role("searchbox", name="Who serves where you live?"))
    page.keyboard.type(ZIP_CODE)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_site.url}/find/?q={ZIP_CODE}")
    press(page.get_by_role("main").get_by_role("link", name=person.name, exact=True).first)
    expect(page).to_have_url(f"{live_site.url}{person.get_absolute_url()}")
    expect(page.get_by_role("heading", level=1)).to_have_text(person.name)


@pytest.mark.parametrize(("viewport", "folded"), [(PHONE, True), (DESKTOP, False)])
def test_from_any_page_to_a_member_by_the_box_of_the_header(
    live_site, new_context, viewport, folded
):
    person = Person.objects.public().order_by("pk").first()
    page = new_context(viewport=viewport, java_script_enabled=False).new_page()
    page.goto(f"{live_site.url}/about/")
    header = page.get_by_role("banner")
    if folded:
        press(header.get_by_text("Menu", exact=True))
    tab_to(header.get_by_role("searchbox", name="Site search"))
    page.keyboard.type(person.name)
    press(header.get_by_role("button", name="Search"))
    expect(page.get_by_role("main").get_by_role("searchbox")).to_have_value(person.name)
    press(page.get_by_role("main").get_by_role("link", name=person.name, exact=True).first)
    expect(page).to_have_url(f"{live_site.url}{person.get_absolute_url()}")

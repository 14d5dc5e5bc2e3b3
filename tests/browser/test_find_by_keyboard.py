"""With a keyboard alone: from the home page to a member who was found by ZIP code."""

import pytest
from playwright.sync_api import expect

from members.answers import answers
from members.finding import find
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.keyboard import press, tab_to

pytestmark = pytest.mark.needs("browser")

ZIP_CODE = "27517"


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_from_the_home_page_to_a_member_found_by_zip_code(live_site, new_context, viewport):
    person = next(person for answer in answers(find(ZIP_CODE)) for person in answer.people)
    page = new_context(viewport=viewport).new_page()
    page.goto(live_site.url)
    tab_to(page.get_by_role("searchbox", name="Who serves where you live?"))
    page.keyboard.type(ZIP_CODE)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_site.url}/find/?q={ZIP_CODE}")
    press(page.get_by_role("main").get_by_role("link", name=person.name, exact=True).first)
    expect(page).to_have_url(f"{live_site.url}{person.get_absolute_url()}")
    expect(page.get_by_role("heading", level=1)).to_have_text(person.name)

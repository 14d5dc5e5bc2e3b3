"""Back to a list: its filters and searches show what the list obeys, not what was chosen on the way out."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP

pytestmark = pytest.mark.needs("browser")

#: What the fields of all forms that ask for a page show.
SHOWN = """[...document.forms].filter((form) => form.method === "get").map((form) =>
    [...form.elements].filter((field) => field.name).map((field) => [field.name, field.value]))"""
#: Change every field that a visitor can change; return how many there are.
CHANGE = """[...document.forms].filter((form) => form.method === "get").flatMap((form) =>
    [...form.elements].filter((field) => field.name && field.type !== "hidden")).map((field) => {
        const other = field.type === "date" ? "2024-01-02" : "other";
        const choice = [...(field.options ?? [])].find((option) => !option.selected);
        field.value = field.options ? (choice ?? field).value : other;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
    }).length"""
#: The browsers of the tests bring no page back as it was left, so the event says it for them.
BROUGHT_BACK = """dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))"""

LISTS = {
    "/members/": 5,
    "/members/?on=2024-06-01": 5,
    "/wins/?sort=-win": 5,
    "/places/": 3,
    "/search/?q=housing": 2,
    "/find/?q=27601": 2,
}


@pytest.mark.parametrize("address", LISTS)
def test_after_back_the_forms_show_what_the_list_obeys(live_site, new_context, address):
    """Even without a script."""
    page = new_context(viewport=DESKTOP, base_url=live_site.url).new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(address)
    shown = page.evaluate(SHOWN)
    assert page.evaluate(CHANGE) >= LISTS[address]
    assert page.evaluate(SHOWN) != shown
    page.goto("/about/")
    page.go_back()
    assert page.evaluate(SHOWN) == shown


@pytest.mark.parametrize("address", LISTS)
def test_a_page_that_is_brought_back_as_it_was_left_shows_it_too(live_site, new_context, address):
    page = new_context(viewport=DESKTOP, base_url=live_site.url).new_page()
    page.goto(address)
    shown = page.evaluate(SHOWN)
    page.evaluate(CHANGE)
    page.evaluate(BROUGHT_BACK.replace("true", "false"))
    assert page.evaluate(SHOWN) != shown
    page.evaluate(BROUGHT_BACK)
    assert page.evaluate(SHOWN) == shown


def test_back_from_a_filtered_list_shows_the_whole_list_with_no_filter_set(live_site, new_context):
    page = new_context(viewport=DESKTOP, base_url=live_site.url).new_page()
    page.goto("/members/")
    filters = page.get_by_role("region", name="Narrow the list")
    choice = filters.get_by_role("combobox").first
    value = choice.evaluate("(field) => field.options[1].value")
    choice.select_option(value)
    filters.get_by_role("button", name="Show").click()
    expect(choice).to_have_value(value)
    page.go_back()
    expect(choice).to_have_value("")
    page.go_forward()
    expect(choice).to_have_value(value)


def test_back_to_a_listing_of_the_admin_shows_its_filter_and_what_it_finds(sign_in):
    page = sign_in("returning", viewport=DESKTOP)
    page.goto("/admin/snippets/members/person/")
    everyone = page.locator("#listing-results tbody tr").count()
    kind = page.locator("select[name=kind]")
    kind.evaluate(
        """(field) => {
            field.value = "county";
            field.dispatchEvent(new Event("change", { bubbles: true }));
        }"""
    )
    page.wait_for_url("**/?kind=county")
    page.goto("/admin/")
    page.go_back()
    expect(kind).to_have_value("county")
    rows = page.locator("#listing-results tbody tr").count()
    assert 0 < rows < everyone

"""The header's one search box, on every page."""

from collections import Counter

import pytest
from bs4 import BeautifulSoup

from core.models import NavigationSettings

QUERY = "Chapel Hill & <Durham>"


@pytest.fixture(scope="module")
def documents(public_pages):
    """Every public page, parsed, and a missing one; what partners embed has no header."""
    return {
        address: BeautifulSoup(answer.content, "html.parser")
        for address, answer in public_pages.items()
        if address != "/embed/"
    }


def test_every_page_has_one_box_that_leads_to_the_search(documents, seeded_site, client, db):
    for address, document in documents.items():
        (form,) = document.header.find_all("form")
        (field,) = form.find_all("input")
        said = (form["role"], form["method"], form["action"])
        assert said == ("search", "get", "/search/"), address
        label = document.header.find("label", {"for": field["id"]})
        assert label.text == form["aria-label"], address
        assert form.select_one("button[type=submit]").get_text(strip=True) == "Search", address
        assert not field["value"], address
    assert len(documents) > 50
    found = client.get(form["action"], {field["name"]: QUERY})
    main = BeautifulSoup(found.content, "html.parser").main
    assert main.find("input", {"name": "q"})["value"] == QUERY


def test_its_names_are_its_own(documents):
    for address, document in documents.items():
        ids = Counter(element["id"] for element in document.select("[id]"))
        names = Counter(form["aria-label"] for form in document.select("[role=search]"))
        assert [name for name, times in (ids + names).items() if times > 1] == [], address
    assert documents["/search/?q=county"].main.select_one("[role=search]")


def test_without_a_menu_the_box_remains(seeded_site, client, db):
    NavigationSettings.objects.update(main_menu=[])
    header = BeautifulSoup(client.get("/").content, "html.parser").header
    assert header.find("form", action="/search/")
    assert not header.find("nav")

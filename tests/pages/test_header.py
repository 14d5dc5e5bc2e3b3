"""The header's one search box, on every kind of page."""

from collections import Counter

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pages.models import NavigationSettings
from tests import addresses

QUERY = "Chapel Hill & <Durham>"


@pytest.fixture(scope="module")
def documents(seeded_site):
    """The parsed page of each kind; what partners embed has no header."""
    visited = {**addresses.one_of_each(), "missing": "/no-such-page/"}
    del visited["embedded"]
    client = Client()
    return {
        kind: BeautifulSoup(client.get(address).content, "html.parser")
        for kind, address in visited.items()
    }


def test_every_kind_of_page_has_one_box_that_leads_to_the_search(documents, client, db):
    for kind, document in documents.items():
        (form,) = document.header.find_all("form")
        (field,) = form.find_all("input")
        assert (form["role"], form["method"], form["action"]) == ("search", "get", "/search/"), kind
        assert document.header.find("label", {"for": field["id"]}).text == form["aria-label"], kind
        assert form.select_one("button[type=submit]").text == "Search", kind
        assert not field["value"], kind
    assert len(documents) > 35
    found = client.get(form["action"], {field["name"]: QUERY})
    main = BeautifulSoup(found.content, "html.parser").main
    assert main.find("input", {"name": "q"})["value"] == QUERY


def test_its_names_are_its_own(documents):
    for kind, document in documents.items():
        ids = Counter(element["id"] for element in document.select("[id]"))
        names = Counter(form["aria-label"] for form in document.select("[role=search]"))
        assert [name for name, times in (ids + names).items() if times > 1] == [], kind
    assert documents["search"].main.select_one("[role=search]")


def test_without_a_menu_the_box_remains(seeded_site, client, db):
    NavigationSettings.objects.update(main_menu=[])
    header = BeautifulSoup(client.get("/").content, "html.parser").header
    assert header.find("form", action="/search/")
    assert not header.find("nav")

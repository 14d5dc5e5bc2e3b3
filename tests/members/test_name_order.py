"""People stand in one order wherever they are listed, and any spelling of a name finds them."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from members.public.answers import search_people
from tests.factories import HomePageFactory
from tests.members.factories import CommitteeSeatFactory, MemberFactory

pytestmark = pytest.mark.django_db

NAMES = ["Álvaro Ábaco", "Kim Example", "Alex van der Muster", "Pat O’Muster", "Øyvind", "Ana Zeta"]
IN_ORDER = [
    "Álvaro Ábaco",
    "Kim Example",
    "Pat O’Muster",
    "Øyvind",
    "Alex van der Muster",
    "Ana Zeta",
]
PEOPLE = reverse("wagtailsnippets_members_person:list")
OFFICES = reverse("roster_offices_held:list")
CHOOSER = reverse("wagtailsnippetchoosers_members_person:choose_results")


@pytest.fixture(autouse=True)
def people(db):
    HomePageFactory()
    return [MemberFactory(given_name="", family_name="", name=name) for name in reversed(NAMES)]


def names_in(client, address):
    text = BeautifulSoup(client.get(address).content, "html.parser").get_text("\n")
    places = {name: text.find(name) for name in NAMES if name in text}
    return sorted(places, key=places.get)


@pytest.mark.parametrize("address", ["/members/", "/members/?on=2024-01-01"])
def test_the_list_of_members(client, people, address):
    assert names_in(client, address) == IN_ORDER


def test_the_data_files(client):
    text = client.get("/data/members.csv").getvalue().decode("utf-8-sig")
    assert [row["name"] for row in csv.DictReader(io.StringIO(text))] == IN_ORDER


@pytest.mark.parametrize(
    "address",
    [
        PEOPLE,
        f"{PEOPLE}?ordering=name",
        OFFICES,
        f"{OFFICES}?ordering=person__sort_key",
        CHOOSER,
        f"{CHOOSER}?q=a",
    ],
)
def test_the_admins_lists_and_pickers(admin_client, address):
    found = names_in(admin_client, address)
    assert found == [name for name in IN_ORDER if name in found]
    assert len(found) == (5 if "q=a" in address else 6)


def test_the_listing_turned_round(admin_client):
    assert names_in(admin_client, f"{PEOPLE}?ordering=-name") == IN_ORDER[::-1]


@pytest.mark.parametrize(
    "query, found",
    [
        ("OMuster", ["Pat O’Muster"]),
        ("O'Muster", ["Pat O’Muster"]),
        ("O’Muster", ["Pat O’Muster"]),
        ("van der Muster", ["Alex van der Muster"]),
        ("VAN DER MUSTER", ["Alex van der Muster"]),
        ("abaco", ["Álvaro Ábaco"]),
        ("Ábaco", ["Álvaro Ábaco"]),
        ("ALVARO", ["Álvaro Ábaco"]),
        ("oyvind", ["Øyvind"]),
        ("øyvind", ["Øyvind"]),
    ],
)
def test_any_spelling_finds_a_name_everywhere(client, admin_client, query, found):
    assert [person.name for person in search_people(query, [])["people"]] == found
    assert names_in(client, f"/members/?name={query}") == found
    assert [str(p) for p in admin_client.get(PEOPLE, {"q": query}).context["object_list"]] == found
    assert names_in(admin_client, f"{CHOOSER}?q={query}") == found
    rows = admin_client.get(OFFICES, {"q": query}).context["object_list"]
    assert [str(tenure.person) for tenure in rows] == found


@pytest.mark.parametrize("query", ["OMuster", "O'Muster", "O’Muster"])
@pytest.mark.parametrize("name", ["Jo OMuster", "Jo O'Muster", "Jo O’Muster"])
def test_each_spelling_on_record_is_found_by_each(client, query, name):
    MemberFactory(given_name="", family_name="", name=name)
    found = [person.name for person in search_people(query, [])["people"]]
    assert sorted(found) == sorted([name, "Pat O’Muster"])


def test_a_last_name_is_found_without_its_particles(client, admin_client):
    assert [p.name for p in search_people("Muster", [])["people"]] == ["Alex van der Muster"]
    assert names_in(client, "/members/?name=Muster") == ["Pat O’Muster", "Alex van der Muster"]
    assert "Alex van der Muster" in names_in(admin_client, f"{CHOOSER}?q=Muster")


@pytest.mark.parametrize("query", ["%", "_", "!!!", "’"])
def test_marks_alone_find_nobody(admin_client, query):
    assert names_in(admin_client, f"{CHOOSER}?q={query}") in ([], ["Pat O’Muster"] * (query == "’"))


def test_the_committee_is_found_by_any_spelling(admin_client, people):
    CommitteeSeatFactory(person=people[NAMES[::-1].index("Pat O’Muster")])
    address = reverse("wagtailsnippets_members_committeeseat:list")
    assert names_in(admin_client, f"{address}?q=o'muster") == ["Pat O’Muster"]

"""Places that a search may mean come first, with the people who serve there."""

import pytest
from bs4 import BeautifulSoup

from members.models import Jurisdiction
from tests import factories
from tests.members.factories import (
    CityFactory,
    CountyFactory,
    MemberFactory,
    MembershipFactory,
    TenureFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

COUNTIES = {"Orange County": "37135", "Chatham County": "37037", "Durham County": "37063"}


def serve_in(place):
    person = TenureFactory(jurisdiction=place).person
    MembershipFactory(person=person)
    return person


def words_of(client, query):
    document = BeautifulSoup(client.get("/search/", {"q": query}).content, "html.parser")
    return " ".join(document.main.get_text(" ").split())


@pytest.fixture
def places():
    counties = {name: CountyFactory(name=name, geoid=geoid) for name, geoid in COUNTIES.items()}
    towns = {
        "Chapel Hill": CityFactory(name="Chapel Hill", primary_county=counties["Orange County"]),
        "Asheville": CityFactory(name="Asheville"),
    }
    return counties | towns


@pytest.mark.parametrize(
    ("query", "name", "reason"),
    [
        ("Ashville", "Asheville", "The spelling is close to what you typed."),
        ("Chapell Hill", "Chapel Hill", "The spelling is close to what you typed."),
        ("Durham County", "Durham County", "You typed its full name."),
        ("27517", "Chapel Hill", "ZIP code 27517 is named for its post office, Chapel Hill."),
    ],
)
def test_a_place_comes_first_with_the_reason_and_who_serves_there(
    client, places, query, name, reason
):
    person = serve_in(places[name])
    factories.NewsPageFactory(title=f"A story about {query}")
    words = words_of(client, query)
    assert f"{reason} {person.name} , {person.title}" in words
    assert words.index(places[name].display_name) < words.index(reason)
    assert words.index(reason) < words.index("A story about")


def test_a_place_stands_once(client, places):
    links = BeautifulSoup(client.get("/search/?q=chapel+hill").content, "html.parser").main
    address = places["Chapel Hill"].get_absolute_url()
    assert len(links.find_all("a", href=address)) == 1


def test_people_of_that_name_come_after_the_places(client):
    place = CityFactory(name="Exampleton")
    MemberFactory(given_name="Exampleton", family_name="Sample")
    words = words_of(client, "Exampleton")
    assert words.index(place.display_name) < words.index("Exampleton Sample")


def test_a_zip_code_gives_each_county_and_says_that_it_is_not_exact(client, places):
    words = words_of(client, "27517")
    assert all(name in words for name in COUNTIES)
    assert "this answer isn’t exact" in words
    assert "this answer isn’t exact" not in words_of(client, "Durham County")


def test_a_zip_code_of_another_state_is_outside(client, places):
    words = words_of(client, "90210")
    assert "That ZIP code is outside North Carolina." in words
    assert "Nothing was found" not in words


def test_a_place_with_many_members_names_six(client):
    place = CityFactory(name="Exampleton", kind=Jurisdiction.Kind.TOWN)
    names = [serve_in(place).name for _ in range(7)]
    words = words_of(client, "Exampleton")
    assert sum(name in words for name in names) == 6
    assert "All 7 who serve here" in words
    assert "No member on our list serves here." not in words


@pytest.mark.parametrize("query", ["x" * 10_000, "Chapel Hill " * 1_000])
def test_a_query_may_be_very_long(client, places, query):
    assert client.get("/search/", {"q": query}).status_code == 200

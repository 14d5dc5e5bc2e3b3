from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils.timezone import localdate

from members.models import Jurisdiction
from tests.members.factories import (
    CityFactory,
    CountyFactory,
    MemberFactory,
    MembershipFactory,
    PersonFactory,
    TenureFactory,
)
from tests.test_queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def serve_in(place, **fields):
    person = PersonFactory(**fields)
    MembershipFactory(person=person)
    TenureFactory(person=person, jurisdiction=place)
    return person


def answers_of(client, query):
    return client.get("/find/", {"q": query}).context["answers"]


def test_a_town_shows_who_serves_there_and_who_else_serves_its_people(client):
    county, elsewhere = CountyFactory(name="Example County"), CountyFactory(name="Other County")
    town = CityFactory(name="Sampleton", primary_county=county)
    neighbor = CityFactory(name="Nexttown", primary_county=county)
    schools = Jurisdiction.objects.create(
        kind=Jurisdiction.Kind.SCHOOL_DISTRICT, name="Example Schools", primary_county=county
    )
    person = serve_in(town)
    for place in (county, schools, neighbor, elsewhere):
        serve_in(place)
    answer = answers_of(client, "Sampleton")[0]
    assert answer.people == [person]
    assert answer.nearby == [county, schools]
    assert person.name in client.get("/find/?q=sampleton").content.decode()


def words_of(client, address, query):
    document = BeautifulSoup(client.get(address, {"q": query}).content, "html.parser")
    return " ".join(document.main.get_text(" ").split())


def test_a_county_also_shows_its_towns(client):
    county = CountyFactory(name="Example County")
    town = CityFactory(name="Sampleton", primary_county=county)
    serve_in(town)
    assert [answer.nearby for answer in answers_of(client, "Example County")] == [[town]]


@pytest.mark.parametrize("address", ["/find/", "/search/"])
def test_a_county_names_those_who_serve_in_its_places(client, address):
    """Officials of a town partly inside it and of its school district are both named."""
    county, other = CountyFactory(name="Example County"), CountyFactory(name="Other County")
    town = CityFactory(name="Sampleton", primary_county=other, counties=[county, other])
    schools = Jurisdiction.objects.create(
        kind=Jurisdiction.Kind.SCHOOL_DISTRICT, name="Sample Schools", primary_county=county
    )
    people = [serve_in(town), serve_in(schools)]
    serve_in(CityFactory(primary_county=other))
    words = words_of(client, address, "Example County")
    assert "No member on our list sits on the county’s own board" in words
    assert "but members serve in Sample Schools and Sampleton ." in words
    assert all(f"{person.name}" in words and person.title in words for person in people)
    assert "serves here" not in words

    on_the_board = serve_in(county)
    answer = client.get("/find/?q=Example+County").context["answers"][0]
    assert (answer.people, answer.inside) == ([on_the_board], people)
    words = words_of(client, address, "Example County")
    assert "Members also serve in Sample Schools and Sampleton ." in words
    assert "own board" not in words


def test_somebody_on_the_board_and_in_a_town_is_named_once(client):
    county = CountyFactory(name="Example County")
    person = serve_in(county)
    TenureFactory(person=person, jurisdiction=CityFactory(primary_county=county))
    answer = answers_of(client, "Example County")[0]
    assert (answer.people, answer.inside) == ([person], [])


@pytest.mark.parametrize("address", ["/find/?q=Example", "/search/?q=Example"])
def test_more_counties_with_more_towns_cost_no_more_queries(client, address):
    def add():
        county = CountyFactory()
        for number in range(2):
            town = CityFactory(name=f"Town {number}", primary_county=county)
            town.counties.add(county)
            serve_in(town)
        serve_in(county)

    add(), add()
    few = queries_of(client, address)
    for _ in range(5):
        add()
    many = queries_of(client, address)
    assert len(few) == len(many) <= 30, "\n".join(many)


@pytest.mark.parametrize("address", ["/find/", "/search/"])
def test_a_town_says_which_counties_it_lies_in(client, address):
    one, two = CountyFactory(name="One County"), CountyFactory(name="Two County")
    CityFactory(name="Sampleton", primary_county=two, counties=[one, two])
    assert "In Two County and One County . It has the name" in words_of(
        client, address, "Sampleton"
    )
    assert " In " not in words_of(client, address, "One County").split("its full name.")[0]


def test_a_town_in_two_counties_belongs_to_both(client):
    one, two = CountyFactory(name="One County"), CountyFactory(name="Two County")
    town = CityFactory(name="Sampleton", primary_county=one)
    town.counties.set([one, two])
    town.save()
    serve_in(one), serve_in(two)
    assert answers_of(client, "Sampleton")[0].nearby == [one, two]


def test_those_who_have_left_are_not_shown(client):
    town = CityFactory(name="Sampleton")
    person = serve_in(town)
    person.tenures.update(
        end_first="2020-01-01", end_last="2020-01-01", start_first=None, start_last=None
    )
    withdrawn = serve_in(town, status="withdrawn")
    page = client.get("/find/?q=Sampleton").content.decode()
    assert "No member on our list serves here" in page
    assert person.name not in page and withdrawn.name not in page


def test_who_serves_perhaps_is_not_denied(client):
    person = serve_in(CityFactory(name="Sampleton"))
    day = localdate()
    person.tenures.update(start_first=day, start_last=day + timedelta(days=1))
    for address in ("/find/", "/search/"):
        page = client.get(address, {"q": "Sampleton"}).content.decode()
        assert "We can’t confirm that a member serves here today." in page
        assert "No member on our list serves here" not in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("90210", "That ZIP code is outside North Carolina."),
        ("28999", "We don’t recognize the ZIP code 28999."),
        ("xyzzy", "We don’t know of a place by that name"),
        ("x" * 10_000, "We don’t know of a place by that name"),
    ],
)
def test_what_is_not_found_gets_a_sentence(client, query, sentence):
    response = client.get("/find/", {"q": query})
    assert response.status_code == 200
    assert sentence in response.content.decode()


def test_a_zip_code_that_nobody_has_is_named_on_the_search_page_too(client):
    page = client.get("/search/?q=28999").text
    assert "We don’t recognize the ZIP code 28999." in page and "Nothing was found" not in page


@pytest.mark.parametrize("address", ["/search/", "/find/", "/members/"])
def test_what_is_asked_turns_no_title_around(client, address):
    name = "name" if address == "/members/" else "q"
    title = client.get(address, {name: "\u202eabc\u200d\x1b"}).text.split("<title>")[1]
    title = title.split("</title>")[0]
    assert "abc\u200d" in title
    assert "\u202e" not in title and "\x1b" not in title


def test_only_the_empty_form_is_for_search_engines(client):
    MemberFactory()
    assert "noindex" not in client.get("/find/").content.decode()
    assert "noindex" in client.get("/find/?q=example").content.decode()


def test_without_a_question_the_page_leads_to_every_county(client):
    for number in range(3):
        CountyFactory(name=f"Example {number} County")
    asked_nothing, asked = client.get("/find/").text, client.get("/find/?q=Example").text
    assert asked_nothing.count(">Example ") == 3 and "roll-names" in asked_nothing
    assert "roll-names" not in asked


def test_the_page_says_why_each_place_was_found_and_what_a_zip_code_is(client):
    for geoid, name in (("37135", "Orange"), ("37037", "Chatham"), ("37063", "Durham")):
        CountyFactory(name=f"{name} County", geoid=geoid)
    by_name, by_zip_code = (
        client.get("/find/", {"q": query}).text for query in ("Orange County", "27517")
    )
    assert "You typed its full name." in by_name
    assert "a mail delivery area" not in by_name
    assert by_zip_code.count("is at least partly in this county") == 3
    assert "a mail delivery area" in by_zip_code and "this answer isn’t exact" in by_zip_code


def test_a_zip_code_in_one_county_names_it(client):
    county = CountyFactory(geoid="37063", name="Durham County")
    CityFactory(name="Durham", primary_county=county)
    for address in ("/find/", "/search/"):
        words = words_of(client, address, "27701")
        assert "This one is in Durham County" in words and "this answer isn’t exact" in words
        assert "one of these counties" not in words
        assert "is in this county" in words

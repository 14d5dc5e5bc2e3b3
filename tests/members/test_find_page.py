import pytest

from members.models import Jurisdiction
from tests.members.factories import (
    CityFactory,
    CountyFactory,
    MemberFactory,
    MembershipFactory,
    PersonFactory,
    TenureFactory,
)

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


def test_a_county_also_shows_its_towns(client):
    county = CountyFactory(name="Example County")
    town = CityFactory(name="Sampleton", primary_county=county)
    serve_in(town)
    assert [answer.nearby for answer in answers_of(client, "Example County")] == [[town]]


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


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("90210", "That ZIP code is outside North Carolina."),
        ("28999", "We know no place by that name"),
        ("xyzzy", "We know no place by that name"),
        ("x" * 10_000, "We know no place by that name"),
    ],
)
def test_what_is_not_found_gets_a_sentence(client, query, sentence):
    response = client.get("/find/", {"q": query})
    assert response.status_code == 200
    assert sentence in response.content.decode()


def test_only_the_empty_form_is_for_search_engines(client):
    MemberFactory()
    assert "noindex" not in client.get("/find/").content.decode()
    assert "noindex" in client.get("/find/?q=example").content.decode()

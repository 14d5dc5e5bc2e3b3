"""The public list of members and what it can be narrowed to."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse

from members.models import Person
from members.public.people import PEOPLE_PER_PAGE
from tests.many import IN_OFFICE, make_people
from tests.members.factories import (
    CityFactory,
    CommitteeSeatFactory,
    CountyFactory,
    MemberFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    RegionFactory,
    TenureFactory,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/members/"
ADMIN = reverse("wagtailsnippets_members_person:list")


def serving(person=None, **tenure):
    """A person counted for this tenure."""
    return MembershipFactory(person=TenureFactory(**tenure).person).person


@pytest.fixture
def page(client):
    """Calling it gives the parsed list for a query."""

    def visit(query=""):
        response = client.get(f"{ADDRESS}?{query}")
        assert response.status_code == 200, query
        return BeautifulSoup(response.content, "html.parser")

    return visit


@pytest.fixture
def listed(page):
    def names(query=""):
        return [name.get_text(strip=True) for name in page(query).select(".register .person-name")]

    return names


def options(document, name):
    return [option.text for option in document.select(f"select[name={name}] option")][1:]


@pytest.mark.parametrize(
    "query, found",
    [
        ("josé", ["José Ångström-O’Hare"]),
        ("JOSE", ["José Ångström-O’Hare"]),
        ("angstrom", ["José Ångström-O’Hare"]),
        ("o'hare", ["José Ångström-O’Hare"]),
        ("ohare jose", ["José Ångström-O’Hare"]),
        ("ŁUCJA", ["Łucja Example"]),
        ("lucja exa", ["Łucja Example"]),
        ("%", []),
        ("_", []),
        ("nobody", []),
        ("  ", ["José Ångström-O’Hare", "Łucja Example"]),
    ],
)
def test_names_are_found_whatever_their_accents_and_case(listed, query, found):
    MemberFactory(given_name="Łucja", family_name="Example", sort_name="example")
    MemberFactory(given_name="José", family_name="Ångström-O’Hare", sort_name="angstrom")
    assert listed(f"name={query}") == found


def test_each_filter_of_an_office(listed):
    county = CountyFactory(region=RegionFactory())
    town = serving(jurisdiction=CityFactory(kind="town", primary_county=county))
    itself = serving(jurisdiction=county)
    serving()
    office = town.tenures.get().office
    for query, found in [
        (f"office={office.pk}", [town]),
        ("kind=town", [town]),
        ("kind=county", [itself]),
        (f"county={county.slug}", [town, itself]),
        (f"region={county.region_id}", [town, itself]),
        (f"region={county.region_id}&kind=town", [town]),
        (f"county={county.slug}&office={office.pk}&kind=county", []),
    ]:
        assert listed(query) == [person.name for person in found], query


def test_a_place_is_in_its_primary_county_as_in_the_rosters_own_listing(listed, admin_client):
    primary, other = CountyFactory(), CountyFactory()
    city = CityFactory(primary_county=primary)
    city.counties.set([primary, other])
    person = serving(jurisdiction=city)
    for county, found in [(primary, [person.name]), (other, [])]:
        rows = admin_client.get(f"{ADMIN}?standing=members&county={county.pk}")
        assert listed(f"county={county.slug}") == found
        assert [str(row) for row in rows.context["object_list"]] == found


def test_one_office_must_answer_to_all_that_is_asked_of_it(listed):
    mayor, county = OfficeFactory(), CountyFactory(region=RegionFactory())
    person = serving(office=mayor)
    TenureFactory(person=person, jurisdiction=county)
    assert listed(f"office={mayor.pk}&kind=city") == [person.name]
    assert listed(f"office={mayor.pk}&kind=county") == []
    assert listed(f"office={mayor.pk}&region={county.region_id}") == []


def test_an_office_that_is_not_counted_answers_nothing(listed):
    mayor = OfficeFactory()
    TenureFactory(person=MemberFactory(), office=mayor, end="2022")
    assert listed(f"office={mayor.pk}") == []


def test_the_committee(listed, page):
    seated, past, outside = MemberFactory(), MemberFactory(), PersonFactory()
    CommitteeSeatFactory(person=seated)
    CommitteeSeatFactory(person=past, end="2023")
    CommitteeSeatFactory(person=outside)
    assert listed("committee=on") == [seated.name]
    assert options(page(), "committee") == ["On the committee (1)"]


def test_each_choice_says_how_many_it_leaves(page):
    """Counts include the other filters, and a choice that leaves no one isn't offered."""
    region = RegionFactory(name="Triangle")
    durham = CountyFactory(name="Durham County", region=region)
    orange = CountyFactory(name="Orange County", region=region)
    CountyFactory(name="Nobody’s County")
    mayor, council = OfficeFactory(name="Mayor"), OfficeFactory(name="Council")
    OfficeFactory(name="Nobody’s office")
    serving(office=mayor, jurisdiction=durham)
    serving(office=council, jurisdiction=CityFactory(primary_county=durham), person__name="Kim")
    twice = serving(office=council, jurisdiction=CityFactory(primary_county=orange))
    TenureFactory(person=twice, office=council, jurisdiction=orange)

    everything = page()
    assert options(everything, "county") == ["Durham County (2)", "Orange County (1)"]
    assert sorted(options(everything, "office")) == ["Council (2)", "Mayor (1)"]
    assert options(everything, "region") == ["Triangle (3)"]
    assert options(everything, "kind") == ["County (2)", "City (2)"]

    mayors = page(f"office={mayor.pk}")
    assert options(mayors, "county") == ["Durham County (1)"]
    assert sorted(options(mayors, "office")) == ["Council (2)", "Mayor (1)"]
    assert options(page("name=kim"), "county") == ["Durham County (1)"]

    contradicting = page(f"office={mayor.pk}&county={orange.slug}")
    assert options(contradicting, "county") == ["Durham County (1)", "Orange County (0)"]


def test_every_number_is_what_its_choice_then_shows(page):
    counties = [CountyFactory(region=RegionFactory()) for _ in range(3)]
    offices = [OfficeFactory() for _ in range(2)]
    for number in range(9):
        city = CityFactory(primary_county=counties[number % 3])
        person = serving(jurisdiction=city, office=offices[number % 2])
        other = {"jurisdiction": counties[number % 2], "office": offices[number // 2 % 2]}
        TenureFactory(person=person, **other)
        if number % 4 == 0:
            CommitteeSeatFactory(person=person)
    checked = 0
    for query in ["", f"&office={offices[0].pk}", f"&county={counties[0].slug}", "&committee=on"]:
        document = page(query)
        for select in document.select(".filters select"):
            for option in select.select("option")[1:]:
                others = query if f"&{select['name']}=" not in query else ""
                found = page(f"{others}&{select['name']}={option['value']}")
                number = int(option.text.rpartition("(")[2].rstrip(")"))
                assert len(found.select(".register .person-name")) == number, (query, option)
                checked += 1
    assert checked > 35


@pytest.mark.parametrize(
    "query",
    [
        "county=abc",
        "county=city-durham",
        "office=abc",
        "office=-1",
        "office=999999",
        "kind=castle",
        "region=x",
        "committee=perhaps",
        f"name={'x' * 10_000}",
    ],
)
def test_a_filter_that_there_is_not_is_missing(client, query):
    MemberFactory()
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 404
    assert "try this page without it" in response.text


def test_filters_that_contradict_leave_nobody_and_say_so(page):
    one, other = MemberFactory(), MemberFactory()
    county = one.tenures.get().jurisdiction.primary_county
    document = page(f"county={county.slug}&office={other.tenures.get().office_id}")
    assert document.select(".register") == []
    assert "No member matches all of these filters." in document.text
    assert document.select_one(".empty a")["href"] == ADDRESS
    assert document.find(id="list").text == "0 of 2 on this list"


def test_the_headline_says_how_many_of_how_many(page):
    MemberFactory.create_batch(3)
    office = Person.objects.members().first().tenures.get().office
    assert page().find(id="list").text == "3 on this list"
    document = page(f"office={office.pk}")
    assert document.find(id="list").text == "1 of 3 on this list"
    assert office.name in document.select_one(".filter-state").text
    assert office.name in document.title.text


def test_what_is_filtered_stays_out_of_search_engines(page):
    OfficeFactory()
    make_people(PEOPLE_PER_PAGE + 1, [CityFactory()], [IN_OFFICE])
    for query in ("kind=city", "kind=city&page=2", "name=example"):
        document = page(query)
        assert document.find("meta", {"name": "robots"})["content"] == "noindex", query
        canonical = document.find("link", rel="canonical")["href"]
        assert canonical == f"{settings.BASE_URL}{ADDRESS}", query
    assert page("kind=&name=").find("meta", {"name": "robots"}) is None


def test_the_filters_stay_from_page_to_page_and_can_be_cleared(page, client):
    OfficeFactory()
    make_people(PEOPLE_PER_PAGE + 1, [CityFactory()], [IN_OFFICE])
    MemberFactory(tenure__jurisdiction=CountyFactory())
    first = page("kind=city&name=example")
    [second] = {link["href"] for link in first.select(".pages a[rel=next]")}
    assert second == "?name=example&kind=city&page=2"
    last = page(second.removeprefix("?"))
    assert len(last.select(".register .person-name")) == 1
    assert last.select_one("select[name=kind] [selected]")["value"] == "city"
    assert last.select_one("input[name=name]")["value"] == "example"
    [clear] = last.select(".filters a")
    assert (clear.text, clear["href"]) == ("Clear the filters", ADDRESS)
    assert page().select(".filters a") == []
    assert client.get(f"{ADDRESS}?kind=county&page=2").status_code == 404


def test_the_map_and_the_figures_stay_those_of_the_whole_roster(client):
    MemberFactory()
    county = CountyFactory(geoid="37063")
    serving(jurisdiction=county)
    for query in ("", "kind=city"):
        assert client.get(f"{ADDRESS}?{query}").context["county_members"] == {"37063": 1}


def test_hostile_words_in_a_filter_are_shown_as_words(client):
    MemberFactory()
    text = client.get(f"{ADDRESS}?name=<script>alert(1)</script>").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text

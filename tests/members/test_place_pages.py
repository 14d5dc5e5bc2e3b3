"""The pages of places: who serves and served there, where it lies, and the same on another day."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.utils.timezone import localdate
from wagtail.models import Site

from core.site_settings import OrganizationSettings
from members.admin.merging.choices import suggested
from members.admin.merging.merger import merge
from members.models import CountedRoster, Jurisdiction, RosterSettings
from members.public.places import MOST_PLACES
from tests import factories
from tests.members.factories import (
    CityFactory,
    CountyFactory,
    MemberFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    RegionFactory,
    TenureFactory,
)
from tests.test_queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    factories.HomePageFactory()
    return CityFactory(name="Riverton", map_x=1225, map_y=179)


@pytest.fixture
def page(client):
    """Calling it gives the parsed page of a place, on the day asked for."""

    def get(place, on=""):
        address = place if isinstance(place, str) else place.get_absolute_url()
        response = client.get(address, {"on": on} if on else {})
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return get


def part(document, ident):
    """The words of the part of the page whose heading has the id, or ""."""
    section = document.select_one(f"section[aria-labelledby='{ident}']")
    return " ".join(section.get_text(" ").split()) if section else ""


def names(document, ident):
    return [
        tag.get_text(strip=True)
        for tag in document.select(
            f"section[aria-labelledby='{ident}'] :is(.person-name, .place-name, .holder-name)"
        )
    ]


def state_of(document):
    """`[(who, the word on the strip)]` of everyone who held an office."""
    return [
        (
            holder.select_one(".holder-name").get_text(strip=True),
            holder.select_one(".date-range").get_text(strip=True),
        )
        for holder in document.select(".holder")
    ]


def serve(place, **tenure):
    held = TenureFactory(jurisdiction=place, **tenure)
    MembershipFactory(person=held.person, start="2000")
    return held.person


def test_an_unknown_place_is_not_found(client):
    factories.HomePageFactory()
    assert client.get("/places/city-nowhere/").status_code == 404


@pytest.mark.parametrize("day", ["nonsense", "2999-01-01", "0001-01-01", "2022-02-30"])
def test_a_day_that_nobody_can_ask_about_is_not_found(client, city, day):
    for address in ("/places/", city.get_absolute_url()):
        assert client.get(address, {"on": day}).status_code == 404


@pytest.fixture
def seat_history(city):
    """A seat whose dates are partly known, as in the first rows of every real list."""
    a, b, c = (MemberFactory.build(name=f"{name} Example") for name in ("Ann", "Ben", "Cyd"))
    seat = {"office": OfficeFactory(name="Alderman"), "jurisdiction": city, "seat_label": "Ward 1"}
    for person in (a, b, c):
        person.save()
        MembershipFactory(person=person, start="2000")
    for person, start, end in (
        (a, "", "November 9, 2021"),
        (b, "December 14, 2021", "August 2022"),
        (c, "August 2022", "December 6, 2023"),
        (c, "December 6, 2023", "December 2025"),
        (b, "December 2025", ""),
    ):
        TenureFactory(person=person, start=start, end=end, **seat)
    return city


@pytest.mark.parametrize(
    ("day", "sure", "uncertain"),
    [
        ("2021-11-20", [], []),
        ("2022-01-01", ["Ben Example"], []),
        ("2022-08-01", [], ["Ben Example", "Cyd Example"]),
        ("2022-08-31", ["Cyd Example"], []),
        ("2024-01-01", ["Cyd Example"], []),
        ("2025-12-01", [], ["Cyd Example", "Ben Example"]),
        ("2026-01-01", ["Ben Example"], []),
    ],
)
def test_who_held_the_seat_on_a_day(page, seat_history, day, sure, uncertain):
    document = page(seat_history, day)
    assert names(document, "people") == sure
    assert sorted(names(document, "uncertain")) == sorted(uncertain)
    assert part(document, "uncertain").count("(uncertain)") == len(uncertain)
    assert document.select("section[aria-labelledby='uncertain'] .tag") == []
    states = state_of(document)
    assert [who for who, state in states if state == "Current"] == sure
    assert [who for who, state in states if state == "Uncertain"] == uncertain


def test_another_day_says_so_and_is_not_indexed(page, seat_history):
    document = page(seat_history, "2022-01-01")
    assert document.select_one("meta[name=robots]")["content"] == "noindex"
    assert "?" not in document.select_one("link[rel=canonical]")["href"]
    assert "January 1, 2022" in document.select_one("[role=note]").text
    assert document.select_one("input[name=on]")["value"] == "2022-01-01"
    assert not page(seat_history).select("meta[name=robots], [role=note]")


def test_titles_on_a_day_are_those_of_the_day(page, city):
    person = serve(city, title="Alderman of Riverton", start="2010", end="2012-12-03")
    TenureFactory(person=person, title="Mayor of Riverton", jurisdiction=city, start="2012-12-03")
    then = part(page(city, "2011-06-01"), "people")
    assert "Alderman of Riverton" in then and "former" not in then
    assert "Mayor of Riverton" in part(page(city), "people")


def test_offices_are_grouped_by_seat_in_their_order(page, city):
    mayor = OfficeFactory(name="Mayor", sort_order=0, one_holder=True)
    council = OfficeFactory(name="Council member", sort_order=1)
    for label in ("Ward 10", "ward 2", "Ward 2", ""):
        TenureFactory(jurisdiction=city, office=council, seat_label=label)
    TenureFactory(jurisdiction=city, office=mayor, seat_label="Mayor", start="2020")
    TenureFactory(jurisdiction=city, office=mayor, start="2010", end="2020")
    document = page(city)
    seats = document.select("section[aria-labelledby='seats'] h3")
    assert [seat.text for seat in seats] == [
        "Mayor",
        "Council member",
        "Council member, Ward 2",
        "Council member, Ward 10",
    ]
    holders = [len(seat.select(".holder")) for seat in document.select(".seat")]
    assert holders == [2, 1, 2, 1]


def test_dates_are_told_as_far_as_they_are_known(page, city):
    TenureFactory(jurisdiction=city, start="December 6, 2019", end="unknown", end_reason="moved")
    TenureFactory(jurisdiction=city, start="", end="2011", began="appointed")
    TenureFactory(jurisdiction=city, start="2024", expected_end="December 2027")
    document = page(city)
    words = part(document, "seats")
    assert "December 6, 2019 to an unknown day Moved away" in words
    assert "Until 2011 Appointed" in words
    assert "Since 2024, term ends December 2027" in words
    edges = [tag["class"] for tag in document.select(".date-range")]
    assert {name for classes in edges for name in classes} >= {
        "date-range-start-known",
        "date-range-start-partial",
        "date-range-start-unknown",
        "date-range-end-partial",
        "date-range-end-unknown",
    }


def test_only_public_people_have_a_link_and_the_hidden_are_absent(page, city):
    linked = serve(city, person__name="Linked Example", end="2022")
    TenureFactory(jurisdiction=city, person__name="Plain Example", end="2022")
    for status in ("withdrawn", "retired"):
        serve(city, person__name=f"{status} example", person__status=status)
    document = page(city, "2022-06-01")
    assert names(document, "seats") == ["Linked Example", "Plain Example"]
    links = [link["href"] for link in document.select(".holder a")]
    assert links == [linked.get_absolute_url()]
    assert not any(status in document.text for status in ("withdrawn example", "retired example"))


def test_a_merged_record_is_named_as_its_survivor(page, city):
    kept = PersonFactory(name="Kim Example")
    MembershipFactory(person=kept)
    other = TenureFactory(jurisdiction=city, person__name="Kimberly Example", end="2022").person
    merge(suggested(kept, other))
    assert names(page(city), "seats") == ["Kim Example"]


def test_names_are_text_whatever_they_are(client, city):
    hostile = "<script>alert(1)</script>"
    serve(city, person__name=hostile, title=hostile, seat_label=hostile[:60])
    city.name = hostile
    city.save()
    html = client.get(city.get_absolute_url()).text
    assert hostile not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 3


def test_where_a_place_lies_names_every_county_the_primary_one_first(page, city):
    region = RegionFactory(name="The Hills")
    first, second, main = (CountyFactory(name=f"{n} County") for n in ("Ash", "Birch", "Cedar"))
    city.primary_county = main
    city.counties = [second, main, first]
    city.save()
    head = page(city).select_one(".profile-words")
    assert [link.text for link in head.select("a")] == [
        "Cedar County",
        "Ash County",
        "Birch County",
    ]
    main.region = region
    main.save()
    within = page(main)
    assert "Region: The Hills" in within.select_one(".profile-words").text
    assert names(within, "within") == ["Riverton"]
    assert "A member serves here" not in part(within, "within")
    serve(city)
    assert "A member serves here" in part(page(main), "within")


def test_a_countys_neighbors_are_the_adjoining_counties_that_are_reached(page, city):
    itself, through_a_town, unreached, far = (
        CountyFactory(name=f"{n} County", geoid=geoid)
        for n, geoid in (("Ash", "37009"), ("Birch", "37011"), ("Cedar", "37013"), ("Elm", "37015"))
    )
    county = CountyFactory()
    county.neighbors.set([itself, through_a_town, unreached])
    serve(itself)
    serve(CityFactory(primary_county=through_a_town))
    serve(far)
    serve(county)
    document = page(county)
    assert names(document, "nearby") == ["Ash County", "Birch County"]
    assert part(document, "nearby").count("1 member") == 2
    assert names(page(county, "1999-01-01"), "nearby") == []


def test_a_towns_neighbors_are_represented_places_the_nearest_first(page, city):
    beside = CountyFactory(name="Beside County")
    beside.neighbors.add(city.primary_county)
    for number in range(MOST_PLACES + 2):
        county = (city.primary_county, beside)[number % 2]
        serve(
            CityFactory(
                name=f"Town {number}", primary_county=county, map_x=1225 + number, map_y=179
            )
        )
    serve(CityFactory(name="Elsewhere", map_x=1225, map_y=179))
    CityFactory(name="Not represented", primary_county=beside)
    serve(city)
    assert names(page(city), "nearby") == [f"Town {number}" for number in range(MOST_PLACES)]


@pytest.mark.parametrize(
    ("complete", "says"),
    [(True, "No member serves here today."), (False, "isn’t complete yet")],
)
def test_a_place_without_members_says_so_and_how_to_join(page, city, complete, says):
    RosterSettings.objects.update_or_create(
        site=Site.objects.get(), defaults={"complete": complete}
    )
    settings = OrganizationSettings.for_site(Site.objects.get())
    document = page(city)
    assert says in part(document, "people")
    empty = document.select_one("section[aria-labelledby='people'] .empty")
    assert "You can join" not in empty.text
    assert empty.a["href"] == "/members/"
    factories.StandardPageFactory(slug="contact")
    empty = page(city).select_one("section[aria-labelledby='people'] .empty")
    assert "You can join" in empty.text
    assert empty.a["href"].endswith("/contact/")
    for field, value, leads_to in (
        ("email", "join@example.org", "mailto:join@example.org"),
        ("join_url", "https://example.org/join", "https://example.org/join"),
    ):
        setattr(settings, field, value)
        settings.save()
        empty = page(city).select_one("section[aria-labelledby='people'] .empty a")
        assert empty["href"] == leads_to


@pytest.mark.parametrize("complete", [True, False])
def test_a_county_without_a_member_of_its_own_names_those_in_its_places(page, city, complete):
    RosterSettings.objects.update_or_create(
        site=Site.objects.get(), defaults={"complete": complete}
    )
    county = city.primary_county
    person = serve(city, start="2019")
    serve(CityFactory())
    document = page(county)
    words = part(document, "people")
    assert "No member on our list sits on the county’s own board" in words
    assert "but members serve in Riverton ." in words
    assert names(document, "people") == [person.name]
    assert person.title in words
    link = document.select_one("section[aria-labelledby='people'] .person-name a")
    assert link["href"] == person.get_absolute_url()
    assert "members served in Riverton" in part(page(county, "2020-01-01"), "people")
    assert "served" not in part(page(county, "1999-01-01"), "people").split("that day")[1]

    own = serve(county)
    TenureFactory(person=own, jurisdiction=city)
    document = page(county)
    words = part(document, "people")
    assert names(document, "people") == [own.name, person.name]
    assert "Members also serve in Riverton" in words and "own board" not in words


def test_a_retired_place_stands_in_its_county_on_the_days_when_it_was_served(page, city):
    serve(city, start="2019", end="2021")
    city.retired = True
    city.save()
    assert names(page(city.primary_county), "within") == []
    assert names(page(city.primary_county, "2020-01-01"), "within") == ["Riverton"]


@pytest.mark.parametrize("unsure", ["tenure", "membership"])
def test_what_is_not_certain_today_is_not_denied(page, city, unsure):
    """An end this year or the next, which may have come or not."""
    RosterSettings.objects.create(site=Site.objects.get(), complete=True)
    year = localdate().year
    end = f"{year} to {year + 1}"
    person = TenureFactory(
        jurisdiction=city, start="2000", end=end if unsure == "tenure" else ""
    ).person
    MembershipFactory(person=person, start="2000", end=end if unsure == "membership" else "")
    document = page(city)
    assert "We can’t confirm that a member serves here today." in part(document, "people")
    assert "No member serves here today" not in document.text
    assert names(document, "uncertain") == [person.name]
    assert "They may serve here today, but a date is unknown or approximate." in part(
        document, "uncertain"
    )
    county = city.primary_county
    serve(city)
    assert "confirm that a member serves here" not in page(city).text
    TenureFactory(person=person, jurisdiction=county, start="2000", end=end)
    assert "confirm that a member sits on the county’s own board today" in part(
        page(county), "people"
    )


def test_the_map_of_a_place_outlines_its_counties_and_pins_it(page):
    factories.HomePageFactory()
    durham = CountyFactory(name="Durham County", geoid="37063", map_x=1230, map_y=167)
    city = CityFactory(name="Riverton", primary_county=durham, map_x=1225, map_y=179)
    document = page(city)
    assert document.select_one(".map-halo path")["d"].startswith("M")
    assert document.select_one(".map-pin")["d"].startswith("M1225 179")
    assert document.select_one(".map-labels text").text == "Riverton"
    assert document.select_one(".map-said").get_text(strip=True) == "The pin: City of Riverton"
    county = page(durham)
    assert county.select_one(".map-pin") is None
    assert county.select_one(".map-said").get_text(strip=True) == "Outlined: Durham County"
    nowhere = Jurisdiction.objects.create(kind="other", name="Nowhere District")
    assert page(nowhere).select_one(".map") is None


def test_places_are_listed_by_kind_with_their_numbers(page):
    factories.HomePageFactory()
    town = CityFactory(kind="town", name="Aville")
    serve(town)
    serve(CityFactory(name="Btown", primary_county=town.primary_county))
    serve(town.primary_county)
    document = page("/places/")
    headings = [h.text for h in document.select("main h2")]
    assert headings == ["Counties: 1", "Cities, towns and villages: 2", "School districts"]
    assert names(document, "cities-towns-and-villages") == ["Aville", "Btown"]
    assert "No member on our list" in part(document, "school-districts")
    assert len(document.select(".roll-names a")) == Jurisdiction.objects.counties().count()


def test_places_without_anybody_lead_to_the_members(page):
    factories.HomePageFactory()
    document = page("/places/")
    assert "No places are on this list yet." in document.main.text
    assert document.select_one(".empty a")["href"] == "/members/"
    assert "members serve in none of them" in document.select_one(".state-map desc").text


def test_places_on_a_day_mark_those_that_are_not_certain(page):
    factories.HomePageFactory()
    serve(CityFactory(name="Sure"), start="2019")
    serve(CityFactory(name="Perhaps"), start="August 2022")
    serve(CityFactory(name="Later"), start="2024")
    document = page("/places/", "2022-08-15")
    assert names(document, "cities-towns-and-villages") == ["Sure"]
    assert names(document, "uncertain") == ["Perhaps"]
    assert document.select_one("meta[name=robots]")["content"] == "noindex"
    assert names(page("/places/", "2022-08-31"), "cities-towns-and-villages") == ["Perhaps", "Sure"]
    assert names(page("/places/"), "uncertain") == []


def test_a_place_is_perhaps_represented_only_while_nobody_surely_serves():
    place = CityFactory()
    serve(place, start="August 2022")
    on = date(2022, 8, 15)
    assert CountedRoster(on).uncertain_places == {place.pk}
    serve(place, start="2019")
    assert not CountedRoster(on).uncertain_places


def test_queries_stay_the_same_with_more_history(client, city):
    county = city.primary_county
    pages = ("/places/", county.get_absolute_url(), city.get_absolute_url())
    addresses = [f"{page}{day}" for page in pages for day in ("", "?on=2022-08-15")]

    def add():
        serve(city, start="2020")
        serve(city, start="August 2022", seat_label="Ward 1")
        serve(county, end="2023")
        neighbor = CountyFactory()
        county.neighbors.add(neighbor)
        beside = CityFactory(primary_county=neighbor)
        beside.counties = [county]
        beside.save()
        serve(beside, start="August 2022")
        serve(beside, start="2020")

    add()
    few = {address: queries_of(client, address) for address in addresses}
    for _ in range(6):
        add()
    for address in addresses:
        many = queries_of(client, address)
        assert len(few[address]) == len(many), "\n".join([address, *many])

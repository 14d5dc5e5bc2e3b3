"""Visitors' queries and the places found for them, over the whole gazetteer."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from members import gazetteer
from members.gazetteer.loader import load_jurisdictions
from members.models import Jurisdiction
from members.public.place_search import (
    MOST_HITS,
    OutsideNorthCarolina,
    find_among,
    find_places,
    zip_code_in,
)

pytestmark = pytest.mark.usefixtures("gazetteer_places")


@pytest.fixture(scope="module")
def gazetteer_places(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_jurisdictions()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def active_places(gazetteer_places, django_db_blocker):
    with django_db_blocker.unblock():
        return list(Jurisdiction.objects.active().select_related("primary_county"))


def slugs(query):
    return [hit.place.slug for hit in find_places(query)]


def test_every_active_place_is_found_first_by_its_full_name(active_places):
    names = [place.display_name for place in active_places]
    found = [find_among(active_places, name)[0].place.display_name for name in names]
    assert found == names
    assert len(names) > 760


def test_a_bare_name_of_a_county_and_a_town_gives_both_before_everything_else():
    counties = {
        place.name.removesuffix(" County"): place for place in Jurisdiction.objects.counties()
    }
    towns = Jurisdiction.objects.active().filter(
        kind__in=Jurisdiction.MUNICIPAL_KINDS, name__in=counties
    )
    for town in towns:
        first_two = {hit.place for hit in find_places(town.name)[:2]}
        assert first_two == {town, counties[town.name]}
    assert len(towns) == 21


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("Ashville", "city-asheville"),
        ("Chapell Hill", "town-chapel-hill"),
        ("Fayettville", "city-fayetteville"),
        ("fuquay varina", "town-fuquay-varina"),
        ("st pauls", "town-st-pauls"),
        ("Mt. Airy, NC", "city-mount-airy"),
        ("durham co", "county-durham"),
        ("  DURHAM   COUNTY ", "county-durham"),
        ("City of Durham, North Carolina", "city-durham"),
        ("Durham Public Schools", "school-district-durham-public-schools"),
        ("winston salem", "city-winston-salem"),
        ("Durham city", "city-durham"),
        ("Asheville city", "city-asheville"),
        ("Raleigh city", "city-raleigh"),
        ("Apex town", "town-apex"),
        ("County of Durham", "county-durham"),
        ("Durham, NC", "city-durham"),
        ("Elizabeth City", "city-elizabeth-city"),
        ("Wake County Schools", "school-district-wake-county-public-school-system"),
        ("Durham county schools", "school-district-durham-public-schools"),
        ("Chapel Hill Schools", "school-district-chapel-hill-carrboro-city-schools"),
        ("Charlotte school district", "school-district-charlotte-mecklenburg-schools"),
        ("Ashvile schools", "school-district-asheville-city-schools"),
        ("Town of Fuquay", "town-fuquay-varina"),
    ],
)
def test_what_people_type_leads_to_the_place(query, slug):
    assert slugs(query)[0] == slug


def test_a_zip_code_gives_its_town_and_each_of_its_counties():
    hits = find_places("27517")
    assert [hit.place.slug for hit in hits] == [
        "town-chapel-hill",
        *(slug for slug in slugs("27517-1234") if slug.startswith("county-")),
    ]
    assert {hit.place.slug for hit in hits[1:]} == {
        "county-orange",
        "county-chatham",
        "county-durham",
    }
    assert all("27517" in hit.reason for hit in hits)


@pytest.mark.parametrize(
    ("zip_code", "first"),
    [
        ("27526", "town-fuquay-varina"),
        ("28384", "town-st-pauls"),
        ("27802", "city-rocky-mount"),
        ("28730", "county-buncombe"),
    ],
)
def test_the_town_of_a_zip_code_is_found_however_its_post_office_spells_it(zip_code, first):
    """Fairview's post office, of 28730, isn't that of the Town of Fairview in Union County."""
    assert slugs(zip_code)[0] == first


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("Durham County", "You typed its full name."),
        ("Durham", "It has the name you typed."),
        ("Winst", "Its name starts with what you typed."),
        ("Varina", "The name you typed is part of its name."),
        ("Ashville", "The spelling is close to what you typed."),
        ("Bahama", "Bahama has a post office that serves a part of this county."),
        ("27517", "ZIP code 27517 is named for its post office, Chapel Hill."),
    ],
)
def test_each_hit_says_why_it_is_there(query, reason):
    reasons = [hit.reason for hit in find_places(query)]
    assert reasons[0] == reason
    assert all(reasons)


@pytest.mark.parametrize(
    ("query", "others"),
    [
        ("Durham County", ["city-durham", "school-district-durham-public-schools"]),
        ("Durham city", ["county-durham", "school-district-durham-public-schools"]),
        ("Durham county schools", ["city-durham", "county-durham"]),
        ("Wake County Schools", ["county-wake"]),
        ("Town of Davidson", ["county-davidson", "school-district-davidson-county-schools"]),
    ],
)
def test_places_of_another_kind_only_share_the_name_and_nothing_else_follows(query, others):
    _, *hits = find_places(query)
    assert [hit.place.slug for hit in hits] == others
    assert {hit.reason for hit in hits} == {"It shares the name you typed."}


@pytest.mark.parametrize("query", ["Durham County", "Orange County", "Elizabeth City", "Winst"])
def test_names_that_begin_so_do(query):
    begin = [hit.place.name for hit in find_places(query) if "begins" in hit.reason]
    assert all(name.casefold().startswith(query.casefold()) for name in begin)


def test_every_zip_code_leads_somewhere(active_places):
    rows = gazetteer.read("nc_zips")
    assert all(find_among(active_places, row["zip"]) for row in rows)
    assert len(rows) == 1081


def test_a_zip_code_that_nobody_has_finds_nothing():
    assert find_places("28999") == []


@pytest.mark.parametrize(
    "query",
    [
        "２７５１７",
        "ZIP 27517",
        "zip code: 27517",
        "NC 27517",
        "27517 1234",
        "275171234",
        "\ufeff27517",
    ],
)
def test_a_zip_code_is_one_however_it_is_typed(query):
    assert zip_code_in(query) == "27517"
    assert slugs(query) == slugs("27517")


@pytest.mark.parametrize(
    "query",
    ["Chapel Hill, NC 27517", "Chapel Hill 27517-1234", "Durham,27517", "1 Main Street, NC, 27517"],
)
def test_a_zip_code_after_other_words_is_what_counts(query):
    assert zip_code_in(query) == "27517"
    assert slugs(query) == slugs("27517")


@pytest.mark.parametrize(
    "query",
    ["2751", "275170", "27517 Main Street", "27517-12", "budget 90210", "Durham27517"],
)
def test_other_numbers_are_no_zip_codes(query):
    assert zip_code_in(query) is None


@pytest.mark.parametrize("zip_code", ["10001", "90210", "00000", "29001-1234"])
def test_other_zip_codes_are_outside(zip_code):
    with pytest.raises(OutsideNorthCarolina):
        find_places(zip_code)


@pytest.mark.parametrize(
    "query", ["Durham", "Durham County", "Davidson", "Wilson", "27517", "Bahama"]
)
def test_no_place_is_shown_twice(query):
    assert len(slugs(query)) == len(set(slugs(query)))


def test_an_unincorporated_community_leads_to_its_county():
    hit = find_places("Bahama")[0]
    assert hit.place.slug == "county-durham"
    assert "Bahama" in hit.reason


@pytest.mark.parametrize(
    ("query", "community", "slug"),
    [
        ("Cullowee", "Cullowhee", "county-jackson"),
        ("Pisgah Forrest", "Pisgah Forest", "county-transylvania"),
        ("Hampsted", "Hampstead", "county-pender"),
    ],
)
def test_a_misspelled_community_leads_to_its_counties(query, community, slug):
    reasons = {hit.place.slug: hit.reason for hit in find_places(query)}
    assert reasons[slug] == (
        f"The spelling is close to {community}, a post office that serves a part of this county."
    )


def test_a_namesake_of_a_town_in_another_county_is_found_as_well():
    town, county = find_places("Fairview")
    assert (town.place.slug, county.place.slug) == ("town-fairview", "county-buncombe")
    assert county.reason == "Fairview has a post office that serves a part of this county."


@pytest.mark.parametrize("query", ["Rocky Mount", "Rhodhiss", "Chapel Hill", "Durham"])
def test_a_towns_own_post_office_is_no_community(query):
    assert not any("post office" in hit.reason for hit in find_places(query))


@pytest.mark.parametrize(("zip_code", "words"), [("27701", "is in"), ("27517", "is at least")])
def test_a_zip_code_in_one_county_lies_there_wholly(zip_code, words):
    assert f"ZIP code {zip_code} {words}" in find_places(zip_code)[-1].reason


def test_davidson_and_fairview_lie_where_they_lie():
    assert find_places("Town of Davidson")[0].place.primary_county.slug == "county-mecklenburg"
    assert find_places("Town of Fairview")[0].place.primary_county.slug == "county-union"


def test_a_retired_place_is_not_found():
    retired = Jurisdiction.objects.filter(retired=True).first()
    assert retired.slug not in slugs(retired.display_name)


@pytest.mark.parametrize(
    "query", ["", " ", "?", "x" * 10_000, "Durham " * 2_000, "\x00", "١٢٣٤٥", "😀"]
)
def test_nonsense_finds_little_and_breaks_nothing(query):
    assert len(find_places(query)) <= MOST_HITS


@settings(suppress_health_check=list(HealthCheck))
@given(st.text(max_size=40))
def test_any_text_is_answered(query):
    try:
        hits = find_places(query)
    except OutsideNorthCarolina:
        return
    assert len(hits) <= MOST_HITS
    assert len({hit.place for hit in hits}) == len(hits)

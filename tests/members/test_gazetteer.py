"""The committed gazetteer, and its way into the roster."""

from collections import Counter

import pytest
from django.core.management import call_command
from wagtail.search.backends import get_search_backend

from members import gazetteer
from members.gazetteer.loader import load_jurisdictions
from members.models import Jurisdiction, Region
from members.models.places import ocd_id_validator
from scripts.gazetteer.geometry import Projection

TOWNS = {
    "city-asheville": "3702140",
    "city-durham": "3719000",
    "city-fayetteville": "3722920",
    "town-boone": "3707080",
    "town-carrboro": "3710620",
    "town-chapel-hill": "3711800",
    "town-duck": "3718060",
    "town-hillsborough": "3731620",
    "town-wake-forest": "3770540",
    "village-bald-head-island": "3703150",
}
DURHAM, WAKE, ORANGE = "37063", "37183", "37135"
FIELDS = [field.attname for field in Jurisdiction._meta.concrete_fields]


@pytest.fixture(scope="module")
def rows():
    return {row["slug"]: row for row in gazetteer.read("nc_jurisdictions")}


@pytest.fixture(scope="module")
def outlines():
    return {row["geoid"]: row for row in gazetteer.read("nc_counties")["counties"]}


def test_every_jurisdiction_is_there_once(rows):
    kinds = Counter(row["kind"] for row in rows.values())
    assert kinds["county"] == 100
    assert kinds["city"] + kinds["town"] + kinds["village"] == 553 + 1
    assert kinds["school_district"] == 115
    assert len(rows) == len(gazetteer.read("nc_jurisdictions")) == 769


def test_numbers_of_well_known_towns(rows):
    assert {slug: rows[slug]["geoid"] for slug in TOWNS} == TOWNS
    assert rows["school-district-durham-public-schools"]["geoid"] == "3701260"
    assert rows["school-district-chapel-hill-carrboro-city-schools"]["geoid"] == "3700720"


def test_open_civic_data_ids_are_distinct_and_well_formed(rows):
    ids = [row["ocd_id"] for row in rows.values() if row["ocd_id"]]
    assert len(ids) == len(set(ids)) == 768
    for ocd_id in ids:
        ocd_id_validator(ocd_id)


@pytest.mark.parametrize(
    ("slug", "county"),
    [("town-fairview", "Union"), ("town-davidson", "Mecklenburg"), ("town-fontana-dam", "Graham")],
)
def test_a_town_lies_in_its_county(rows, outlines, slug, county):
    row = rows[slug]
    assert outlines[row["counties"][0]]["name"] == county
    west, north, east, south = outlines[row["counties"][0]]["box"]
    assert west <= row["x"] <= east
    assert north <= row["y"] <= south


def test_a_city_may_lie_in_several_counties(rows):
    assert rows["city-durham"]["counties"] == [DURHAM, ORANGE, WAKE]
    assert len(rows["city-high-point"]["counties"]) == 4


def test_every_county_has_a_school_district_and_a_region(rows):
    counties = {row["geoid"]: row for row in rows.values() if row["kind"] == "county"}
    districts = [row for row in rows.values() if row["kind"] == "school_district"]
    assert {row["counties"][0] for row in districts} == set(counties)
    assert len({row["region"] for row in counties.values()}) == 8


def test_adjoining_is_mutual(rows):
    neighbors = {r["geoid"]: set(r["neighbors"]) for r in rows.values() if r["kind"] == "county"}
    assert {a for a in neighbors if any(a not in neighbors[b] for b in neighbors[a])} == set()
    assert all(others and county not in others for county, others in neighbors.items())
    assert {WAKE, ORANGE} < neighbors[DURHAM]


def test_neighbors_share_neither_dye_nor_tint(rows, outlines):
    print_dyes = {"stripe": "gold", "check": "cotton", "dots": "clay", "cross": "pine"}
    dyes = {g: print_dyes.get(o["cloth"], o["cloth"]) for g, o in outlines.items()}
    borders = {(row["geoid"], other) for row in rows.values() for other in row.get("neighbors", ())}
    assert len(borders) == 2 * 232
    for here, there in borders:
        assert outlines[here]["tint"] != outlines[there]["tint"]
        assert dyes[here] != dyes[there]
    assert len({outline["cloth"] for outline in outlines.values()}) == 8


def test_the_projection_puts_durham_into_durham_county(outlines):
    projection = Projection(**gazetteer.read("nc_counties")["projection"])
    x, y = projection(-78.8986, 35.994)
    west, north, east, south = outlines[DURHAM]["box"]
    assert west < x < east
    assert north < y < south


def test_a_zip_code_knows_all_its_counties():
    zips = {row["zip"]: row for row in gazetteer.read("nc_zips")}
    assert len(zips) == 1081
    assert zips["27517"]["place"] == "Chapel Hill"
    assert zips["27517"]["counties"] == ["37135", "37037", DURHAM]


@pytest.mark.django_db
def test_loading_fills_an_empty_roster():
    assert load_jurisdictions()["created"] == 769
    durham = Jurisdiction.objects.get(slug="city-durham")
    assert str(durham) == "City of Durham"
    assert durham.primary_county.name == "Durham County"
    assert durham.counties.count() == 3
    assert durham.primary_county.neighbors.filter(name="Wake County").exists()
    assert durham.primary_county.region.name == "North Central (Triangle)"
    assert not Region.objects.filter(confirmed=True).exists()
    assert not Jurisdiction.objects.active().filter(slug="town-east-laurinburg").exists()


@pytest.mark.django_db
def test_loading_again_changes_nothing(django_assert_max_num_queries):
    load_jurisdictions()
    before = list(Jurisdiction.objects.order_by("pk").values(*FIELDS))
    links = Jurisdiction.neighbors.through.objects.count()
    with django_assert_max_num_queries(20):
        outcome = load_jurisdictions()
    assert outcome == Counter(unchanged=769)
    assert list(Jurisdiction.objects.order_by("pk").values(*FIELDS)) == before
    assert Jurisdiction.neighbors.through.objects.count() == links


@pytest.mark.django_db
@pytest.mark.parametrize(
    "known_by",
    [
        {"ocd_id": "ocd-division/country:us/state:nc/place:carrboro"},
        {"geoid": "3710620"},
        {"slug": "town-carrboro"},
    ],
)
def test_loading_adopts_what_exists(known_by):
    made = Jurisdiction.objects.create(
        **{"kind": "town", "name": "Paris of the Piedmont", "slug": "paris", **known_by}
    )
    outcome = load_jurisdictions()
    assert outcome == Counter(created=768, updated=1)
    adopted = Jurisdiction.objects.get(geoid="3710620")
    assert adopted.pk == made.pk
    assert adopted.slug == made.slug
    assert adopted.name == "Paris of the Piedmont"
    assert adopted.governing_body == "Town Council"
    assert adopted.primary_county.geoid == ORANGE


@pytest.mark.django_db
def test_loading_keeps_what_editors_wrote():
    load_jurisdictions()
    elsewhere = Region.objects.create(name="Heartland", confirmed=True)
    durham = Jurisdiction.objects.get(slug="county-durham")
    durham.name, durham.region, durham.governing_body = "Durham", elsewhere, "Board"
    durham.retired, durham.latitude, durham.geoid = True, 1.0, ""
    durham.save()
    load_jurisdictions()
    durham.refresh_from_db()
    assert (durham.name, durham.region, durham.governing_body) == ("Durham", elsewhere, "Board")
    assert durham.retired
    assert (round(durham.latitude), durham.geoid) == (36, DURHAM)


@pytest.mark.django_db
def test_a_town_and_a_school_district_may_share_a_census_number(rows):
    assert rows["town-andrews"]["geoid"] == rows["school-district-elkin-city-schools"]["geoid"]
    schools = Jurisdiction.objects.create(
        kind="school_district", name="Elkin", slug="elkin", geoid=rows["town-andrews"]["geoid"]
    )
    load_jurisdictions()
    schools.refresh_from_db()
    assert schools.ocd_id.endswith("school_district:elkin_city_schools")


@pytest.mark.django_db
def test_loaded_places_are_found_by_search():
    load_jurisdictions()
    found = get_search_backend().search("Hillsborough", Jurisdiction)
    assert [place.slug for place in found] == ["town-hillsborough"]


@pytest.mark.django_db
def test_the_command_says_what_it_did(capsys):
    call_command("load_jurisdictions")
    call_command("load_jurisdictions")
    assert capsys.readouterr().out.splitlines() == [
        "Jurisdictions: 769 created, 0 updated, 0 unchanged",
        "Jurisdictions: 0 created, 0 updated, 769 unchanged",
    ]

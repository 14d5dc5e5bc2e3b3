"""The county map and the monograms, as they reach the page."""

import gzip
import re
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template

from members import gazetteer
from members.models import CountedRoster, Jurisdiction, Membership, Office, Person, Tenure
from members.public.maps import MOST_DOTS, CountyMap, all_counties, halves
from members.templatetags.roster import is_long_on_card, name_size, place_name_size

DURHAM, ORANGE, WAKE, BUNCOMBE = "37063", "37135", "37183", "37021"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '"><script>alert(1)</script>'


def place(slug, **changes):
    row = next(r for r in gazetteer.read("nc_jurisdictions") if r["slug"] == slug)
    fields = {field: row[field] for field in ("kind", "name", "slug", "geoid")}
    return Jurisdiction(**{**fields, "map_x": row["x"], "map_y": row["y"], **changes})


def draw(members, **arguments):
    words = "".join(f" {name}={name}" for name in arguments)
    template = Template(f'{{% load roster %}}{{% county_map members id="m" title="Map"{words} %}}')
    return template.render(Context({"members": members, **arguments})).strip()


def parse(svg):
    """The drawing as a tree, which also proves it well-formed."""
    return ElementTree.fromstring(svg.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))


def titles(tree, group):
    return [t.text for t in tree.findall(f".//{SVG}g[@class='{group}']//{SVG}title")]


def monogram(person, words=""):
    template = Template(f"{{% load roster %}}{{% monogram person {words} %}}")
    return template.render(Context({"person": person}))


class Sitter:
    """The parts of a person that a monogram needs."""

    def __init__(self, county=None, place=None, slug="ada-byron", initials="AB"):
        self.county, self.place, self.slug, self.initials = county, place, slug, initials


def test_every_county_is_drawn_once_with_its_name():
    tree = parse(draw({DURHAM: 3, ORANGE: 1, WAKE: 0}))
    uncut = titles(tree, "map-empty")
    assert titles(tree, "map-full") == ["Durham County, 3 members", "Orange County, 1 member"]
    assert len(uncut) == len(set(uncut)) == 98
    assert "Wake County" in uncut


def test_the_map_says_what_it_shows():
    tree = parse(draw({DURHAM: 3}, places=[place("city-durham")]))
    title, description = tree.find(f"{SVG}title"), tree.find(f"{SVG}desc")
    assert tree.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
    assert title.text == "Map"
    assert description.text == (
        "Members serve in 1 of North Carolina’s 100 counties, shown as patches of cloth. "
        "Dots mark 1 city or town."
    )


def test_a_map_without_members_is_whole():
    tree = parse(draw({}))
    assert len(titles(tree, "map-empty")) == 100
    assert "members serve in none of them." in tree.find(f"{SVG}desc").text
    assert tree.find(f"{SVG}use") is None


def test_a_county_keeps_its_cloth_when_others_join():
    def cloth(svg):
        path = next(p for p in parse(svg).iter(f"{SVG}path") if "Durham" in "".join(p.itertext()))
        return path.get("fill") or path.get("class")

    alone = cloth(draw({DURHAM: 1}))
    assert alone == cloth(draw(dict.fromkeys(all_counties(), 1)))


def test_ids_belong_to_the_map_and_references_lead_somewhere():
    svg = draw(dict.fromkeys(all_counties(), 2), places=[place("city-durham")])
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert len(ids) == len(set(ids)) == 9
    assert all(name.startswith("m-") for name in ids)
    assert set(re.findall(r'(?:href="|url\()#([\w-]+)', svg)) < set(ids)


def test_towns_are_dots_and_counties_are_not():
    places = [place("city-durham"), place("county-durham"), place("town-carrboro")]
    assert titles(parse(draw({DURHAM: 1}, places=places)), "map-dots") == [
        "City of Durham",
        "Town of Carrboro",
    ]
    assert CountyMap({}, [place("city-durham", map_x=None)]).dots == []


def test_dots_give_way_when_there_are_many():
    assert len(CountyMap({}, [place("city-durham")] * MOST_DOTS).dots) == MOST_DOTS
    assert CountyMap({}, [place("city-durham")] * (MOST_DOTS + 1)).dots == []


def test_counties_and_districts_count_among_the_many():
    places = [place("county-durham")] * MOST_DOTS + [place("city-durham")]
    assert CountyMap({}, places).dots == []


def lying_in(place, *counties):
    """The place as if it were on file that it lies in the counties."""
    place.lies_in = list(counties)
    return place


def test_the_place_that_a_map_is_about_is_outlined_pinned_and_named():
    counties = place("county-durham"), place("county-orange")
    shown = lying_in(place("city-durham"), *counties)
    tree = parse(draw({DURHAM: 1}, shown=shown))
    outline = tree.find(f".//{SVG}path[@data-map-outline='']").get("d")
    assert outline == all_counties()[DURHAM].path + all_counties()[ORANGE].path
    pin = tree.find(f".//{SVG}path[@class='map-pin']").get("d")
    assert pin.startswith(f"M{shown.map_x} {shown.map_y}")
    assert tree.find(f".//{SVG}text").text == "Durham"
    assert (
        "An outline marks the counties of City of Durham, and a pin marks the place itself."
        in tree.find(f"{SVG}desc").text
    )


def test_a_map_of_no_place_marks_none():
    tree = parse(draw({DURHAM: 1}))
    assert tree.find(f".//{SVG}path[@data-map-outline='']").get("d") == ""
    assert tree.find(f".//{SVG}path[@class='map-pin']") is None


def test_a_phone_shows_the_halves_in_which_the_place_lies():
    asheville = lying_in(place("city-asheville"), place("county-buncombe"))
    durham = lying_in(place("city-durham"), place("county-durham"))
    point = lying_in(place("city-high-point"), place("county-forsyth"), place("county-guilford"))
    both = lying_in(place("city-durham"), place("county-buncombe"), place("county-durham"))
    sides = [[side for side, _ in halves(of)] for of in (None, asheville, durham, point, both)]
    assert sides == [["West", "East"], ["West"], ["East"], ["West"], ["West", "East"]]


def test_each_county_is_whole_on_one_half_of_a_phone():
    for slug in (r["slug"] for r in gazetteer.read("nc_jurisdictions") if r["kind"] == "county"):
        county = place(slug)
        county.lies_in = []
        ((_, (left, top, width, height)),) = halves(county)
        west, north, east, south = all_counties()[county.geoid].box
        assert left <= west and east <= left + width
        assert top <= north and south <= top + height


def test_a_phone_draws_the_dots_too():
    tree = parse(draw({DURHAM: 1}, places=[place("city-durham")]))
    assert tree.find(f".//{SVG}g[@id='m-cloth']//{SVG}circle") is not None


def test_the_list_of_counties_comes_before_the_picture():
    template = Template('{% include "components/state_map.html" %}')
    html = template.render(Context({"members": {DURHAM: 3, ORANGE: 1}, "id": "m"}))
    document = BeautifulSoup(html, "html.parser")
    listed = [item.text for item in document.select("ul.vh > li")]
    assert listed == ["Durham County, 3 members", "Orange County, 1 member"]
    assert html.index("<ul") < html.index("<svg")
    assert document.select_one("script")["src"].startswith("/static/js/map")


def test_the_map_of_a_place_in_four_counties_stays_small():
    counties = [place(f"county-{n}") for n in ("guilford", "davidson", "randolph", "forsyth")]
    shown = lying_in(place("city-high-point"), *counties)
    svg = draw(dict.fromkeys(all_counties(), 123), shown=shown).encode()
    assert len(svg) <= 25_000
    assert len(gzip.compress(svg, 9)) <= 10_000


def test_labels_leave_each_other_room_and_stay_on_the_map():
    names = ["city-durham", "county-durham", "town-duck", "town-murphy", "town-carrboro"]
    drawn = CountyMap({}, labels=[place(name) for name in names])
    assert [label.place.slug for label in drawn.labels] == names
    boxes = [label.box for label in drawn.labels]
    for index, (west, north, east, south) in enumerate(boxes):
        assert west >= 0 and north >= 0 and east <= drawn.width and south <= drawn.height
        for left, top, right, bottom in boxes[:index]:
            assert right <= west or east <= left or bottom <= north or south <= top


def test_a_label_without_room_is_left_out():
    endless = place("city-durham", name="Durham" * 40)
    assert CountyMap({}, labels=[endless]).labels == []


@pytest.mark.parametrize("counties", [0, 15, 100])
def test_the_map_stays_small(counties):
    members = dict.fromkeys(list(all_counties())[:counties], 123)
    longest = sorted(gazetteer.read("nc_jurisdictions"), key=lambda row: -len(row["name"]))
    towns = [r["slug"] for r in longest if r["kind"] in Jurisdiction.MUNICIPAL_KINDS][:MOST_DOTS]
    svg = draw(members, places=[place(slug) for slug in towns]).encode()
    assert len(svg) <= 25_000
    assert len(gzip.compress(svg, 9)) <= 10_000


def test_hostile_names_are_text():
    hostile = place("city-durham", name=HOSTILE)
    svg = draw({DURHAM: 1}, places=[hostile], labels=[hostile], description=HOSTILE)
    assert "<script" not in svg
    tree = parse(svg)
    assert titles(tree, "map-dots") == [f"City of {HOSTILE}"]
    assert tree.find(f".//{SVG}text").text == tree.find(f"{SVG}desc").text == HOSTILE
    assert "<script" not in monogram(Sitter(initials=HOSTILE))


def test_nothing_is_styled_inline():
    county, city = place("county-durham"), place("city-durham")
    everything = draw({DURHAM: 1}, places=[city], labels=[city]) + monogram(Sitter(county, city))
    assert not re.search(r"\sstyle=|<style|\son\w+=", everything)


def test_a_monogram_is_the_county_with_a_dot_for_the_town():
    html = monogram(Sitter(place("county-durham"), place("city-durham")))
    assert all_counties()[DURHAM].path in html
    x, y = map(float, re.search(r'cx="([\d.]+)" cy="([\d.]+)"', html).groups())
    assert 24 < x < 93 and 7 < y < 73
    assert '<b aria-hidden="true">AB</b>' in html


def test_a_county_office_has_no_dot():
    county = place("county-durham")
    html = monogram(Sitter(county, county))
    assert "<path" in html
    assert "<circle" not in html


@pytest.mark.parametrize("county", [None, Jurisdiction(kind="county", name="Elsewhere")])
def test_without_a_county_the_initials_stand_alone(county):
    html = monogram(Sitter(county))
    assert "<svg" not in html
    assert ">AB</b>" in html


def test_a_person_keeps_a_tone_unless_one_is_given():
    tones = {re.search(r"mono-(\d)", monogram(Sitter(slug=f"p-{n}")))[1] for n in range(60)}
    assert tones == set("123456")
    assert monogram(Sitter()) == monogram(Sitter())
    assert "mono-4" in monogram(Sitter(), "tone=4")


@pytest.mark.django_db
def test_members_are_counted_once_a_county(django_assert_num_queries):
    orange = Jurisdiction.objects.create(kind="county", name="Orange County", geoid=ORANGE)
    durham = Jurisdiction.objects.create(kind="county", name="Durham County", geoid=DURHAM)
    carrboro = Jurisdiction.objects.create(kind="town", name="Carrboro", primary_county=orange)
    office = Office.objects.create(name="Council member", title_pattern="{place} Member")
    for name, places, member in [
        ("Ada", [carrboro, orange], True),
        ("Ben", [carrboro, durham], True),
        ("Cyd", [orange], False),
    ]:
        person = Person.objects.create(given_name=name, family_name="Example")
        if member:
            Membership.objects.create(person=person)
        for jurisdiction in places:
            Tenure.objects.create(person=person, office=office, jurisdiction=jurisdiction)
    with django_assert_num_queries(2):
        assert CountedRoster().members_by_county == {ORANGE: 2, DURHAM: 1}


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("", "large"),
        ("Nine-char Nine-char Four", "large"),
        ("Ten-letter Person", "medium"),
        ("Nine-char Nine-char Fives", ""),
        ("Thirteen-char Person", ""),
        ("Seventeen-letters Person", ""),
        ("Eighteen-letters-x Person", "small"),
        ("x" * 60, "small"),
        ("word " * 32, "small"),
    ],
)
def test_a_name_is_set_so_large_that_its_longest_word_stays_whole(name, size):
    assert name_size(name) == size


@pytest.mark.parametrize(
    ("length", "size"), [(1, "large"), (9, "large"), (10, "medium"), (20, "medium"), (21, "")]
)
def test_a_place_with_a_long_name_is_set_smaller(length, size):
    assert place_name_size("x" * length) == size


@pytest.mark.parametrize(
    ("name", "is_long"),
    [
        ("", False),
        ("Ana Featherston-Montgomery", False),
        ("x" * 15, False),
        (f"Ana {'x' * 16}-Lee", True),
        (f"Ana Lee-{'x' * 16}", True),
    ],
)
def test_a_name_with_a_part_too_long_for_a_card_is_set_smaller(name, is_long):
    assert is_long_on_card(name) == is_long

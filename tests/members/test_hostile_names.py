"""Names that try to be something else, in everything that is made from the roster."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from members.models import PagePerson, Person
from members.public.data.datasets import DATASETS
from pages.templatetags.site import without_controls
from spreadsheets.cells import restore
from tests import factories
from tests.members.crawling import crawl
from tests.members.factories import (
    CityFactory,
    CommitteeSeatFactory,
    CountyFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    TenureFactory,
)

pytestmark = pytest.mark.django_db

NAMES = {
    "a script": "<script>alert(1)</script>",
    "an end of everything": "</title></script></svg>\"'><img src=x onerror=alert(1)>",
    "quotes": '"Quoted" & O\'Neil “Lee” `x`',
    "an end of CDATA": "]]> --> <![CDATA[ <!--",
    "a formula": '=HYPERLINK("http://example.org","x")',
    "another formula": "@SUM(1+1)*cmd|' /C calc'!A0",
    "a sign": "+1 or -1",
    "no space": "x" * 160,
    "right to left": "\u202eevil\u202c שלום \u2067abc\u2069",
    "emoji": "🗳️👩🏽‍🤝‍👩🏻",
    "zero width": "Ann\u200b\u200d\ufeff Lee",
    "new lines": "Ann\nLee\r\nRay\u2028Kay",
    "a template": "{{ 7|add:7 }}{% now 'Y' %}",
    "numbers of a date": "1/2",
}
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def people(django_db_setup, django_db_blocker):
    """`{what: person}`, with the name in every field that holds a name; lasts for the module."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        factories.HomePageFactory(sections=[factories.section("committee", "Committee"), *glance()])
        county = CountyFactory(name="Durham County", geoid="37063")
        yield {
            what: hostile(number, name, county) for number, (what, name) in enumerate(NAMES.items())
        }
        transaction.set_rollback(True)


def glance():
    return [factories.section("at_a_glance", "At a glance", more_text="", link=[])]


def hostile(number, name, county):
    person = PersonFactory(
        name=name, given_name=name[:70], family_name=name[:70], pronouns=name[:40]
    )
    MembershipFactory(person=person)
    CommitteeSeatFactory(person=person)
    city = CityFactory(
        name=name[:120],
        governing_body=name[:80],
        primary_county=county,
        map_x=900 + number,
        map_y=300,
    )
    office = OfficeFactory(name=f"{name[:70]} {number}")
    fields = {"title": name[:120], "seat_label": name[:60], "source": name}
    TenureFactory(person=person, jurisdiction=city, office=office, **fields)
    TenureFactory(person=person, jurisdiction=city, office=office, end="2022", start="2019")
    page = factories.NewsPageFactory(
        title=f"Story {number}: {name}", slug=f"story-{number}", summary=name
    )
    page.page_people = [PagePerson(person=person)]
    page.save()
    return person


def words(text):
    return " ".join(text.split())


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response) if response.streaming else response.content


def test_no_page_takes_a_name_for_markup(people):
    found = crawl(["/", "/members/", "/members/former/", "/places/", "/embed/", "/data/", "/news/"])
    pages = {
        address: BeautifulSoup(answer.content, "html.parser")
        for address, answer in found.items()
        if "Content-Type: text/html" in answer.headers
    }
    for address, page in pages.items():
        inline = [script for script in page.find_all("script") if not script.get("src")]
        assert {script["type"] for script in inline} <= {"application/ld+json"}, address
        for script in inline:
            assert json.loads(script.string), address
        assert without_controls(str(page.head)) == str(page.head), address
        assert not page.find_all("img", src="x"), address
        assert not [name for tag in page.find_all(True) for name in tag.attrs if name[:2] == "on"]
    assert len(pages) > 3 * len(NAMES)


@pytest.mark.parametrize("what", NAMES)
def test_a_persons_page_says_the_name_as_it_is(people, client, what):
    person = people[what]
    page = BeautifulSoup(read(client, person.get_absolute_url()), "html.parser")
    name = words(NAMES[what])
    assert page.h1.bdi.text == name == person.name
    assert page.find("meta", property="og:title")["content"] == words(without_controls(name))
    assert words(page.title.text).startswith(words(without_controls(name)))
    crumbs = [
        json.loads(script.string) for script in page.find_all("script", type="application/ld+json")
    ]
    assert crumbs
    titles = {words(bdi.text) for bdi in page.select(".tenure h3 bdi")}
    assert words(NAMES[what][:120]) in titles and len(titles) == 2


def test_lists_set_each_name_apart_from_what_stands_around_it(people, client):
    page = BeautifulSoup(read(client, "/members/"), "html.parser")
    said = {words(bdi.text) for bdi in page.find_all("bdi")}
    assert {person.name for person in people.values()} <= said


def test_the_titles_of_the_map_are_text(people, client):
    page = BeautifulSoup(read(client, "/places/"), "html.parser")
    drawing = page.select_one("svg.map")
    titles = {words(title.text) for title in drawing.find_all("title")}
    assert {words(f"City of {name[:120]}") for name in NAMES.values()} <= titles
    assert not drawing.select("script, img, title > *")


@pytest.mark.parametrize("name", DATASETS)
def test_files_give_every_name_back_and_no_cell_is_a_formula(people, client, name):
    rows = json.loads(read(client, f"/data/{name}.json"))[name]
    text = read(client, f"/data/{name}.csv").decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        for column, cell in line.items():
            value = "" if row[column] is None else str(row[column])
            assert restore(cell) == value
            assert not isinstance(row[column], str) or not cell.startswith(RISKY)
    if name == "members":
        assert {row["name"] for row in rows} == {person.name for person in people.values()}


def test_the_feed_is_xml_and_says_the_names(people, client):
    feed = ElementTree.fromstring(read(client, "/news/feed/"))
    titles = {words(entry.find(f"{ATOM}title").text) for entry in feed.iter(f"{ATOM}entry")}
    stories = {words(f"Story {number}: {name}") for number, name in enumerate(NAMES.values())}
    assert stories == titles


def test_the_sitemap_is_xml_of_plain_addresses(people, client):
    sitemap = ElementTree.fromstring(read(client, "/sitemap.xml"))
    places = [element.text for element in sitemap.iter() if element.tag.endswith("}loc")]
    assert len(places) > 3 * len(NAMES)
    assert all(re.fullmatch(r"https?://[\w.:/-]+", place, re.ASCII) for place in places)


@pytest.mark.parametrize("what", NAMES)
@pytest.mark.parametrize("view", ["/search/", "/find/"])
def test_a_search_for_a_name_is_a_page(people, client, view, what):
    page = BeautifulSoup(client.get(view, {"q": NAMES[what]}).content, "html.parser")
    assert page.main.find("input", {"name": "q"})["value"] == NAMES[what].strip()
    assert not [script for script in page.main.find_all("script") if not script.get("src")]


def test_every_name_was_kept(people):
    assert Person.objects.members().count() == len(people) == len(NAMES) == 14

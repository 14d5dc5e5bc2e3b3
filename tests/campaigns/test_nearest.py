"""On the page of a place: the nearest places that have a win."""

import pytest
from bs4 import BeautifulSoup

from campaigns.models import Win, WinStatus
from campaigns.public.nearest import MOST, nearest_wins
from tests.factories import WinFactory
from tests.members.factories import CityFactory, CountyFactory
from tests.test_queries import added, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def city(latitude, name, **values):
    return CityFactory(name=name, latitude=latitude, longitude=-79.0, **values)


def section_of(client, place, query=""):
    response = client.get(f"{place.get_absolute_url()}{query}")
    heading = BeautifulSoup(response.content, "html.parser").find(id="nearest")
    return heading and heading.parent


def test_a_place_without_a_win_of_its_own_shows_the_nearest_ones_and_their_text(client):
    here = city(36.0, "Here")
    near = city(36.15, "Near")
    WinFactory(jurisdiction=city(37.0, "Far"))
    WinFactory(jurisdiction=near, title="Older")
    newer = [WinStatus(status="adopted", date="2023")]
    WinFactory(jurisdiction=near, title="Newer", log=newer, text_url="https://example.org/text")
    WinFactory(jurisdiction=city(36.0, "Draft"), live=False)
    ended = [WinStatus(status="adopted", date="2021"), WinStatus(status="repealed", date="2022")]
    WinFactory(jurisdiction=city(36.0, "Ended"), log=ended)
    WinFactory(jurisdiction=CountyFactory(latitude=36.0))
    part = section_of(client, here)
    cards = [" ".join(card.get_text(" ").split()) for card in part.select(".win-card")]
    assert cards == [
        "City of Near Newer About 10 miles away. Ordinance, adopted 2023, with its text",
        cards[1],
    ]
    assert cards[1].startswith("City of Far") and "text" not in cards[1]
    assert part.select_one("a.more")["href"] == "/wins/"


def test_they_stand_below_a_places_own_wins(client):
    here = city(36.0, "Here")
    own = WinFactory(jurisdiction=here, title="Its own")
    WinFactory(jurisdiction=city(36.1, "Near"), title="Another’s")
    text = client.get(here.get_absolute_url()).text
    assert text.index("Its own") < text.index("Nearest places with a win") < text.index("Another’s")
    assert own.title not in section_of(client, here).text


def test_on_another_day_they_are_those_that_stood_then(client):
    here = city(36.0, "Here")
    WinFactory(jurisdiction=city(36.1, "Near"))
    assert "Near" in section_of(client, here, "?on=2021-01-19").text
    assert section_of(client, here, "?on=2021-01-18") is None


@pytest.mark.parametrize("unknown", ["latitude", "longitude"])
def test_a_place_that_lies_nobody_knows_where_has_none(client, unknown):
    here = CityFactory(**{"latitude": 36.0, "longitude": -79.0} | {unknown: None})
    WinFactory(jurisdiction=city(36.1, "Near"))
    assert section_of(client, here) is None


def test_equally_near_ones_come_in_a_total_order():
    here = city(36.0, "Here")
    wins = [WinFactory(jurisdiction=city(36.1, f"Place {number}")) for number in range(MOST + 2)]
    found = [win for win, _ in nearest_wins(here, Win.objects.on_record())]
    assert found == wins[:MOST]


def test_a_place_costs_the_same_with_more_wins_around_it(client):
    here = city(36.0, "Here")

    def add():
        for place in (here, city(36.1, "Near"), city(36.2, "Nearly")):
            WinFactory(jurisdiction=place)

    add()
    few = queries_of(client, here.get_absolute_url())
    for _ in range(3):
        add()
    many = queries_of(client, here.get_absolute_url())
    assert len(many) == len(few), added(few, many)

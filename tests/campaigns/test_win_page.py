"""The page of one win."""

import json

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from campaigns.models import Win, WinSource, WinSponsor, WinStatus
from campaigns.public.nearest import miles
from members.models import Person
from tests.factories import CampaignPageFactory, TopicFactory, WinFactory
from tests.members.factories import (
    CityFactory,
    CountyFactory,
    MembershipFactory,
    PersonFactory,
    TenureFactory,
)
from tests.test_queries import added, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def parsed(client, win):
    response = client.get(win.get_absolute_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def headings(document):
    return [heading.text for heading in document.select("main h2")]


def test_only_a_published_win_has_a_page(client):
    win = WinFactory()
    assert client.get(win.get_absolute_url()).status_code == 200
    assert client.get("/wins/nothing-of-the-kind/").status_code == 404
    win.unpublish()
    assert client.get(win.get_absolute_url()).status_code == 404


def test_a_win_that_stands_no_more_keeps_its_page_and_says_so(client):
    log = [
        WinStatus(status="adopted", date="March 2016", note="by 7 to 2"),
        WinStatus(status="preempted", date="2016-03-23", sort_order=1),
        WinStatus(status="repealed", date="2199", sort_order=2),
    ]
    document = parsed(client, WinFactory(log=log))
    assert document.select_one(".win-status-ended").text == "Preempted"
    steps = document.select(".win-step")
    assert [step.h3.text for step in steps] == ["Adopted", "Preempted", "Repealed"]
    assert [step.select_one(".win-step-date").get_text(strip=True) for step in steps] == [
        "March 2016",
        "March 23, 2016",
        "2199",
    ]
    assert ["Uncertain as of today" in step.text for step in steps] == [False, False, True]
    assert "by 7 to 2" in steps[0].text
    edges = [" ".join(step.div["class"]) for step in steps]
    assert edges == [
        "date-range date-range-current date-range-start-partial date-range-end-known",
        "date-range date-range-former date-range-start-known date-range-end-partial",
        "date-range date-range-incoming date-range-start-partial date-range-end-open",
    ]


def test_a_date_that_is_not_known_is_not_made_up(client):
    document = parsed(client, WinFactory(log=[WinStatus(status="adopted")]))
    assert document.select_one(".win-step-date").get_text(strip=True) == "date not on file"
    assert "date-range-start-unknown" in document.select_one(".date-range")["class"]
    assert "adopted" not in document.select_one(".profile-title").text


def test_says_all_that_is_known(client):
    campaign = CampaignPageFactory()
    win = WinFactory(
        title="Paid leave",
        jurisdiction=CityFactory(name="Carrboro", body_size=7),
        topics=[TopicFactory(name="Work")],
        campaigns=[campaign, CampaignPageFactory(title="A draft", live=False)],
        votes_for=5,
        votes_against=1,
        summary="Six weeks of it.",
        text="<p>Be it ordained.</p>",
        text_url="https://www.example.org/code",
        own_part="We drafted it.",
        sources=[WinSource(title="The minutes", url="https://www.example.org/m", seen_on="2022")],
    )
    document = parsed(client, win)
    main = document.main
    assert " ".join(main.h1.text.split()) == "City of Carrboro Paid leave"
    assert "Paid leave" in document.title.text
    for words in ("5 to 1", "Work", "Be it ordained.", "We drafted it.", "Ordinance"):
        assert words in main.text
    assert "A draft" not in main.text
    assert "example.org, seen 2022" in main.text
    links = {link["href"] for link in main.select("a")}
    place = win.jurisdiction.get_absolute_url()
    assert {place, campaign.url, "https://www.example.org/code"} < links
    assert document.find("meta", {"name": "description"})["content"] == "Six weeks of it."


def test_says_nothing_of_what_is_not_known(client):
    document = parsed(client, WinFactory())
    assert headings(document) == ["History", "Source"]
    assert "Vote" not in document.main.text
    description = document.find("meta", {"name": "description"})["content"]
    assert description.startswith("Ordinance of City of Example")


def test_sponsors_have_the_title_of_that_day_and_a_link_where_there_is_a_page(client):
    mayor = PersonFactory(name="Example Mayor")
    MembershipFactory(person=mayor)
    TenureFactory(person=mayor, start="2019-12-02", title="Mayor of Then", end="2021-12-06")
    TenureFactory(person=mayor, start="2021-12-06", title="Mayor of Now")
    ally = PersonFactory(name="Example Ally")
    gone = PersonFactory(name="Example Gone", status=Person.Status.WITHDRAWN)
    copy = PersonFactory(name="Example Copy", merged_into=mayor)
    win = WinFactory(sponsors=[WinSponsor(person=p) for p in (mayor, ally, gone, copy)])
    document = parsed(client, win)
    part = document.find(id="sponsors").parent
    names = [row.get_text(strip=True) for row in part.select(".place-name")]
    assert names == ["Example Mayor", "Example Ally"]
    assert [link["href"] for link in part.select("a")] == [mayor.get_absolute_url()]
    assert "Mayor of Then" in part.text
    assert "Mayor of Now" not in part.text
    assert "Example Gone" not in document.text


def test_the_nearest_places_that_did_the_same_come_in_the_order_of_their_distance(client):
    topic = TopicFactory()

    def at(latitude, name, **values):
        place = CityFactory(name=name, latitude=latitude, longitude=-79.0)
        return WinFactory(**{"jurisdiction": place, "topics": [topic], **values})

    win = at(36.0, "Here")
    at(36.0, "Draft", live=False)
    at(36.01, "Off topic", topics=[TopicFactory()])
    at(36.01, "Ended", log=[WinStatus(status="failed", date="2021")])
    WinFactory(jurisdiction=win.jurisdiction, topics=[topic])
    near = at(36.15, "Near")
    WinFactory(
        title="Newer",
        jurisdiction=near.jurisdiction,
        topics=[topic],
        log=[WinStatus(status="adopted", date="2023")],
    )
    at(37.0, "Far")
    for number in range(4):
        at(36.2 + number / 10, f"Between {number}")
    WinFactory(topics=[topic], jurisdiction=CountyFactory(latitude=None))
    cards = parsed(client, win).select(".win-card")
    assert [card.a.text for card in cards] == [
        "City of Near",
        "City of Between 0",
        "City of Between 1",
        "City of Between 2",
    ]
    assert "Newer" in cards[0].text
    assert "About 10 miles away" in cards[0].text


def test_miles_are_those_over_the_ground():
    raleigh, asheville = (35.7796, -78.6382), (35.5951, -82.5515)
    assert 218 < miles(raleigh, asheville) < 222
    assert miles(raleigh, raleigh) == 0


def test_what_it_says_to_search_engines(client):
    win = WinFactory(log=[WinStatus(status="adopted", date="2021-01-19")])
    found = parsed(client, win).select("script[type='application/ld+json']")
    data = next(
        d for d in map(json.loads, (s.string for s in found)) if d["@type"] == "Legislation"
    )
    assert data["legislationDate"] == "2021-01-19"
    assert data["url"] == f"{settings.BASE_URL}{win.get_absolute_url()}"
    assert data["legislationJurisdiction"]["name"] == win.jurisdiction.display_name
    program = parsed(client, WinFactory(kind=Win.Kind.PROGRAM))
    assert "Legislation" not in str(program.head)


def test_hostile_words_stay_words(client):
    hostile = "</script><script>alert(1)</script>"
    log = [WinStatus(status="adopted", note=hostile)]
    win = WinFactory(title=hostile, summary=hostile, own_part=hostile, log=log)
    assert "<script>alert" not in client.get(win.get_absolute_url()).text


def test_stands_in_the_sitemap_while_it_is_published(client):
    win, draft = WinFactory(), WinFactory(live=False)
    text = client.get("/sitemap.xml").text
    assert f"{settings.BASE_URL}{win.get_absolute_url()}" in text
    assert f"{settings.BASE_URL}/wins/" in text
    assert draft.slug is None
    win.unpublish()
    assert win.get_absolute_url() not in client.get("/sitemap.xml").text


def test_a_preview_shows_the_draft_as_the_page_will(client_of, rf):
    win = WinFactory(live=False, sponsors=[WinSponsor(person=PersonFactory(name="Example Ally"))])
    response = win.make_preview_request(preview_mode="")
    assert response.status_code == 200
    response.render()
    assert win.title in response.text
    assert "Example Ally" in response.text
    assert "The minutes" in response.text


def test_costs_the_same_with_more_of_everything(client):
    topic = TopicFactory()
    place = CityFactory(latitude=36.0, longitude=-79.0)
    win = WinFactory(topics=[topic], jurisdiction=place)

    def add():
        win.log.add(WinStatus(status="amended", date="2022"))
        win.sources.add(WinSource(title="More", url="https://example.org/"))
        win.sponsors.add(WinSponsor(person=TenureFactory().person))
        win.topics.add(TopicFactory())
        win.campaigns.add(CampaignPageFactory())
        win.save()
        there = CityFactory(latitude=36.5, longitude=-79.0)
        WinFactory(topics=[topic], jurisdiction=there)

    add()
    few = queries_of(client, win.get_absolute_url())
    for _ in range(3):
        add()
    many = queries_of(client, win.get_absolute_url())
    assert len(many) == len(few), added(few, many)


def test_a_correction_to_a_win_reaches_the_list(client, home):
    win = WinFactory()
    address = f"{win.get_absolute_url()}correction/"
    assert address in client.get(win.get_absolute_url()).text
    assert win.title in client.get(address).text
    win.unpublish()
    assert client.get(address).status_code == 404

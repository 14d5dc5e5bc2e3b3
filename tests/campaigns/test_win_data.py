"""The wins as files and as a feed."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator

from campaigns.models import Win, WinSource, WinSponsor, WinStatus
from campaigns.public import win_data as data
from campaigns.public.win_data import WINS
from members.models import Person
from members.public.data.schema import schema
from tests.factories import CampaignPageFactory, TopicFactory, WinFactory
from tests.members.factories import CityFactory, MemberFactory, PersonFactory
from tests.test_queries import added, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "=1+1<script>alert('“x”')</script>‏שלום"


def read(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode("utf-8-sig")


def rows(client, query=""):
    document = json.loads(read(client.get(f"/wins/data.json{query}")))
    Draft202012Validator(schema(WINS)).validate(document)
    return document["wins"]


def lines(client, query=""):
    return list(csv.DictReader(io.StringIO(read(client.get(f"/wins/data.csv{query}")))))


def test_both_files_hold_what_the_list_shows_on_all_its_pages_in_its_order(client):
    topic = TopicFactory(name="Work; and rest")
    for number in range(52):
        WinFactory(title=f"Win {number:02}", topics=[topic])
    WinFactory(title="A budget", kind=Win.Kind.BUDGET)
    WinFactory(title="Draft", live=False)
    WinFactory(title="Failed", log=[WinStatus(status="failed", date="2021")])
    query = f"?topic={topic.slug}&sort=-win"
    expected = [f"Win {number:02}" for number in reversed(range(52))]
    assert [row["title"] for row in rows(client, query)] == expected
    assert [line["title"] for line in lines(client, query)] == expected
    assert [row["title"] for row in rows(client, "?kind=budget")] == ["A budget"]
    assert [row["status"] for row in rows(client, "?status=failed")] == ["failed"]
    assert rows(client, "?year=1999") == lines(client, "?year=1999") == []


def test_a_row_says_all_that_is_public(client):
    withdrawn = PersonFactory(name="Example Gone", status=Person.Status.WITHDRAWN)
    nobody = PersonFactory(name="Example Nobody")
    member = MemberFactory(name="Example Member")
    log = [WinStatus(status="adopted", date="March 2021"), WinStatus(status="in_force")]
    win = WinFactory(
        title=HOSTILE,
        log=log,
        campaigns=[CampaignPageFactory(title="Public"), CampaignPageFactory(live=False)],
        sponsors=[WinSponsor(person=p) for p in (withdrawn, nobody, member)],
        sources=[WinSource(title="Minutes", url="https://example.org/m", seen_on="2022-03-01")],
        votes_for=5,
        votes_against=0,
    )
    (row,) = rows(client)
    assert row["title"] == HOSTILE
    assert row["campaigns"] == ["Public"]
    assert row["sponsors"] == ["Example Member"]
    assert row["sources"] == [
        {"title": "Minutes", "url": "https://example.org/m", "seen_on": "2022-03-01"}
    ]
    assert [entry["status"] for entry in row["log"]] == ["adopted", "in_force"]
    assert (row["adopted"], row["adopted_first"], row["adopted_last"], row["in_force"]) == (
        "2021-03",
        "2021-03-01",
        "2021-03-31",
        "",
    )
    assert (row["votes_for"], row["votes_against"], row["votes_absent"]) == (5, 0, None)
    assert row["url"] == f"{settings.BASE_URL}{win.get_absolute_url()}"
    assert row["area_id"] == win.jurisdiction.slug
    (line,) = lines(client)
    assert line["title"] == f"'{HOSTILE}"
    assert line.keys() == {column.name for column in WINS.flat_columns}
    for key, value in line.items():
        assert value.removeprefix("'") == ("" if row[key] is None else str(row[key]))


def test_what_belongs_to_a_win_stands_in_its_own_order(client):
    first, second = CampaignPageFactory(title="First"), CampaignPageFactory(title="Second")
    people = [MemberFactory(name=name) for name in ("Zoe Example", "Adam Example")]
    sources = [
        WinSource(title=t, url="https://example.org/", sort_order=n)
        for n, t in ((1, "B"), (0, "A"))
    ]
    WinFactory(
        topics=[TopicFactory(name="Work"), TopicFactory(name="Care")],
        campaigns=[second, first],
        sponsors=[WinSponsor(person=person, sort_order=n) for n, person in enumerate(people)],
        sources=sources,
        log=[WinStatus(status=s, sort_order=n) for n, s in ((1, "in_force"), (0, "adopted"))],
    )
    WinFactory(title="Another", topics=[TopicFactory(name="Other")])
    row = next(row for row in rows(client) if row["title"] != "Another")
    assert row["topics"] == "Care; Work"
    assert row["campaigns"] == ["First", "Second"]
    assert row["sponsors"] == ["Zoe Example", "Adam Example"]
    assert [source["title"] for source in row["sources"]] == ["A", "B"]
    assert row["source_title"] == "A"
    assert [entry["status"] for entry in row["log"]] == ["adopted", "in_force"]


def test_a_long_list_is_read_in_portions_and_no_win_is_asked_for_its_own_rows(client, monkeypatch):
    wins = [WinFactory(title=f"Win {number}") for number in range(5)]
    monkeypatch.setattr(data, "AT_ONCE", 2)
    for name in ("log", "sources", "sponsors"):
        monkeypatch.setattr(Win, name, None)
    found = rows(client, "?sort=win")
    assert [row["title"] for row in found] == [win.title for win in wins]
    assert {row["adopted"] for row in found} == {"2021-01-19"}
    assert {row["source_title"] for row in found} == {"The minutes"}


def test_the_page_says_what_each_column_means(client):
    text = client.get("/wins/").text
    assert [
        column.name for column in WINS.columns if f"<code>{column.name}</code>" not in text
    ] == []
    assert "/wins/data.csv" in client.get("/data/").text


def test_anybody_may_read_the_files_and_search_engines_leave_them(client):
    response = client.get("/wins/data.csv")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-cache" in response["Cache-Control"]
    assert client.post("/wins/data.csv").status_code == 405
    assert client.get("/wins/data.xml").status_code == 404


def test_a_change_is_in_the_files_and_in_the_feed_at_once(client):
    win = WinFactory(title="Before", first_published_at=datetime(2024, 1, 2, tzinfo=UTC))
    assert [row["title"] for row in rows(client)] == ["Before"]
    win.title = "After"
    win.save_revision().publish()
    assert [row["title"] for row in rows(client)] == ["After"]
    assert "After" in client.get("/wins/feed/").text
    win.unpublish()
    assert rows(client) == []
    assert "After" not in client.get("/wins/feed/").text


def test_a_file_costs_the_same_with_more_rows(client):
    add_full_win()
    few = queries_of(client, "/wins/data.json")
    for _ in range(5):
        add_full_win()
    many = queries_of(client, "/wins/data.json")
    assert len(many) == len(few), added(few, many)


def add_full_win():
    WinFactory(
        topics=[TopicFactory()],
        campaigns=[CampaignPageFactory()],
        sponsors=[WinSponsor(person=MemberFactory())],
    )


def publish(title, day, **values):
    return WinFactory(
        title=title,
        first_published_at=datetime(2024, 1, day, tzinfo=UTC),
        last_published_at=datetime(2024, 2, day, tzinfo=UTC),
        **values,
    )


def test_the_feed_tells_of_the_entries_made_last(client):
    publish("Old", 1)
    city = CityFactory(name="Carrboro")
    publish("A <b>new</b> one & more\x0b", 3, jurisdiction=city, summary="“What” <it> does.")
    publish("Failed", 4, log=[WinStatus(status="failed", date="2021")])
    publish("Draft", 5, live=False)
    response = client.get("/wins/feed/")
    assert response["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(response.content)
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == f"{settings.BASE_URL}/wins/feed/"
    assert links["alternate"] == f"{settings.BASE_URL}/wins/"
    titles = [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]
    assert titles[0] == "City of Carrboro: A <b>new</b> one & more "
    assert len(titles) == 2
    newest = root.find(f"{ATOM}entry")
    assert newest.findtext(f"{ATOM}summary") == "“What” <it> does."
    assert newest.findtext(f"{ATOM}published").startswith("2024-01-03")
    assert newest.findtext(f"{ATOM}updated").startswith("2024-02-03")
    assert client.get("/wins/").text.count('href="/wins/feed/"') == 2


def test_an_entry_of_the_feed_keeps_its_id_when_the_win_has_another_address(client):
    win, other = WinFactory(), WinFactory()
    before = re.findall("<id>(tag:.+?)</id>", client.get("/wins/feed/").text)
    assert len(set(before)) == 2
    Win.objects.filter(pk=win.pk).update(slug="another", title="Another title")
    after = client.get("/wins/feed/").text
    assert "/wins/another/" in after and "Another title" in after
    assert re.findall("<id>(tag:.+?)</id>", after) == before
    assert before == [f"tag:127.0.0.1,2026:campaigns.win/{one.pk}" for one in (other, win)]


def test_the_feed_costs_the_same_with_more_wins(client):
    publish("One", 1)
    few = queries_of(client, "/wins/feed/")
    for day in range(2, 6):
        publish("More", day)
    many = queries_of(client, "/wins/feed/")
    assert len(many) == len(few), added(few, many)


def test_a_merged_sponsor_is_named_as_the_survivor(client, home):
    survivor, merged = MemberFactory(name="Kept Example"), MemberFactory(name="Merged Example")
    win = WinFactory()
    for number, person in enumerate((merged, survivor)):
        WinSponsor.objects.create(win=win, person=person, sort_order=number)
    Person.objects.filter(pk=merged.pk).update(merged_into=survivor)
    rows = json.loads(b"".join(client.get("/wins/data.json")))["wins"]
    assert [row["sponsors"] for row in rows] == [["Kept Example"]]

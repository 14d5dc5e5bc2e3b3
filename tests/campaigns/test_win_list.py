"""The public ledger of wins: its filters, its orders, its map and its timeline."""

import re
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from wagtail.models import PageViewRestriction

from campaigns.models import Win, WinStatus
from campaigns.models.win_log import Status
from campaigns.public.coverage import MOST_PATCHES, PATCH, Timeline
from members.public.maps import all_counties
from tests.factories import CampaignPageFactory, TopicFactory, WinFactory
from tests.many import make_wins
from tests.members.factories import CityFactory, CountyFactory, RegionFactory
from tests.test_queries import added, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

DURHAM = "37063"


def parsed(client, query=""):
    response = client.get(f"/wins/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def listed(client, query=""):
    """The titles in the table, in its order."""
    return [cell.text.strip() for cell in parsed(client, query).select(".ledger-win")]


def win(title, *log, **values):
    """A published win; each entry of the log is a status, or a status and a date."""
    entries = [entry if isinstance(entry, tuple) else (entry, "2021") for entry in log]
    rows = [WinStatus(status=s, date=date, sort_order=n) for n, (s, date) in enumerate(entries)]
    return WinFactory(title=title, **({"log": rows} if rows else {}), **values)


def test_shows_the_published_wins_that_stand_today_and_others_on_request(client):
    for status in Status:
        log = [status] if status in ("proposed", "failed", "adopted") else ["adopted", status]
        win(status.label, *log)
    WinFactory(title="Draft", live=False)
    win("Not yet", ("adopted", "2199"))
    assert listed(client) == ["Adopted", "In force", "Amended"]
    for status in Status:
        assert listed(client, f"?status={status}") == [status.label]
    assert set(listed(client, "?status=any")) == {status.label for status in Status} | {"Not yet"}


def test_a_status_stands_in_the_table_in_words(client):
    win("Stands", "adopted", "in_force")
    win("Ended", "adopted", "preempted", votes_for=5, votes_against=2, votes_absent=1)
    rows = parsed(client, "?status=any&sort=win").select(".ledger tbody tr")
    assert [row.select_one(".win-status").text for row in rows] == ["Preempted", "In force"]
    assert [row.select("td")[-1].text.strip() for row in rows] == [
        "5 to 2, 1 absent",
        "Not on file",
    ]
    assert [row.select_one(".ledger-adopted").get_text(strip=True) for row in rows] == [
        "2021",
        "2021",
    ]


@pytest.fixture
def places():
    region = RegionFactory()
    county = CountyFactory(name="Durham County", geoid=DURHAM, region=region)
    city = CityFactory(name="Durham", primary_county=county)
    shared = CityFactory(name="Shared")
    shared.counties.add(county)
    shared.save()
    for title, place in (("County", county), ("City", city), ("Shared", shared)):
        WinFactory(title=title, jurisdiction=place)
    WinFactory(title="Elsewhere", jurisdiction__primary_county__region=RegionFactory())
    return {"county": county, "region": region}


def test_by_county_and_by_region(client, places):
    county, region = places["county"], places["region"]
    assert set(listed(client, f"?county={county.slug}")) == {"County", "City", "Shared"}
    assert set(listed(client, f"?region={region.pk}")) == {"County", "City"}


def test_by_topic_campaign_kind_and_year(client):
    topic, campaign = TopicFactory(), CampaignPageFactory()
    WinFactory(title="On topic", topics=[topic])
    WinFactory(title="Of the campaign", campaigns=[campaign])
    WinFactory(title="A budget", kind=Win.Kind.BUDGET)
    win("Late", ("adopted", "June 2024"), ("amended", "2025"))
    assert listed(client, f"?topic={topic.slug}") == ["On topic"]
    assert listed(client, f"?campaign={campaign.slug}") == ["Of the campaign"]
    assert listed(client, "?kind=budget") == ["A budget"]
    assert listed(client, "?year=2024") == ["Late"]
    assert listed(client, f"?year=2021&topic={topic.slug}") == ["On topic"]
    assert len(listed(client)) == 4


NONSENSE = [
    "topic=nonsense",
    "topic=%00",
    "campaign=nonsense",
    "kind=abc",
    "kind=budget&kind=ordinance",
    "status=abc",
    "county=county-nowhere",
    "region=abc",
    f"region={'9' * 30}",
    "region=%F0%9F%97%B3",
    "year=abc",
    "year=1",
    f"year={'9' * 30}",
    "sort=nonsense",
    "sort=--win",
    "sort=password",
]


@pytest.mark.parametrize("address", ["/wins/", "/wins/data.csv", "/wins/data.json"])
def test_what_makes_no_sense_is_missing_and_never_the_whole_list(client, address):
    WinFactory()
    for query in NONSENSE:
        assert client.get(f"{address}?{query}").status_code == 404, query


def test_a_page_that_the_list_lacks_is_missing(client):
    WinFactory()
    for query in ("page=2", "page=0", "year=2021&page=abc"):
        assert client.get(f"/wins/?{query}").status_code == 404, query


def test_a_closed_or_unpublished_campaign_is_no_filter(client):
    closed, draft = CampaignPageFactory(), CampaignPageFactory(live=False)
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    for campaign in (closed, draft):
        assert client.get(f"/wins/?campaign={campaign.slug}").status_code == 404
        assert campaign.title not in client.get("/wins/").text


def test_empty_values_ask_for_nothing_and_what_has_no_win_is_empty(client):
    WinFactory(title="One")
    assert listed(client, "?topic=&kind=&status=&year=&sort=&utm_source=mail") == ["One"]
    document = parsed(client, "?year=1999")
    assert document.select(".ledger") == []
    assert "Nothing on record matches all of these filters." in document.text


ROWS = [  # place, kind, adopted, votes for and against
    ("B", "Alpha", "budget", "2021", (5, 4)),
    ("A", "Beta", "lawsuit", None, (7, 0)),
    ("C", "Gamma", "ordinance", "March 2022", (None, None)),
    ("A", "Delta", "ordinance", "March 2022", (None, None)),
]
ORDERS = {
    "": ["Delta", "Gamma", "Alpha", "Beta"],
    "adopted": ["Alpha", "Delta", "Gamma", "Beta"],
    "-adopted": ["Delta", "Gamma", "Alpha", "Beta"],
    "place": ["Delta", "Beta", "Alpha", "Gamma"],
    "-place": ["Gamma", "Alpha", "Delta", "Beta"],
    "win": ["Alpha", "Beta", "Delta", "Gamma"],
    "-win": ["Gamma", "Delta", "Beta", "Alpha"],
    "kind": ["Alpha", "Beta", "Delta", "Gamma"],
    "-kind": ["Delta", "Gamma", "Beta", "Alpha"],
    "status": ["Delta", "Gamma", "Alpha", "Beta"],
    "-status": ["Delta", "Gamma", "Alpha", "Beta"],
    "vote": ["Alpha", "Beta", "Delta", "Gamma"],
    "-vote": ["Beta", "Alpha", "Delta", "Gamma"],
}


@pytest.fixture
def rows():
    for place, title, kind, adopted, (votes_for, votes_against) in ROWS:
        city = CityFactory(name=place)
        votes = {"votes_for": votes_for, "votes_against": votes_against}
        win(title, ("adopted", adopted), jurisdiction=city, kind=kind, **votes)


def test_every_order_is_total_and_what_is_not_known_comes_last(client, rows):
    for sort, titles in ORDERS.items():
        assert listed(client, f"?sort={sort}") == titles, sort


def test_the_heads_say_the_order_and_lead_to_the_others(client, rows):
    heads = parsed(client, "?kind=ordinance").select(".ledger thead th")
    assert [head.get("aria-sort") for head in heads] == [None] * 3 + ["descending", None, None]
    queries = [parse_qs(head.a["href"].removeprefix("?")) for head in heads]
    assert all(query["kind"] == ["ordinance"] for query in queries)
    orders = [query["sort"] for query in queries]
    assert orders == [["place"], ["win"], ["kind"], ["adopted"], ["status"], ["-vote"]]
    heads = parsed(client, "?sort=place").select(".ledger thead th")
    assert heads[0]["aria-sort"] == "ascending"
    assert parse_qs(heads[0].a["href"].removeprefix("?")) == {"sort": ["-place"]}


def test_the_form_the_pages_and_the_files_keep_what_was_asked(client):
    make_wins(51, [CityFactory()], kinds=["ordinance"], years=[2021])
    document = parsed(client, "?kind=ordinance&sort=-win&page=2")
    assert len(document.select(".ledger tbody tr")) == 1
    (back,) = document.select("a[rel=prev]")
    assert parse_qs(back["href"][1:]) == {"kind": ["ordinance"], "sort": ["-win"], "page": ["1"]}
    assert document.select_one("form.filters input[type=hidden]")["value"] == "-win"
    assert document.select_one("#id_kind option[selected]")["value"] == "ordinance"
    files = [link["href"] for link in document.select("a[href^='/wins/data']")]
    assert files == [f"/wins/data.{kind}?kind=ordinance&sort=-win" for kind in ("csv", "json")]
    (year,) = document.select(".win-year-name")
    asked = parse_qs(year["href"].partition("?")[2])
    assert asked == {"kind": ["ordinance"], "sort": ["-win"], "year": ["2021"]}


def robots(document):
    return [tag["content"] for tag in document.select("meta[name=robots]")]


def canonical(document):
    return document.find("link", rel="canonical")["href"]


def test_search_engines_keep_the_whole_list_only(client):
    make_wins(51, [CityFactory()], kinds=["ordinance"], years=[2021])
    whole = f"{settings.BASE_URL}/wins/"
    for query in ("?kind=ordinance", "?sort=place", "?kind=ordinance&page=2"):
        document = parsed(client, query)
        assert (canonical(document), robots(document)) == (whole, ["noindex"])
    for query, address in (("", whole), ("?page=2", f"{whole}?page=2")):
        document = parsed(client, query)
        assert (canonical(document), robots(document)) == (address, [])


def test_the_table_stands_ahead_of_the_map_and_each_cell_has_its_heads(client):
    WinFactory(jurisdiction__name="Durham")
    document = parsed(client)
    table = document.select_one("table.ledger")
    assert table.find_next("svg", class_="map")
    assert table.find_previous("svg", class_="map") is None
    assert table.caption.text
    assert [head["scope"] for head in table.select("th")] == ["col"] * 6 + ["row"]
    assert table.select_one("tbody th").get_text(strip=True) == "DurhamCity"


def test_how_much_of_the_state_it_covers(client, places):
    WinFactory(title="Second", jurisdiction=places["county"])
    document = parsed(client, f"?county={places['county'].slug}")
    numbers = [figure.text for figure in document.select(".win-figures .fig-number")]
    assert numbers == ["4", "1", "2"]
    words = [fact.dd.text.strip() for fact in document.select("#where ~ .facts .fact")]
    assert words[:2] == ["1 of 100 (1 percent)", "2"]
    assert words[2].startswith("1 of 100")
    titles = [title.text for title in document.select(".map-full title")]
    assert titles == ["Durham County, 3 wins"]
    assert "member" not in document.select_one("svg.map").text


def test_the_timeline_counts_each_year_and_what_has_no_date(client):
    for date in ("2021", "March 2021", "2019-01-02", None):
        win(f"Of {date}", ("adopted", date))
    document = parsed(client)
    years = [
        (row.a.get_text(strip=True), row.b.text, int(row.rect["width"]))
        for row in document.select(".win-year")
    ]
    assert years == [("2021", "2", 2 * PATCH), ("2019", "1", PATCH)]
    assert "1 more has no adoption date on file" in document.text


def test_the_longest_year_fits_the_timeline():
    timeline = Timeline([(2024, 100), (2023, 1), (None, 3)])
    widest = max(row["width"] for row in timeline.years)
    assert timeline.wins_per_patch == 7
    assert widest <= MOST_PATCHES * PATCH == timeline.width
    assert timeline.undated == 3


def test_hostile_text_stays_text(client):
    hostile = '<script>alert("x")</script>'
    city = CityFactory(name=hostile)
    WinFactory(title=hostile, jurisdiction=city, summary=hostile)
    text = client.get("/wins/").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def places_in_every_county():
    """The hundred counties of the map, and a city in each of them."""
    counties = [
        CountyFactory(name=f"{county.name} County", geoid=geoid)
        for geoid, county in all_counties().items()
    ]
    cities = [
        CityFactory(name=f"Place {n}", primary_county=county, map_x=900, map_y=300)
        for n, county in enumerate(counties)
    ]
    return counties, cities


def test_5000_wins_cost_at_most_20_queries_as_few_ones_do_and_the_map_stays_small(client):
    for _ in range(3):
        WinFactory(topics=[TopicFactory()])
    few = queries_of(client, "/wins/?status=any&sort=place")
    counties, cities = places_in_every_county()
    make_wins(5_000, [*counties, *cities])
    TopicFactory()
    many = queries_of(client, "/wins/?status=any&sort=place")
    assert len(many) == len(few), added(few, many)
    assert len(queries_of(client, "/wins/")) <= len(many) <= 20, "\n".join(many)
    text = client.get("/wins/").text
    assert BeautifulSoup(text, "html.parser").select_one(".fig-number").text == "5,003"
    assert (
        BeautifulSoup(text, "html.parser").select_one("#list").get_text(strip=True) == "5,003 wins"
    )
    (drawn,) = re.findall(r'<svg class="map".*?</svg>', text, re.DOTALL)
    assert drawn.count("<title>") == len(all_counties())
    assert len(drawn.encode()) <= 25_000


def test_every_county_with_as_many_dots_as_are_drawn_is_a_small_map(client):
    _, cities = places_in_every_county()
    make_wins(60, cities[:60])
    (drawn,) = re.findall(r'<svg class="map".*?</svg>', client.get("/wins/").text, re.DOTALL)
    assert drawn.count("<circle") == 60
    assert len(drawn.encode()) <= 25_000


def test_without_any_win_the_page_says_so(client):
    document = parsed(client)
    assert "No wins are on record yet." in document.text
    assert document.select("svg.map, .win-years") == []

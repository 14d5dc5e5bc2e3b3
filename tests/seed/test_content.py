"""The facts of the content brief stand in the pages, as they are there."""

import html
import re

import pytest
from bs4 import BeautifulSoup

from campaigns.models import CampaignPage, Priority
from core.models import Publisher
from members.models import Person, Tenure
from news.models import NewsPage
from pages.models import HomePage, ResourcePage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_content")]

SECTIONS = [
    "At a glance",
    "Our work & priorities",
    "Organizing Committee",
    "Our state work",
    "Resources and tools",
    "Featured news & stories",
]
PRIORITIES = [
    "A just recovery",
    "Environmental justice",
    "Voting and democracy",
    "Local authority",
    "Reproductive rights",
]
COMMITTEE = [
    ("Javiera Caballero", "Durham City Councilmember", "City of Durham"),
    ("Kim Roney", "Asheville City Councilmember", "City of Asheville"),
    ("Nida Allam", "Durham County Commissioner", "Durham County"),
    ("Mario Benavente", "Fayetteville City Council Member", "City of Fayetteville"),
]
CAMPAIGNS = [
    "Traffic enforcement",
    "Voting and democracy",
    "Reproductive rights",
    "Local control",
]
NEWS = [
    ("How Localities Use Community Responder Programs to Keep People Safe", "video"),
    (
        "LPNC State Download: Protecting local democracy, funding public schools, & more! (June 2024)",
        "newsletter",
    ),
    ("Workers in the South Aren't Letting Anti-Labor Laws Stop Them From Organizing", "story"),
    ("Using Federal Funds to Create More Just Communities in North Carolina", "story"),
]
FACTS = {
    "/": [
        "Local Progress North Carolina",
        "LPNC",
        "Since 2020",
        "official state chapter of Local Progress",
        "dozens of localities adopt LGBTQ+-inclusive non-discrimination ordinances",
        "invest in housing and in a just recovery",
        "broad, intersectional progressive agenda",
        "racial and economic justice",
    ],
    "/about/": ["501(c)(4)", "501(c)(3)", "Local Progress Impact Lab"],
    "/news/community-responder-programs/": [
        "Durham, Oakland and Albuquerque",
        "hundreds of localities are starting them",
        "Mario Benavente talking with a local elected official at a Local Progress event in "
        "Nashville, Tennessee",
        "Local Progress Impact Lab",
    ],
    "/news/state-download-june-2024/": [
        "statewide updates, calls to action and news of the network",
        "a rally of members of the North Carolina Public Service Workers Union",
    ],
    "/news/workers-in-the-south/": [
        "From a work action in Durham, North Carolina, to union drives at REI and at universities",
    ],
    "/news/using-federal-funds/": ["ARPA gave localities more federal money than ever before"],
    "/campaigns/traffic-enforcement/": [
        "shrink the part police play in traffic enforcement, to fight racial disparities in who gets "
        "stopped while driving"
    ],
    "/campaigns/voting-and-democracy/": [
        "Sharing public voting information and backing get-out-the-vote work, so that our democracy "
        "reflects and represents everyone"
    ],
    "/campaigns/reproductive-rights/": [
        "hand in hand with local advocates: protect bodily autonomy, keep access to abortion, support "
        "reproductive rights"
    ],
    "/campaigns/local-control/": [
        "a decisive voice for local control and against abusive state preemption that harms communities"
    ],
}


def words_of(client, address):
    """Return the words that a page's reader sees, with plain apostrophes and single spaces."""
    document = BeautifulSoup(client.get(address).content, "html.parser")
    return " ".join(html.unescape(document.body.get_text(" ")).replace("’", "'").split())


@pytest.mark.parametrize("address", FACTS)
def test_the_facts_stand_on_the_page(client, address):
    words = words_of(client, address)
    assert [fact for fact in FACTS[address] if fact not in words] == []


def test_the_home_page_has_the_six_sections_in_their_order(client):
    sections = HomePage.objects.get().sections
    assert [section.block.label for section in sections] == SECTIONS
    words = words_of(client, "/")
    places = [words.index(heading) for heading in SECTIONS[1:]]
    assert places == sorted(places)


def test_the_priorities_are_those_of_2024():
    assert list(Priority.objects.values_list("name", "year")) == [(n, 2024) for n in PRIORITIES]


def test_a_priority_leads_to_the_campaign_on_the_same_subject(client):
    found = [
        (priority.name, [campaign.title for campaign in priority.public_campaigns])
        for priority in Priority.objects.with_campaigns()
    ]
    assert found == [
        ("A just recovery", []),
        ("Environmental justice", []),
        ("Voting and democracy", ["Voting and democracy"]),
        ("Local authority", ["Local control"]),
        ("Reproductive rights", ["Reproductive rights"]),
    ]
    assert "/campaigns/local-control/" in client.get("/priorities/2024/").text


def test_the_home_page_leads_to_the_ledger(client):
    document = BeautifulSoup(client.get("/").content, "html.parser")
    (link,) = document.main.select("a[href='/wins/?kind=ordinance']")
    assert " ".join(link.get_text(" ").split()) == "14 local ordinances on record"


def test_the_search_says_that_it_looks_through_the_wins(client):
    assert "local wins" in words_of(client, "/search/")


def test_the_committee_stands_in_its_order_with_its_titles(client):
    people = Person.objects.on_committee().with_titles()
    found = [(person.name, person.title, person.place.display_name) for person in people]
    assert found == COMMITTEE
    words = words_of(client, "/")
    places = [words.index(f"{name} {title}") for name, title, _ in COMMITTEE]
    assert places == sorted(places)
    assert Person.objects.count() == len(COMMITTEE)


def test_what_is_not_known_of_their_tenures_stays_unknown():
    known = {(tenure.start, tenure.end, str(tenure.verified_on)) for tenure in Tenure.objects.all()}
    assert known == {(None, None, "June 2024")}


def test_the_figures_are_the_stated_ones_with_their_date(client):
    words = words_of(client, "/")
    assert re.search(r"\b83 members as of June 2024\b", words)
    assert re.search(r"\b45 jurisdictions as of June 2024\b", words)


@pytest.mark.parametrize("address", ["/members/", "/places/"])
def test_lists_say_that_they_are_not_complete_yet(client, address):
    assert "isn't complete yet" in words_of(client, address)


def test_four_campaigns_and_four_news_items():
    campaigns = CampaignPage.objects.live().in_list_order()
    assert [page.title for page in campaigns] == CAMPAIGNS
    news = {(page.title.replace("’", "'"), page.kind) for page in NewsPage.objects.live()}
    assert news == set(NEWS)


def test_the_home_page_features_the_news_in_the_order_of_the_brief(client):
    words = words_of(client, "/")
    places = [words.index(title) for title, _ in NEWS]
    assert places == sorted(places)


def test_the_library_has_one_entry_which_links_to_its_story(client):
    resource = ResourcePage.objects.get()
    assert resource.title == NEWS[3][0]
    assert 'href="/news/using-federal-funds/"' in client.get(resource.url).text


def test_the_video_names_its_two_publishers():
    video = NewsPage.objects.get(kind="video")
    names = {publisher.name for publisher in video.publishers.all()}
    assert names == {"Local Progress", "Local Progress Impact Lab"}
    assert Publisher.objects.filter(name="Local Progress North Carolina").exists()


def test_no_sample_member_no_notice_and_no_noindex(client):
    text = client.get("/").text
    assert "noindex" not in text
    assert "Sample" not in text

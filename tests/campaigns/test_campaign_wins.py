"""A campaign's wins: its page, its goal and the ledger's filter agree."""

import json

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from campaigns.models import CampaignPage, PinnedWin, Win, WinStatus
from campaigns.models.campaign_lists import MOST_WINS
from core.models import PageTopic
from tests.factories import CampaignPageFactory, TopicFactory, WinFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


@pytest.fixture
def campaign():
    page = CampaignPageFactory(goal=25, goal_noun="ordinances")
    page.page_topics = [PageTopic(topic=TopicFactory())]
    page.save()
    return page


def with_wins(campaign, count):
    topic = campaign.page_topics.get().topic
    return [WinFactory(title=f"Win {number:02}", topics=[topic]) for number in range(count)]


def main_of(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser").main


def words(element):
    return " ".join(element.get_text(" ").split())


def test_it_names_the_campaign_or_shares_a_topic_or_is_pinned(campaign):
    shared, other = with_wins(campaign, 2)
    other.topics = [TopicFactory()]
    other.save()
    both = WinFactory(topics=shared.topics.all(), campaigns=[campaign])
    named, pinned = WinFactory(campaigns=[campaign]), WinFactory()
    WinFactory(campaigns=[CampaignPageFactory()])
    campaign.pinned_wins = [PinnedWin(win=pinned)]
    campaign.save()
    fresh = CampaignPage.objects.get(pk=campaign.pk)
    assert set(Win.objects.about(campaign=fresh)) == {shared, both, named, pinned}
    assert len(Win.objects.about(campaign=fresh)) == 4
    assert fresh.own_wins.count() == 4


def test_the_page_the_goal_the_ledger_and_its_files_agree(client, campaign):
    pinned = WinFactory(title="Pinned")
    campaign.pinned_wins = [PinnedWin(win=pinned)]
    campaign.save()
    wins = [pinned, *with_wins(campaign, 12), WinFactory(title="Named", campaigns=[campaign])]
    topic = campaign.page_topics.get().topic
    WinFactory(topics=[topic], live=False)
    WinFactory(topics=[topic], log=[WinStatus(status="failed", date="2021")])
    WinFactory()
    main = main_of(client, campaign.url)
    assert len(main.select(".win-card")) == MOST_WINS < len(wins)
    assert words(main.select_one(".goal-words")) == "14 of 25 ordinances"
    (link,) = main.select("a[href^='/wins/?']")
    assert link.get_text(strip=True) == "All 14 wins, in a table and on the map"
    listed = main_of(client, link["href"]).select(".ledger-win")
    titles = sorted(win.title for win in wins)
    assert sorted(words(cell) for cell in listed) == titles
    data = json.loads(b"".join(client.get(f"/wins/data.json?campaign={campaign.slug}")))
    assert sorted(row["title"] for row in data["wins"]) == titles


def test_one_win_and_none(client, campaign):
    assert main_of(client, campaign.url).select("a[href^='/wins/?']") == []
    with_wins(campaign, 1)
    (link,) = main_of(client, campaign.url).select("a[href^='/wins/?']")
    assert link.get_text(strip=True) == "The win, in a table and on the map"


def test_a_page_that_is_not_public_leads_to_no_list_that_would_be_missing(client_of, campaign):
    with_wins(campaign, 1)
    PageViewRestriction.objects.create(page=campaign, restriction_type="login")
    main = main_of(client_of("Communications"), campaign.url)
    assert main.select(".win-card")
    assert main.select("a[href^='/wins/?']") == []


def test_a_topics_page_says_how_many_there_are_and_leads_to_them(client, campaign):
    with_wins(campaign, 14)
    topic = campaign.page_topics.get().topic
    main = main_of(client, topic.get_absolute_url())
    assert len(main.select(".win-card")) == 12
    (link,) = main.select("a[href^='/wins/?']")
    assert link.get_text(strip=True) == "All 14 wins, in a table and on the map"
    assert len(main_of(client, link["href"]).select(".ledger-win")) == 14

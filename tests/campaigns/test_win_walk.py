"""A win changes, and every page that mentions it changes at once."""

import pytest
from bs4 import BeautifulSoup

from campaigns.models import Win, WinStatus
from core.topics import Topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_content")]


def test_the_seed_shows_fourteen_wins_in_fourteen_places():
    wins = Win.objects.on_record()
    assert wins.count() == wins.values("jurisdiction").distinct().count() == 14


def test_a_change_to_a_win_shows_everywhere_at_once(client):
    win = Win.objects.get(jurisdiction__name="Carrboro")
    campaign = win.campaigns.model.objects.first()
    win.campaigns.add(campaign)
    win.save()
    topic = Topic.objects.get(wins=win)
    lists = [
        campaign.url,
        win.jurisdiction.get_absolute_url(),
        topic.get_absolute_url(),
        "/wins/",
        "/wins/data.csv",
        "/wins/data.json",
        "/wins/feed/",
    ]

    def naming(words):
        answers = [client.get(address) for address in lists]
        texts = [b"".join(a) if a.streaming else a.content for a in answers]
        return [
            address for address, text in zip(lists, texts, strict=True) if words in text.decode()
        ]

    assert "14 local ordinances on record" in words_of(client.get("/"))
    win.title = "An unmistakable title"
    win.save()
    assert naming("An unmistakable title") == lists
    WinStatus.objects.create(win=win, status="repealed", date="2022", sort_order=9)
    assert naming("An unmistakable title") == []
    assert "13 local ordinances on record" in words_of(client.get("/"))
    win.unpublish()
    assert Win.objects.on_record().count() == 13
    assert client.get(win.get_absolute_url()).status_code == 404


def words_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())

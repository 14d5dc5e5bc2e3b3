"""The first wins of the ledger: 14 ordinances in 14 jurisdictions, each with its source."""

from io import StringIO

import pytest
from django.core.management import call_command

from campaigns.models import Win
from core.models import Topic
from core.topics import named_among
from lpnc.seed.content.wins import WINS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_content")]


def test_fourteen_wins_stand_in_fourteen_jurisdictions():
    wins = Win.objects.on_record().for_list()
    assert len(wins) == 14
    assert len({win.jurisdiction_id for win in wins}) == 14
    for win in wins:
        assert (win.kind, win.year, win.stands, win.campaigns.count()) == (
            "ordinance",
            2021,
            True,
            0,
        )
        assert [topic.name for topic in win.topics.all()] == ["LGBTQ+ equality"]
        assert win.sources.get().url.startswith("https://")
        assert (win.vote, win.summary, win.own_part, win.sponsor_people) == ("", "", "", [])


def test_each_says_what_its_facts_say():
    found = {
        (win.jurisdiction.slug, win.title, str(win.adopted_on), win.sources.get().title)
        for win in Win.objects.all()
    }
    assert found == {(place, title, date, source[0]) for place, title, date, source in WINS}


def test_dates_are_as_partial_as_they_are_known():
    precisions = [win.adopted_on.precision for win in Win.objects.all()]
    assert [precisions.count(one) for one in ("day", "month", "year")] == [8, 3, 3]


def test_what_was_edited_or_removed_stays_so():
    Win.objects.filter(jurisdiction__slug="town-apex").delete()
    Win.objects.filter(jurisdiction__slug="city-durham").update(title="Edited")
    out = StringIO()
    call_command("seed_site", stdout=out)
    assert "win:" not in out.getvalue()
    assert Win.objects.count() == 13
    assert Win.objects.get(jurisdiction__slug="city-durham").title == "Edited"


@pytest.mark.parametrize(
    "words",
    ["NDO", "ndos", "Non-Discrimination Ordinance", "nondiscrimination ordinances in Durham"],
)
def test_synonyms_lead_to_the_topic(words):
    assert [topic.slug for topic in named_among(Topic.objects.all(), words)] == ["lgbtq-equality"]

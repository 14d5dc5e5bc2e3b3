"""Registrations of campaigns and wins: figures, search results and sections on other records' pages."""

from functools import partial

from django.db.models import TextChoices
from django.urls import reverse

from campaigns.models import CampaignLead, CampaignPage, Win
from campaigns.models.campaign_lists import wins_of
from campaigns.public.nearest import wins_around
from core import figures, search
from core.generation import prepared
from core.related import END, MENTIONS, SECTIONS, register
from core.search import MOST_OF_EACH, by_rank
from members.models import Person


def search_wins(query, topics):
    """Return wins on record that match the query, followed by those about the topics."""
    by_words = [win.pk for win in by_rank(Win.objects.search(query)[: 3 * MOST_OF_EACH])]
    if not by_words and not topics:
        return None
    on_record = Win.objects.on_record().for_list()
    found = on_record.in_bulk(by_words)
    unique = [found[pk] for pk in by_words if pk in found]
    by_topic = on_record.about(topics=topics).exclude(pk__in=found).in_list_order()
    wins = [*unique, *by_topic[: MOST_OF_EACH + 1]]
    if not wins:
        return None
    numbers = Win.objects.on_record().by_topic(topics)
    return {
        "wins": wins[:MOST_OF_EACH],
        "more": len(wins) > MOST_OF_EACH,
        "topics": [(topic, numbers[topic.pk]) for topic in topics if topic.pk in numbers],
    }


MOST_WINS_ON_TOPIC = 12


class WinMeasure(TextChoices):
    WINS = "wins", "Local wins on record"
    ORDINANCES = "ordinances", "Local ordinances on record"


#: The nouns of each figure, the kinds of its wins, and the query string of their list.
WIN_FIGURES = {
    WinMeasure.WINS: (("local win on record", "local wins on record"), tuple(Win.Kind.values), ""),
    WinMeasure.ORDINANCES: (
        ("local ordinance on record", "local ordinances on record"),
        (Win.Kind.ORDINANCE,),
        "?kind=ordinance",
    ),
}


@prepared
def number_of_wins(kinds):
    return Win.objects.on_record().filter(kind__in=kinds).count()


def win_figure(measure, kinds, context):
    return figures.Figure(measure, number_of_wins(kinds))


def list_of_wins(query):
    return f"{reverse('wins')}{query}"


for measure, (nouns, kinds, query) in WIN_FIGURES.items():
    find = partial(win_figure, measure, kinds)
    figures.register(measure, measure.label, nouns, find, partial(list_of_wins, query))

search.register(40, "results/wins.html", search_wins)


def wins_sponsored(person, on):
    wins = Win.objects.on_record().about(person=person).for_list().in_list_order()
    return {"heading": "Wins sponsored", "wins": wins} if wins else None


def wins_around_place(place, on):
    own, nearest = wins_around(place, Win.objects.on_record(on))
    return (own or nearest) and {"wins": own, "nearest_wins": nearest, "on": on}


def wins_on_topic(topic, on):
    wins = Win.objects.on_record().about(topic=topic)
    shown = list(wins.for_list().in_list_order()[:MOST_WINS_ON_TOPIC])
    query = f"topic={topic.slug}"
    return shown and {
        "heading": "Local wins",
        "wins": shown,
        "number": wins.count(),
        "query": query,
    }


def wins_of_campaign(campaign, on):
    wins = wins_of(campaign)
    return wins and {
        "heading": "Wins",
        "wins": wins,
        "number": campaign.own_wins.count(),
        "query": campaign.is_published and f"campaign={campaign.slug}",
    }


def people_leading_on(topic, on):
    campaigns = CampaignPage.objects.listed_about("topic", topic)
    leads = CampaignLead.objects.filter(campaign__in=campaigns.values("pk"))
    people = Person.objects.resolve(leads.values_list("person", flat=True))
    return people and {"id": "people", "heading": "Members who lead on it", "people": people}


def people_leading(campaign, on):
    people = campaign.lead_members
    return people and {"id": "leads", "heading": "Who leads it", "people": people}


def campaigns_about(subject, record, on):
    campaigns = CampaignPage.objects.listed_about(subject, record)
    return {"campaigns": campaigns} if campaigns else None


WINS, PEOPLE = "related/wins.html", "related/people.html"
register("person", SECTIONS, 10, WINS, wins_sponsored)
register("place", SECTIONS, 10, "related/wins_around.html", wins_around_place)
register("topic", SECTIONS, 10, WINS, wins_on_topic)
register("topic", SECTIONS, 20, PEOPLE, people_leading_on)
register("campaign", SECTIONS, 10, WINS, wins_of_campaign)
register("campaign", SECTIONS, 20, PEOPLE, people_leading)
for subject in ("person", "place"):
    find = partial(campaigns_about, subject)
    register(subject, MENTIONS, 30, "related/campaigns.html", find)
register("topic", END, 10, "related/campaign_quilt.html", partial(campaigns_about, "topic"))

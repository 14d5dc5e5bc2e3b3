"""The figures of the ledger: what they count, and the list that each leads to."""

import pytest
from bs4 import BeautifulSoup

from campaigns.models import Win
from campaigns.models.win_querysets import WinQuerySet
from campaigns.registrations import WinMeasure
from core.figures import Figure
from tests.factories import HomePageFactory, StandardPageFactory, WinFactory, section

pytestmark = pytest.mark.django_db

MEASURES = WinMeasure.values


def figures_on(client, address):
    document = BeautifulSoup(client.get(address).content, "html.parser")
    return [
        (" ".join(figure.get_text(" ").split()), [link["href"] for link in figure.select("a")])
        for figure in document.select("main .fig")
    ]


@pytest.fixture
def ledger():
    WinFactory()
    WinFactory()
    WinFactory(kind=Win.Kind.BUDGET)
    WinFactory(live=False)


SHOWN = [
    ("3 local wins on record", ["/wins/"]),
    ("2 local ordinances on record", ["/wins/?kind=ordinance"]),
]


def test_the_home_page_leads_from_each_to_the_list_of_what_it_counts(client, ledger):
    values = {"figures": MEASURES, "more_text": "", "link": []}
    HomePageFactory(sections=[section("at_a_glance", "Us", **values)])
    assert figures_on(client, "/") == SHOWN
    for words, (address,) in SHOWN:
        (number, _), *_ = figures_on(client, address)
        assert number.split()[0] == words.split()[0]


def test_any_body_leads_there_as_well(client, ledger):
    body = [("figure", {"measure": measure}) for measure in MEASURES]
    assert figures_on(client, StandardPageFactory(body=body).url) == SHOWN


def test_thousands_are_set_apart(client, monkeypatch):
    values = {"figures": MEASURES, "more_text": "", "link": []}
    HomePageFactory(sections=[section("at_a_glance", "Us", **values)])
    monkeypatch.setattr(WinQuerySet, "count", lambda wins: 5_016)
    shown = [words for words, _ in figures_on(client, "/")]
    assert shown == ["5,016 local wins on record", "5,016 local ordinances on record"]


def test_one_is_named_in_the_singular():
    nouns = [Figure(measure, 1).noun for measure in MEASURES]
    assert nouns == ["local win on record", "local ordinance on record"]

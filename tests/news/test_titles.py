"""People on a news page have the titles that they had on its day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.models import PagePerson
from news.models import NewsPage
from tests.factories import NewsPageFactory, StandardPageFactory
from tests.members.factories import MembershipFactory, TenureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    """A person who was mayor from March 1, 2022, until June 30, 2024."""
    tenure = TenureFactory(title="Mayor", start="March 1, 2022", end="June 30, 2024")
    MembershipFactory(person=tenure.person)
    return tenure.person


def about(person, **values):
    page = NewsPageFactory(**values)
    page.page_people = [PagePerson(person=person)]
    page.save()
    return page


@pytest.mark.parametrize(
    ("day", "title"),
    [
        ("February 28, 2022", "incoming Mayor"),
        ("March 1, 2022", "Mayor"),
        ("June 29, 2024", "Mayor"),
        ("June 30, 2024", "former Mayor"),
        ("March 2022", "Mayor"),
        ("May 2024", "Mayor"),
        ("June 2024", "former Mayor"),
        ("2022", "Mayor"),
        ("2024", "former Mayor"),
    ],
)
def test_titles_are_those_of_the_last_day_on_which_it_may_have_come_out(person, day, title):
    assert [found.title for found in about(person, date=day).people] == [title]


def test_without_a_date_the_day_of_first_publication_decides(person):
    page = about(person, date="")
    evening = datetime(2024, 6, 29, 23, tzinfo=ZoneInfo("America/New_York"))
    NewsPage.objects.filter(pk=page.pk).update(first_published_at=evening)
    page = NewsPage.objects.get(pk=page.pk)
    assert page.day_of_titles == date(2024, 6, 29)
    assert page.people[0].title == "Mayor"


def test_a_draft_without_a_date_has_todays_titles(person):
    page = about(person, date="", live=False)
    assert page.day_of_titles is None
    assert page.people[0].title == "former Mayor"


def test_nothing_is_told_of_days_to_come(person):
    TenureFactory(person=person, title="Sheriff", start="December 1, 2190")
    assert about(person, date="2200").people[0].title == "former Mayor"


def shown_on(client, page):
    return BeautifulSoup(client.get(page.url).content, "html.parser").select(".person-office")


def test_a_body_shows_them_as_well_and_other_pages_those_of_today(client, person):
    body = [("person", person)]
    news = NewsPageFactory(date="May 2024", body=body)
    standard = StandardPageFactory(body=body)
    assert [office.text.strip() for office in shown_on(client, news)] == ["Mayor"]
    assert [office.text.strip() for office in shown_on(client, standard)] == ["former Mayor"]


def test_a_body_costs_the_same_with_more_people(client):
    page = NewsPageFactory(date="May 2024", body=[("person", TenureFactory().person)])
    costs = []
    for _ in range(2):
        client.get(page.url)
        with CaptureQueriesContext(connection) as captured:
            client.get(page.url)
        costs.append(len(captured))
        for _ in range(4):
            page.body.append(("person", TenureFactory().person))
        page.save()
    assert costs[0] == costs[1]

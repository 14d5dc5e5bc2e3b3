"""The cost of pages: the same number of queries, whatever they list."""

from collections import Counter
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from wagtail.models import Site

from campaigns.models import CampaignAction, CampaignLead, PinnedPage, PinnedWin
from core import generation
from core.models import NavigationSettings, PageTopic
from members.models import PagePerson, PagePlace, Person, RosterSettings
from tests import factories
from tests.many import make_members
from tests.members.factories import (
    CityFactory,
    CommitteeSeatFactory,
    MemberFactory,
    MembershipFactory,
    TenureFactory,
)

pytestmark = pytest.mark.django_db

FEW, MANY = 3, 12


@contextmanager
def right_after_a_change():
    """Prepare everything anew, but only once, though the test's transaction has written."""
    generation.known.forget()
    with patch.object(generation, "is_raised", lambda connection: False):
        generation.current()
        yield


def queries_of(client, address):
    """The SQL that the address costs a running server whose cache is empty, right after a change."""
    b"".join(client.get(address))
    return queries_once_running(client, address)


def queries_once_running(client, address):
    """The same, for an address that this server has answered before."""
    cache.clear()
    with right_after_a_change(), CaptureQueriesContext(connection) as captured:
        response = client.get(address)
        b"".join(response)
    assert response.status_code == 200
    return [query["sql"] for query in captured]


@pytest.fixture
def assert_same_cost(client):
    """Calls `add` for a few things, then for more, and compares what each of the addresses costs."""

    def compare(add, *addresses):
        for _ in range(FEW):
            add()
        few = {address: queries_of(client, address) for address in addresses}
        for _ in range(MANY - FEW):
            add()
        for address in addresses:
            many = queries_of(client, address)
            assert len(many) == len(few[address]), f"{address}\n{added(few[address], many)}"

    return compare


def added(few, many):
    """The SQL that more things brought with them."""
    return "\n".join((Counter(many) - Counter(few)).elements())


def about_everything(page):
    page.page_people = [PagePerson(person=MemberFactory())]
    page.page_places = [PagePlace(place=CityFactory())]
    page.page_topics = [PageTopic(topic=factories.TopicFactory())]
    page.save()


@pytest.mark.parametrize(
    ("index", "child"),
    [
        (factories.CampaignIndexPageFactory, factories.CampaignPageFactory),
        (factories.NewsIndexPageFactory, factories.NewsPageFactory),
        (factories.ResourceIndexPageFactory, factories.ResourcePageFactory),
    ],
)
def test_an_index_page_costs_the_same_with_3_and_with_12_children(assert_same_cost, index, child):
    assert_same_cost(lambda: about_everything(child()), index().url)


def make_former_member():
    MembershipFactory(start="2020", end="2022", person=TenureFactory(end="2022").person)


def make_member_with_portrait():
    MemberFactory(portrait=factories.ImageFactory())


def make_served_place():
    MembershipFactory(person=TenureFactory(jurisdiction=CityFactory()).person)


def make_awaiting_member():
    MembershipFactory(person=TenureFactory(expected_end="2022").person)


@pytest.mark.usefixtures("no_reference_index")
@pytest.mark.parametrize(
    ("add", "addresses"),
    [
        (
            MemberFactory,
            [
                "/members/",
                "/members/?name=example&kind=city",
                "/members/?on=2023-06-01&kind=city",
                "/members/?on=2021-12-15",
                "/members/?on=2024-01-01",
                "/search/?q=example",
            ],
        ),
        (make_member_with_portrait, ["/members/"]),
        (make_former_member, ["/members/former/", "/members/former/?on=2023-06-01"]),
        (make_awaiting_member, ["/members/former/", "/members/former/?on=2023-06-01"]),
        (make_served_place, ["/places/", "/embed/", "/data/", "/find/?q=example"]),
        (factories.TopicFactory, ["/topics/"]),
        (factories.PriorityFactory, ["/priorities/2024/"]),
        (factories.NewsPageFactory, ["/search/?q=story"]),
    ],
)
def test_a_list_of_records_costs_the_same_however_long_it_is(assert_same_cost, add, addresses):
    factories.HomePageFactory()
    assert_same_cost(add, *addresses)


@pytest.mark.usefixtures("no_reference_index")
def test_a_body_costs_the_same_with_more_pictures(assert_same_cost):
    page = factories.StandardPageFactory()

    def add():
        page.body.append(("picture", {"image": factories.ImageFactory(), "caption": ""}))
        page.save()

    assert_same_cost(add, page.url)


@pytest.mark.usefixtures("no_reference_index")
def test_a_body_costs_the_same_with_more_links_to_pages(assert_same_cost):
    page = factories.StandardPageFactory()
    page.body.append(("text", "<p>Links:</p>"))

    def add():
        linked = factories.NewsPageFactory()
        link = {"label": "Read", "page": linked, "url": ""}
        page.body.append(("button", link))
        page.body.append(("call_to_action", {"heading": "Read", "text": "", "link": link}))
        words = f'{page.body[0].value.source}<p><a linktype="page" id="{linked.pk}">Read</a></p>'
        page.body[0] = ("text", words)
        page.save()

    assert_same_cost(add, page.url)


@pytest.mark.usefixtures("no_reference_index")
def test_menus_cost_the_same_with_more_links_to_pages(assert_same_cost):
    factories.HomePageFactory()
    menus = NavigationSettings.for_site(Site.objects.get(is_default_site=True))

    def add():
        link = ("link", {"label": "Read", "page": factories.NewsPageFactory(), "url": ""})
        menus.main_menu.append(link)
        menus.footer_menu.append(("column", {"heading": "Column", "links": [link]}))
        menus.save()

    assert_same_cost(add, "/topics/")


def test_a_person_costs_the_same_with_more_of_everything(assert_same_cost):
    factories.HomePageFactory()
    person = MemberFactory()

    def add():
        TenureFactory(person=person)
        CommitteeSeatFactory(person=person)
        page = factories.NewsPageFactory()
        page.page_people = [PagePerson(person=person)]
        page.save()

    address = person.get_absolute_url()
    assert_same_cost(add, address, f"{address}?on=2023-06-01")


@pytest.mark.usefixtures("no_reference_index")
def test_a_place_costs_the_same_with_more_of_everything(assert_same_cost):
    factories.HomePageFactory()
    county = CityFactory().primary_county

    def add():
        MembershipFactory(person=TenureFactory(jurisdiction=county).person)
        city = CityFactory(primary_county=county)
        city.counties.add(county)
        MembershipFactory(person=TenureFactory(jurisdiction=city).person)
        page = factories.NewsPageFactory()
        page.page_places = [PagePlace(place=county)]
        page.save()

    assert_same_cost(add, county.get_absolute_url())


def test_a_campaign_costs_the_same_with_more_of_everything(assert_same_cost):
    campaign = factories.CampaignPageFactory(goal=5)
    campaign.page_topics = [PageTopic(topic=factories.TopicFactory())]
    campaign.save()

    def add():
        topic = campaign.page_topics.get().topic
        news, resource = factories.NewsPageFactory(), factories.ResourcePageFactory()
        for page in (news, resource):
            page.page_topics = [PageTopic(topic=topic)]
            page.save()
        factories.CampaignPageFactory()
        win = factories.WinFactory(campaigns=[campaign], topics=[topic])
        campaign.leads.add(CampaignLead(person=MemberFactory()))
        campaign.actions.add(CampaignAction(link_page=news, label="Read", ends_on=localdate()))
        if len(campaign.pinned_wins.all()) < FEW - 1:  # so that others are looked for as well
            campaign.pinned_pages.add(PinnedPage(pinned=news), PinnedPage(pinned=resource))
            campaign.pinned_wins.add(PinnedWin(win=win))
        campaign.save()

    assert_same_cost(add, campaign.url)


def test_a_priority_costs_the_same_with_more_campaigns(assert_same_cost):
    factories.HomePageFactory()

    def add():
        campaigns = [factories.CampaignPageFactory(), factories.CampaignPageFactory()]
        factories.PriorityFactory(campaigns=campaigns)

    assert_same_cost(add, "/priorities/2024/")


def test_a_topic_costs_the_same_with_more_of_everything(assert_same_cost):
    topic = factories.TopicFactory()

    def add():
        factories.PriorityFactory(topic=topic)
        for child in (
            factories.CampaignPageFactory,
            factories.NewsPageFactory,
            factories.ResourcePageFactory,
        ):
            page = child()
            page.page_topics = [PageTopic(topic=topic)]
            page.save()

    assert_same_cost(add, topic.get_absolute_url())


@pytest.mark.parametrize("complete", [True, False])
def test_the_home_page_costs_at_most_20_queries_with_3_or_300_members(
    client, first_content, complete
):
    RosterSettings.objects.update(complete=complete)
    make_members(3)
    few = queries_of(client, "/")
    make_members(300)
    many = queries_of(client, "/")
    assert Person.objects.members().count() == 300
    assert ("300" if complete else "83") in client.get("/").text
    assert len(many) == len(few), added(few, many)
    assert len(many) <= 20, "\n".join(many)

"""The index of campaigns, and what a campaign's page shows."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils.timezone import localdate
from wagtail.models import PageViewRestriction

from campaigns.models import (
    CampaignAction,
    CampaignLead,
    CampaignPage,
    PinnedPage,
    PinnedWin,
    WinStatus,
)
from core.models import PageTopic
from members.admin.merging.choices import suggested
from members.admin.merging.merger import merge
from members.models import PagePerson, Person
from tests.factories import (
    CampaignIndexPageFactory,
    CampaignPageFactory,
    NewsPageFactory,
    ResourcePageFactory,
    StandardPageFactory,
    TopicFactory,
    WinFactory,
)
from tests.members.factories import CityFactory, MemberFactory

pytestmark = pytest.mark.django_db


def listed(answer, name):
    """Return the items that the page's registered sections list under the name."""
    parts = answer.context["related"].values()
    return [item for part in parts for section in part for item in section.get(name, [])]


SECTIONS = ("actions", "wins", "leads", "resources", "news", "others")


def document_of(client, page):
    return BeautifulSoup(client.get(page.url).content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


def about(topic, factory, **fields):
    page = factory(**fields)
    page.page_topics = [PageTopic(topic=topic)]
    page.save()
    return page


def action(**fields):
    values = {"title": "Sign the letter", "label": "Sign", "url": "https://example.org/"}
    return CampaignAction(**values | {"ends_on": localdate()} | fields)


def test_campaigns_stand_in_the_order_that_staff_gave_them(client):
    index = CampaignIndexPageFactory()
    first, second = CampaignPageFactory(), CampaignPageFactory()
    assert client.get(index.url).context["groups"] == [("active", [first, second])]
    second.move(first, pos="left")
    assert [page.pk for page in client.get(index.url).context["groups"][0][1]] == [
        second.pk,
        first.pk,
    ]


def test_the_index_goes_from_the_active_ones_to_the_past(client):
    index = CampaignIndexPageFactory()
    made = {
        status: CampaignPageFactory(status=status) for status in ("past", "paused", "won", "active")
    }
    groups = client.get(index.url).context["groups"]
    assert groups == [(status, [made[status]]) for status in ("active", "won", "paused", "past")]
    document = document_of(client, index)
    assert [words(heading) for heading in document.select("main h2")] == [
        "Active",
        "Won",
        "Paused",
        "Past",
    ]
    assert words(document.select_one(".others .tag")) == "Past"


def test_the_index_leaves_out_drafts_and_private_campaigns(client):
    index = CampaignIndexPageFactory()
    CampaignPageFactory(live=False)
    closed = CampaignPageFactory()
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert client.get(index.url).context["groups"] == []
    assert "No campaigns have been published yet." in client.get(index.url).text


def test_a_campaign_leads_to_the_others_that_are_not_past(client):
    CampaignPageFactory(status="past")
    one, other, draft = (
        CampaignPageFactory(),
        CampaignPageFactory(),
        CampaignPageFactory(live=False),
    )
    assert list(client.get(one.url).context["others"]) == [other]
    assert draft.title not in client.get(one.url).text


@pytest.mark.parametrize("pattern", CampaignPage.Pattern.values)
def test_each_pattern_has_its_ground(client, pattern):
    page = CampaignPageFactory(pattern=pattern)
    document = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert document.select_one(f".cloth-{pattern}")
    assert document.header["class"][-1].startswith("ground-")


def test_a_section_without_facts_is_not_shown(client):
    sparse = document_of(client, CampaignPageFactory())
    assert [name for name in SECTIONS if sparse.find(id=name)] == []
    assert sparse.select(".goal, .facts, .stakes") == []


def test_a_rich_campaign_shows_every_section(client):
    topic, person = TopicFactory(), MemberFactory()
    page = about(
        topic, CampaignPageFactory, problem="<p>What is wrong.</p>", ask="<p>What we want.</p>"
    )
    CampaignPageFactory()
    page.actions = [action()]
    page.leads = [CampaignLead(person=person)]
    page.save()
    about(topic, NewsPageFactory)
    about(topic, ResourcePageFactory)
    WinFactory(campaigns=[page])
    document = document_of(client, page)
    assert [name for name in SECTIONS if not document.find(id=name)] == []
    stakes = [words(stake) for stake in document.select(".stake")]
    assert stakes == ["The problem What is wrong.", "The ask What we want."]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Active"),
        ({"since": "March 2025"}, "Active since March 2025"),
        ({"status": "paused", "since": "2025"}, "Paused since 2025"),
        ({"status": "won", "since": "2024", "ended": "March 3, 2026"}, "Won 2024 to March 3, 2026"),
        ({"status": "won", "ended": "March 2026"}, "Won March 2026"),
        ({"status": "past", "ended": "2023"}, "Past until 2023"),
    ],
)
def test_the_status_stands_in_words_with_its_dates(client, fields, said):
    document = document_of(client, CampaignPageFactory(**fields))
    assert words(document.select_one(".page-head .campaign-status")) == said


@pytest.mark.parametrize(("days", "shown"), [(1, True), (0, True), (-1, False)])
def test_a_call_to_action_leaves_the_page_after_its_last_day(client, days, shown):
    page = CampaignPageFactory()
    page.actions = [action(ends_on=localdate() + timedelta(days=days))]
    page.save()
    assert ("Sign the letter" in client.get(page.url).text) is shown
    assert CampaignAction.objects.open().exists() is shown
    assert CampaignAction.objects.lapsed().exists() is not shown
    assert page.open_actions == (list(page.actions.all()) if shown else [])


def test_a_call_to_action_leads_to_its_page_or_its_address(client):
    target, hidden = StandardPageFactory(), StandardPageFactory(live=False)
    page = CampaignPageFactory()
    page.actions = [
        action(link_page=target, url=""),
        action(url="mailto:example@example.org"),
        action(link_page=hidden, url=""),
    ]
    page.save()
    links = [link["href"] for link in document_of(client, page).select(".action a")]
    assert links == [target.url, "mailto:example@example.org"]


def test_staff_are_told_of_a_call_to_action_that_is_over(client_of):
    page = CampaignPageFactory(title="The campaign")
    page.actions = [action(title="The old letter", ends_on=date(2024, 6, 1)), action(title="Open")]
    page.save()
    staff = client_of("Communications")
    link = BeautifulSoup(staff.get("/admin/").content, "html.parser").find(
        "a", string="The old letter"
    )
    assert link["href"] == f"/admin/pages/{page.pk}/edit/"
    panel = link.find_parent("ul")
    assert "(The campaign): June 1, 2024" in words(panel)
    assert "Open" not in words(panel)
    page.unpublish()
    assert "The old letter" not in staff.get("/admin/").text


def test_lead_members_stand_in_their_order_with_the_title_of_today(client):
    first = MemberFactory(tenure__title="Mayor of Example")
    second = MemberFactory()
    page = CampaignPageFactory()
    page.leads = [CampaignLead(person=second), CampaignLead(person=first)]
    page.page_people = [PagePerson(person=first)]
    page.save()
    document = document_of(client, page)
    section = document.find(attrs={"aria-labelledby": "leads"})
    assert [words(name) for name in section.select(".person-name")] == [second.name, first.name]
    assert "Mayor of Example" in words(section)
    assert document.select(".facts") == []  # who leads isn't named a second time
    first.tenures.update(title="Clerk of Example")
    assert "Clerk of Example" in client.get(page.url).text


def test_a_merged_lead_is_the_survivor_and_a_withdrawn_one_vanishes(client):
    survivor = MemberFactory(given_name="Kim", family_name="Survivor")
    goner = MemberFactory(given_name="Kim", family_name="Goner")
    withdrawn = MemberFactory(given_name="Robin", family_name="Withdrawn")
    page = CampaignPageFactory()
    page.leads = [CampaignLead(person=person) for person in (goner, withdrawn)]
    page.save()
    merge(suggested(survivor, goner))
    Person.objects.filter(pk=withdrawn.pk).update(status=Person.Status.WITHDRAWN)
    text = client.get(page.url).text
    assert "Kim Survivor" in text and "Goner" not in text and "Withdrawn" not in text
    assert page.title in client.get(survivor.get_absolute_url()).text


def test_a_persons_page_lists_the_campaigns_that_they_lead_or_are_in_once(client):
    person = MemberFactory()
    led, named = CampaignPageFactory(), CampaignPageFactory()
    CampaignPageFactory()
    led.leads = [CampaignLead(person=person)]
    led.page_people = [PagePerson(person=person)]
    named.page_people = [PagePerson(person=person)]
    for page in (led, named):
        page.save()
    assert listed(client.get(person.get_absolute_url()), "campaigns") == [led, named]


@pytest.mark.parametrize(
    ("factory", "name"), [(NewsPageFactory, "news"), (ResourcePageFactory, "resources")]
)
def test_news_and_resources_come_by_topic_behind_what_is_pinned(client, factory, name):
    topic = TopicFactory()
    page = about(topic, CampaignPageFactory)
    first, second = about(topic, factory), about(topic, factory)
    pinned, hidden = factory(), factory(live=False)
    about(TopicFactory(), factory)
    about(topic, factory, live=False)
    page.pinned_pages = [PinnedPage(pinned=p) for p in (hidden, pinned, first)]
    page.save()
    assert listed(client.get(page.url), name) == [pinned, first, second]


def test_wins_come_by_campaign_and_by_topic_behind_what_is_pinned(client):
    topic = TopicFactory()
    page = about(topic, CampaignPageFactory)
    adopted = {year: [WinStatus(status="adopted", date=year)] for year in ("2021", "2022", "2023")}
    named = WinFactory(campaigns=[page], log=adopted["2023"])
    shared = WinFactory(topics=[topic], log=adopted["2022"])
    both = WinFactory(topics=[topic], campaigns=[page], log=adopted["2021"])
    pinned = WinFactory()
    repealed = [WinStatus(status="adopted", date="2021"), WinStatus(status="repealed", date="2022")]
    WinFactory(campaigns=[page], log=repealed)
    WinFactory(campaigns=[page], live=False)
    WinFactory()
    page.pinned_wins = [PinnedWin(win=win) for win in (pinned, both)]
    page.save()
    assert listed(client.get(page.url), "wins") == [pinned, both, named, shared]
    assert f"/wins/?campaign={page.slug}" in client.get(page.url).text


def test_a_draft_that_is_not_saved_yet_can_be_previewed(rf):
    index = CampaignIndexPageFactory()
    WinFactory()
    page = CampaignPage(title="Draft", slug="draft", summary="Words.", pattern="star", goal=3)
    page.path, page.depth = index.path + "0001", index.depth + 1
    page.set_url_path(index)
    context = page.get_context(rf.get("/"))
    assert context["related"] == {}
    assert str(context["progress"]) == "0 of 3 wins"


def with_wins(page, count, **fields):
    for _ in range(count):
        WinFactory(campaigns=[page], **fields)


@pytest.mark.parametrize(
    ("wins", "said", "shown"),
    [
        (0, "0 of 2 ordinances", "0"),
        (1, "1 of 2 ordinances", "1"),
        (2, "2 of 2 ordinances The goal is reached.", "2"),
        (3, "3 of 2 ordinances The goal is reached, and 1 more.", "2"),
    ],
)
def test_progress_counts_the_wins_on_record(client, wins, said, shown):
    page = CampaignPageFactory(goal=2, goal_noun="ordinances")
    with_wins(page, wins)
    with_wins(page, 1, live=False)
    WinFactory()
    goal = document_of(client, page).select_one(".goal")
    bar = goal.progress.extract()
    assert (bar["value"], bar["max"]) == (shown, "2")
    assert words(goal) == said


def test_progress_counts_places_once(client):
    page = CampaignPageFactory(goal=10, counted="places")
    with_wins(page, 2, jurisdiction=CityFactory())
    with_wins(page, 1)
    assert "2 of 10 places" in words(document_of(client, page).select_one(".goal"))


def test_progress_that_is_stated_by_hand_says_when(client):
    page = CampaignPageFactory(
        goal=5000,
        goal_noun="signatures",
        counted="stated",
        stated_number=1200,
        stated_on="June 2026",
    )
    goal = words(document_of(client, page).select_one(".goal"))
    assert goal.startswith("1,200 of 5,000 signatures")
    assert goal.endswith("As of June 2026.")


def test_a_search_finds_the_problem_and_the_ask(client):
    CampaignPageFactory(title="Found", problem="<p>Preemption</p>", ask="<p>Homerule</p>")
    for word in ("Preemption", "Homerule"):
        assert "Found" in client.get("/search/", {"q": word}).text

"""People on another day than today: `?on=` on the lists and on a person's page."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils.timezone import localdate
from wagtail.models import Site

from members.models import RosterSettings, StatedFigure
from members.public.people import PEOPLE_PER_PAGE
from tests import factories
from tests.many import IN_OFFICE, make_people
from tests.members.factories import (
    CityFactory,
    CommitteeSeatFactory,
    MemberFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    TenureFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    def visit(address):
        response = client.get(address)
        assert response.status_code == 200, address
        return BeautifulSoup(response.content, "html.parser")

    return visit


@pytest.fixture
def council():
    return {
        "office": OfficeFactory(name="Council member"),
        "jurisdiction": CityFactory(name="Durham"),
        "seat_label": "Ward 3",
    }


@pytest.fixture
def seat(council):
    """The seat of which the domain tells: A resigns, B is appointed, C elected twice, then B."""
    people = {letter: PersonFactory(given_name=letter, family_name="Example") for letter in "ABC"}
    for person in people.values():
        MembershipFactory(person=person, start="2018")
    a, b, c = people.values()
    for person, start, end in [
        (a, "2017", "2021-11-09"),
        (b, "2021-12-14", "August 2022"),
        (c, "August 2022", "2023-12-06"),
        (c, "2023-12-06", "December 2025"),
        (b, "December 2025", None),
    ]:
        TenureFactory(person=person, start=start, end=end, **council)
    return people


TITLE = "Durham City Council Member"


@pytest.mark.parametrize(
    "day, titles",
    [
        ("2022-01-01", [f"former {TITLE}", TITLE, ""]),
        ("2022-08-01", [f"former {TITLE}", f"{TITLE} (uncertain)", f"{TITLE} (uncertain)"]),
        ("2024-01-01", [f"former {TITLE}", f"former {TITLE}", TITLE]),
        ("2026-01-01", [f"former {TITLE}", TITLE, f"former {TITLE}"]),
    ],
)
def test_who_held_the_seat_on_their_own_pages(page, seat, day, titles):
    for person, title in zip(seat.values(), titles, strict=True):
        document = page(f"{person.get_absolute_url()}?on={day}")
        assert "".join(shown.text.strip() for shown in document.select(".profile-title")) == title


@pytest.mark.parametrize(
    "day, sure, uncertain",
    [
        ("2021-11-09", [], []),
        ("2021-12-14", ["B"], []),
        ("2022-01-01", ["B"], []),
        ("2022-08-01", [], ["B", "C"]),
        ("2022-08-31", ["C"], []),
        ("2024-01-01", ["C"], []),
        ("2026-01-01", ["B"], []),
    ],
)
def test_who_held_the_seat_on_the_list(page, seat, day, sure, uncertain):
    document = page(f"/members/?on={day}")
    apart = document.find(id="uncertain")
    assert document.find(id="list").text == f"{len(sure)} on this list"
    names = [name.get_text(strip=True) for name in document.select(".register .person-name")]
    assert names == [f"{letter} Example" for letter in sure + uncertain]
    assert bool(apart) is bool(uncertain)
    if apart:
        later = [name.get_text(strip=True) for name in apart.find_all_next("p", "person-name")]
        assert later == [f"{letter} Example" for letter in uncertain]
    assert document.select(".person-row .tag-basted") == []


def test_the_title_of_the_day_stands_on_the_list(page, council):
    person = MembershipFactory(person=TenureFactory(end="2023", **council).person).person
    TenureFactory(person=person, start="2024", title="Mayor of Durham", **council)
    [card] = page("/members/?on=2022-06-01").select(".person-row")
    assert card.select_one(".person-office").text.strip() == TITLE
    [card] = page("/members/").select(".person-row")
    assert card.select_one(".person-office").text.strip() == "Mayor of Durham"


def test_a_membership_that_may_have_begun_is_not_certain_either(page):
    person = MembershipFactory(start="2024", person=TenureFactory().person).person
    document = page("/members/?on=2024-06-01")
    assert document.find(id="list").text == "0 on this list"
    assert (
        document.find(id="uncertain").find_next("p", "person-name").get_text(strip=True)
        == person.name
    )
    assert document.select_one(".person-row .tag-basted").text == "Membership uncertain"
    assert page("/members/?on=2024-12-31").find(id="uncertain") is None
    assert page("/members/?on=2023-12-31").select(".register") == []


def test_a_committee_seat_that_is_not_certain_says_so(page):
    person = MemberFactory(membership__start="2010", tenure__start="2011")
    CommitteeSeatFactory(person=person, start="2020")
    document = page("/members/?on=2020-06-01&committee=on")
    assert document.find(id="list").text == "0 of 1 on this list"
    assert document.select_one(".person-row .tag-basted").text == "Committee seat uncertain"
    words = " ".join(document.select_one("#uncertain + .basted").text.split())
    assert "may have matched these filters on that day" in words
    later = page("/members/?on=2021-01-01&committee=on")
    assert later.find(id="list").text == "1 of 1 on this list"
    assert later.find(id="uncertain") is None


def test_another_office_that_is_not_certain_says_so(page):
    person = MemberFactory(membership__start="2010", tenure__start="2011")
    tenure = TenureFactory(person=person, start="2020")
    document = page(f"/members/?on=2020-06-01&office={tenure.office_id}")
    assert document.select_one(".person-row .tag-basted").text == "Office uncertain"


def test_whose_membership_awaits_confirmation_says_so(page):
    MembershipFactory(start="2024", person=TenureFactory(start="2015").person)
    MembershipFactory(person=TenureFactory(start="2015", end="2020").person, start="2015")
    tags = page("/members/former/?on=2024-06-01").select(".person-row .tag-basted")
    assert [tag.text for tag in tags] == ["Membership uncertain"]


def test_a_card_names_the_place_that_the_title_does_not(page):
    city = CityFactory(name="Durham")
    MembershipFactory(person=TenureFactory(jurisdiction=city, title="Mayor").person)
    MembershipFactory(person=TenureFactory(jurisdiction=city, title="Durham Mayor").person)
    notes = page("/members/").select(".person-row .place-note")
    assert [note.text.strip() for note in notes] == ["City of Durham"]


@pytest.mark.parametrize("address", ["/members/", "/places/"])
def test_the_lists_lead_to_the_data(page, address):
    factories.HomePageFactory()
    assert page(address).select_one('main a[href="/data/"]')


def test_today_has_no_uncertain_ones(page):
    """Uncertain people await confirmation on the list of former members."""
    TenureFactory(person=MembershipFactory().person, start=f"{localdate().year}")
    assert page("/members/").find(id="uncertain") is None
    assert page("/members/").select(".on-day") == []


def test_filters_hold_for_the_day(page):
    committee = MemberFactory(membership__start="2010", tenure__start="2011", tenure__end="2020")
    CommitteeSeatFactory(person=committee, start="2012", end="2015")
    MemberFactory(membership__start="2010", tenure__start="2011")
    office = committee.tenures.get().office_id
    for query, headline in [
        ("on=2013-06-01&committee=on", "1 of 2 on this list"),
        ("on=2016-06-01&committee=on", "0 of 2 on this list"),
        (f"on=2013-06-01&office={office}", "1 of 2 on this list"),
        (f"on=2021-06-01&office={office}", "0 of 1 on this list"),
    ]:
        assert page(f"/members/?{query}").find(id="list").text == headline, query


def test_filters_leave_the_uncertain_ones_too(page, seat):
    TenureFactory(person=MembershipFactory(start="2022").person, start="2015")
    office = seat["B"].tenures.first().office_id
    everyone = page("/members/?on=2022-08-01").find(id="uncertain")
    assert len(everyone.find_all_next("p", "person-name")) == 3
    found = page(f"/members/?on=2022-08-01&office={office}").find(id="uncertain")
    assert len(found.find_all_next("p", "person-name")) == 2


def test_the_day_and_the_filters_stay_in_links_and_forms(page):
    OfficeFactory()
    make_people(PEOPLE_PER_PAGE + 1, [CityFactory()], [IN_OFFICE])
    document = page("/members/?kind=city&on=2024-01-01")
    assert document.select_one("a[rel=next]")["href"] == "?kind=city&on=2024-01-01&page=2"
    assert document.select_one(".filters input[name=on]")["value"] == "2024-01-01"
    assert document.select_one(".filters a")["href"] == "/members/?on=2024-01-01"
    assert document.select_one(".list-end input[name=kind]")["value"] == "city"
    assert document.select_one(".list-end input[name=on]")["value"] == "2024-01-01"
    assert document.select_one(".on-day a")["href"] == "/members/?kind=city"
    assert document.select_one(".list-end a")["href"] == "/members/former/?on=2024-01-01"


@pytest.mark.parametrize("address", ["/members/", "/members/former/", None])
def test_a_page_of_another_day_says_so_and_stays_out_of_search_engines(page, address):
    address = address or MemberFactory().get_absolute_url()
    document = page(f"{address}?on=2024-01-31")
    assert document.select_one(".on-day-date").text == "January 31, 2024"
    assert document.select_one(".on-day a")["href"] == address
    assert "on January 31, 2024" in document.title.text
    assert document.find("meta", {"name": "robots"})["content"] == "noindex"
    assert document.find("link", rel="canonical")["href"] == f"{settings.BASE_URL}{address}"
    assert document.select_one("input[type=date]")["value"] == "2024-01-31"
    today = page(f"{address}?on=")
    assert today.select(".on-day") == []
    assert today.find("meta", {"name": "robots"}) is None
    assert today.select_one("input[type=date]")["max"] == localdate().isoformat()


@pytest.mark.parametrize("address", ["/members/", "/members/former/", None])
@pytest.mark.parametrize(
    "day",
    ["nonsense", "2024-02-30", "0001-01-01", "1775-12-31", "01/31/2024", "tomorrow"],
)
def test_a_day_that_cannot_be_answered_is_missing_and_the_page_helps(client, address, day):
    address = address or MemberFactory().get_absolute_url()
    if day == "tomorrow":
        day = localdate() + timedelta(days=1)
    response = client.get(f"{address}?on={day}")
    assert response.status_code == 404
    document = BeautifulSoup(response.content, "html.parser")
    assert document.select_one('main a[href="?"]')
    assert document.select_one("main input[type=date]")


@pytest.mark.parametrize("address", ["/members/", "/places/"])
def test_a_day_without_members_has_an_empty_map_that_says_so(page, address):
    factories.HomePageFactory()
    MemberFactory(membership__start="2019")
    drawing = page(f"{address}?on=1776-01-01").select_one("svg.map")
    assert len(drawing.select(".map-empty path")) == 100
    assert drawing.desc.text == "North Carolina’s 100 counties; members serve in none of them."


def test_an_office_that_is_to_begin_runs_from_its_start(page, council):
    factories.HomePageFactory()
    person = MembershipFactory(start="2019").person
    TenureFactory(person=person, start="December 5, 2023", **council)
    periods = {
        day: page(f"{person.get_absolute_url()}?on={day}").select_one(".tenure-period").text
        for day in ("2023-12-04", "2023-12-05")
    }
    assert periods == {
        "2023-12-04": "From December 5, 2023",
        "2023-12-05": "Since December 5, 2023",
    }


def test_those_who_had_left_by_the_day(page):
    gone = MembershipFactory(start="2015", end="2018", person=TenureFactory().person).person
    waiting = MembershipFactory(start="2015", person__name="Waiting").person

    def names(day):
        return [
            name.get_text(strip=True)
            for name in page(f"/members/former/?on={day}").select(".person-name")
        ]

    assert names("2016-06-01") == [gone.name, waiting.name]
    document = page("/members/former/?on=2016-06-01")
    assert document.find(id="former").find_next("p").text.startswith("No one is on record")
    assert document.find(id="awaiting").find_next("p", "person-name")
    assert names("2019-01-01") == [waiting.name, gone.name]


@pytest.mark.parametrize(
    "day, network, committee",
    [
        ("2019-12-31", "Not in the network", "Not on the Organizing Committee"),
        ("2020-06-01", "In the network: uncertain", "Not on the Organizing Committee"),
        ("2021-06-01", "In the network", "On the Organizing Committee: uncertain"),
        ("2022-01-01", "In the network", "On the Organizing Committee"),
        ("2023-05-01", "Not in the network", "Not on the Organizing Committee"),
    ],
)
def test_network_and_committee_on_the_day(page, day, network, committee):
    person = MembershipFactory(start="2020", end="2023-05-01").person
    CommitteeSeatFactory(person=person, start="2021", end="2023-05-01")
    fact = page(f"{person.get_absolute_url()}?on={day}").select_one(".facts .fact")
    assert [words.text for words in fact.select("dd")] == [network, committee]


def test_a_merged_record_keeps_the_day(client):
    survivor = MemberFactory()
    merged = PersonFactory(merged_into=survivor)
    response = client.get(f"{merged.get_absolute_url()}?on=2024-01-01")
    assert response["Location"] == f"{survivor.get_absolute_url()}?on=2024-01-01"


def test_a_withdrawn_person_is_gone_on_every_day(client):
    person = MemberFactory(status="withdrawn")
    assert client.get(f"{person.get_absolute_url()}?on=2024-01-01").status_code == 410
    assert person.name not in client.get("/members/?on=2024-01-01").text


def test_figures_of_another_day_are_counted_or_absent(page):
    MemberFactory.create_batch(2, tenure__end="2023")
    MemberFactory()
    factories.HomePageFactory()
    standing = RosterSettings.for_site(Site.objects.get(is_default_site=True))
    standing.complete = False
    standing.stated_figures = [StatedFigure(measure="members", number=83, stated_on="June 2024")]
    standing.save()
    assert "83" in page("/members/").select_one(".figures").text
    assert page("/members/?on=2022-06-01").select(".page-head .figures") == []
    RosterSettings.objects.update(complete=True)
    assert page("/members/").select_one(".fig-number").text == "1"
    assert page("/members/?on=2022-06-01").select_one(".fig-number").text == "3"

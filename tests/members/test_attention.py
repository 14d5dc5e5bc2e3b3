"""The attention list: each rule at both its boundaries, the roster's home screen, and the front page."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.timezone import localdate

from members.admin.attention import attention_items, committee_gaps
from members.admin.trends import Trend, trends
from members.models import CountedRoster, Measure, Office, Person, Region, Tenure
from members.models.dates import months_before
from tests.factories import ImageFactory
from tests.members.factories import (
    CityFactory,
    CommitteeSeatFactory,
    CountyFactory,
    MemberFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    RegionFactory,
    TenureFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 22)
HOME = reverse("roster:home")
FRONT = reverse("wagtailadmin_home")


@pytest.mark.parametrize(
    "day, months, earlier",
    [
        (date(2026, 11, 22), 6, date(2026, 5, 22)),
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 1), 12, date(2025, 12, 1)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
    ],
)
def test_months_before(day, months, earlier):
    assert months_before(day, months) == earlier


@pytest.mark.parametrize(
    "expected_end, end, found",
    [
        ("11/22/2026", None, False),  # has come: awaiting confirmation
        ("11/23/2026", None, True),
        ("2/20/2027", None, True),  # the 90th day
        ("2/21/2027", None, False),
        ("Nov 2026", None, True),
        ("Oct 2026", None, False),
        ("2027", None, True),  # may be January
        ("March 2027", None, False),
        (None, None, False),
        ("12/1/2026", "12/1/2026", False),  # known to end
    ],
)
def test_ends_within_ninety_days(expected_end, end, found):
    TenureFactory(expected_end=expected_end, end=end)
    assert Tenure.objects.ending_within(90, DAY).exists() is found


@pytest.mark.parametrize(
    "verified_on, found",
    [
        (None, True),
        ("5/22/2026", True),  # six months to the day
        ("5/23/2026", False),
        ("May 2026", False),  # may have been the 31st
        ("April 2026", True),
        ("2026", False),
        ("2025", True),
    ],
)
def test_not_verified_for_six_months(verified_on, found):
    TenureFactory(verified_on=verified_on)
    assert Tenure.objects.not_verified_for(6, DAY).exists() is found


@pytest.mark.parametrize(
    "fields, found",
    [
        ({}, True),
        ({"start": "11/23/2026"}, False),
        ({"start": "11/22/2026"}, True),
        ({"start": "Nov 2026"}, True),
        ({"end": "11/22/2026"}, False),
        ({"end": "11/23/2026"}, True),
        ({"end": "Nov 2026"}, True),
        ({"person__status": "retired"}, False),
        ({"person__status": "withdrawn"}, False),
    ],
)
def test_only_offices_that_are_held_need_verifying(fields, found):
    TenureFactory(**fields)
    assert Tenure.objects.not_verified_for(6, DAY).exists() is found


@pytest.mark.parametrize(
    "fields, found",
    [
        ({"expected_end": "11/22/2026"}, True),
        ({"expected_end": "11/23/2026"}, False),
        ({"expected_end": "11/22/2026", "verified_on": "11/22/2026"}, False),
        ({"expected_end": "11/20/2026", "verified_on": "11/19/2026"}, True),
        ({"expected_end": "2025", "end": "2025"}, False),
        ({"expected_end": "2025", "person__status": "retired"}, False),
    ],
)
def test_terms_that_await_confirmation(fields, found):
    TenureFactory(**fields)
    assert Tenure.objects.awaiting_confirmation(DAY).exists() is found


def test_people_without_a_portrait_are_those_on_the_sites_lists():
    MemberFactory(name="Bare")
    MemberFactory(name="Pictured", portrait=ImageFactory())
    MemberFactory(name="Retired", status="retired")
    PersonFactory(name="Unlisted")
    assert [person.name for person in Person.objects.without_portrait()] == ["Bare"]


def test_committee_gaps_are_offices_and_regions_that_nobody_on_it_stands_for():
    west, east, empty = RegionFactory.create_batch(3)
    mayor, clerk = OfficeFactory.create_batch(2)
    seated = MembershipFactory(person=CommitteeSeatFactory().person).person
    TenureFactory(person=seated, office=mayor, jurisdiction=CountyFactory(region=west))
    other = MembershipFactory().person
    city = CityFactory(primary_county=CountyFactory(region=east))
    TenureFactory(person=other, office=clerk, jurisdiction=city)
    assert [*Office.objects.not_on_committee()] == [clerk]
    assert [*Region.objects.not_on_committee()] == [east, empty]
    gaps = committee_gaps()
    assert [(gap.name, gap.members) for gap in gaps["Offices"]] == [(clerk.name, 1)]
    assert [(gap.name, gap.members) for gap in gaps["Regions"]] == [(east.name, 1), (empty.name, 0)]


@pytest.mark.parametrize(
    "seat, tenure, gap",
    [
        ({}, {}, False),
        ({"end": "11/22/2026"}, {}, True),
        ({"end": "11/23/2026"}, {}, False),
        ({"start": "11/23/2026"}, {}, True),
        ({}, {"end": "11/22/2026"}, True),
        ({}, {"expected_end": "11/22/2026"}, True),
    ],
)
def test_a_committee_gap_follows_from_the_dates(seat, tenure, gap):
    person = CommitteeSeatFactory(**seat).person
    jurisdiction = CountyFactory(region=RegionFactory())
    TenureFactory(person=person, jurisdiction=jurisdiction, **tenure)
    assert Office.objects.not_on_committee(DAY).exists() is gap
    assert Region.objects.not_on_committee(DAY).exists() is gap


def test_a_tenure_outside_every_region_hides_no_gap():
    region = RegionFactory()
    TenureFactory(person=CommitteeSeatFactory().person, jurisdiction=CityFactory())
    assert [*Region.objects.not_on_committee()] == [region]


def test_each_gap_leads_to_the_members_who_could_fill_it(admin_client):
    county = CountyFactory(region=RegionFactory())
    former = MemberFactory(name="Formerly there")
    office = TenureFactory(person=former, jurisdiction=county, end="2023").office
    able = MembershipFactory(person__name="Able").person
    TenureFactory(person=able, office=office, jurisdiction=county)
    gaps = committee_gaps()
    for gap in (gaps["Offices"][-1], gaps["Regions"][-1]):
        people = admin_client.get(gap.url).context["object_list"]
        assert [person.name for person in people] == ["Able"]
        assert gap.members == 1


def test_the_trend_counts_what_the_roster_counts_on_each_day():
    county = CountyFactory()
    for start, end, expected_end, verified_on in [
        ("2020", None, None, None),
        ("3/3/2026", None, None, None),
        ("2020", "June 2026", None, None),
        (None, None, "2/1/2026", "3/1/2026"),
        (None, None, "2/1/2026", "January 2026"),
        ("2020", None, "Sept 2026", None),
    ]:
        person = MembershipFactory().person
        place = CityFactory(primary_county=county if end else CountyFactory())
        dates = {"start": start, "end": end, "expected_end": expected_end}
        TenureFactory(person=person, jurisdiction=place, verified_on=verified_on, **dates)
    TenureFactory(person=MembershipFactory(start="5/22/2026").person, jurisdiction=county)
    TenureFactory(person=MembershipFactory(end="5/22/2026").person, jurisdiction=county)
    TenureFactory(person=person, jurisdiction=CityFactory(primary_county=None))
    found = trends(DAY)
    assert found.days[0] == date(2025, 11, 22) and found.days[-1] == DAY
    for trend in found.measures:
        assert trend.numbers == tuple(
            CountedRoster(day).number(trend.measure) for day in found.days
        )
        assert len(set(trend.numbers)) > 2
    assert found.rows[0] == (DAY, tuple(trend.number for trend in found.measures))


@pytest.mark.parametrize(
    "numbers, movement",
    [
        ((2, 9, 2), "Same as a year ago"),
        ((2, 9, 3), "1 more than a year ago"),
        ((9, 2, 2), "7 fewer than a year ago"),
        ((0, 0, 0), "Same as a year ago"),
    ],
)
def test_the_movement_is_said_in_words_and_drawn(numbers, movement):
    trend = Trend(Measure.MEMBERS, numbers)
    assert trend.movement == movement
    assert len(trend.bars) == 3
    assert all(1 <= bar.height <= 32 and bar.y + bar.height == 32 for bar in trend.bars)


def make_work():
    """Something for each subject, with the number of each."""
    ended = MemberFactory(tenure__expected_end="2022").tenures.get()
    soon = localdate() + timedelta(days=30)
    MemberFactory(tenure__expected_end=soon, tenure__verified_on=localdate())
    for _ in range(2):
        MembershipFactory(person=PersonFactory(given_name="Kim", family_name="Example"))
    nowhere = OfficeFactory(in_other_districts=True)
    TenureFactory(office=nowhere, verified_on=localdate())
    return ended


def test_the_home_screen_names_what_there_is_to_do_and_leads_there(admin_client):
    make_work()
    page = BeautifulSoup(admin_client.get(HOME).content, "html.parser")
    links = page.select(".roster-to-do a")
    said = [" ".join(link.text.split()) for link in links]
    assert said == [
        "1 term has ended and awaits confirmation",
        "1 term may end within 90 days",
        "1 office has not been verified for 6 months",
        "1 office is of a place that doesn’t have it",
        "4 people have no portrait",
        "1 pair of records looks like one person",
    ]
    for link in links[:5]:
        response = admin_client.get(link["href"])
        assert len(response.context["object_list"]) == int(link.text.split()[0])
    assert admin_client.get(links[5]["href"]).status_code == 200
    assert page.select_one(".roster-in-order") is None


@pytest.mark.parametrize("address", [HOME, FRONT])
def test_all_is_well_on_an_empty_roster(admin_client, address):
    page = BeautifulSoup(admin_client.get(address).content, "html.parser")
    assert (
        "Nothing on the roster needs attention today." in page.select_one(".roster-all-well").text
    )
    assert page.select(".roster-to-do li") == []
    assert [figure.text for figure in page.select(".roster-figure__number")] == ["0", "0", "0"]


def test_the_home_screen_says_what_is_in_order(admin_client):
    MemberFactory(portrait=ImageFactory(), tenure__verified_on=localdate())
    page = BeautifulSoup(admin_client.get(HOME).content, "html.parser")
    assert len(page.select(".roster-in-order li")) == 6


def test_the_chart_has_its_numbers_in_a_table(admin_client):
    MemberFactory.create_batch(3)
    page = BeautifulSoup(admin_client.get(HOME).content, "html.parser")
    rows = page.select(".roster-months tbody tr")
    assert len(rows) == len(page.select(".roster-figure")[0].select("rect")) == 13
    assert [cell.text for cell in rows[0].select("td")] == ["3", "3", "3"]
    assert page.select_one(".roster-figure svg")["aria-hidden"] == "true"


def test_the_front_page_has_the_lines_and_the_gaps(admin_client):
    make_work()
    page = BeautifulSoup(admin_client.get(FRONT).content, "html.parser")
    said = [" ".join(link.text.split()) for link in page.select("#roster-content .roster-to-do a")]
    assert len(said) == 7
    assert said[-1] == "3 offices and regions are not on the committee"
    assert page.select("#roster-content .roster-to-do a")[-1]["href"] == f"{HOME}#committee-gaps"


def test_those_who_may_read_see_it_and_are_led_to_nothing_closed(client_of):
    make_work()
    reader = client_of("Communications")
    for address in (HOME, FRONT):
        page = BeautifulSoup(reader.get(address).content, "html.parser")
        links = {link["href"] for link in page.select(".roster-to-do a, .roster-gaps a")}
        assert len(links) == 6
        assert all(reader.get(link).status_code == 200 for link in links)
        assert "like one person" not in page.text


def test_whoever_may_not_read_the_roster_sees_none_of_it(client, django_user_model):
    from django.contrib.auth.models import Permission

    user = django_user_model.objects.create_user("outsider")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    front = client.get(FRONT)
    assert front.status_code == 200
    assert "roster-home" not in front.text and HOME not in front.text
    assert client.get(HOME).url == FRONT
    assert client.get(reverse("roster_offices_held:list")).url == FRONT


@pytest.mark.parametrize("address", [HOME, FRONT])
def test_it_costs_the_same_for_any_number(admin_client, django_assert_max_num_queries, address):
    make_work()
    admin_client.get(address)
    with django_assert_max_num_queries(40) as few:
        admin_client.get(address)
    MemberFactory.create_batch(12, tenure__expected_end="2022")
    CommitteeSeatFactory.create_batch(3)
    with django_assert_max_num_queries(len(few)):
        admin_client.get(address)


def test_lines_are_about_today(admin_user):
    tenure = MemberFactory(tenure__expected_end=localdate() + timedelta(days=91)).tenures.get()
    assert "may end" not in str(attention_items(admin_user)[0])
    tenure.expected_end = localdate() + timedelta(days=90)
    tenure.save()
    assert "may end" in str(attention_items(admin_user)[0])


def test_an_office_of_a_place_that_does_not_have_it_needs_attention(client_of):
    sheriff = OfficeFactory(name="Sheriff", in_counties=True)
    county, city = CountyFactory(), CityFactory()
    right = TenureFactory(office=sheriff, jurisdiction=county)
    TenureFactory(office=OfficeFactory(), jurisdiction=city)
    assert not Tenure.objects.in_wrong_place().exists()
    wrong = TenureFactory(office=sheriff, jurisdiction=city)
    assert list(Tenure.objects.in_wrong_place()) == [wrong]
    editor = client_of("Roster editors")
    assert "office is of a place that doesn’t have it" in editor.get(HOME).content.decode()
    listing = editor.get(reverse("roster_offices_held:list"), {"worklist": "wrong_place"})
    assert list(listing.context["object_list"]) == [wrong]
    Person.objects.filter(pk=wrong.person_id).update(status="withdrawn")
    assert not Tenure.objects.in_wrong_place().exists()
    sheriff.in_municipalities = True
    sheriff.save()
    assert right not in Tenure.objects.in_wrong_place()

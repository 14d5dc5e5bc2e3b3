"""The listings of people, places, offices held and the committee: filters, search, order and cost."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.models import Revision

from members.models import CommitteeSeat, Person, RosterVersion
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

PEOPLE = reverse("wagtailsnippets_members_person:list")
PLACES = reverse("wagtailsnippets_members_jurisdiction:list")
OFFICES = reverse("roster_offices_held:list")
COMMITTEE = reverse("wagtailsnippets_members_committeeseat:list")


def listed(client, address, query=""):
    return [str(record) for record in client.get(f"{address}?{query}").context["object_list"]]


@pytest.mark.parametrize(
    "query, found",
    [
        ("q=kim", ["Kim Example"]),
        ("q=example, kim", ["Kim Example"]),
        ("q=durham", ["Kim Example"]),
        ("q=kim+durham", ["Kim Example"]),
        ("q=ann+durham", []),
        ("q=  ", ["Ann Other", "Kim Example"]),
    ],
)
def test_people_are_found_by_name_and_place(admin_client, query, found):
    MemberFactory(given_name="Ann", family_name="Other")
    kim = PersonFactory(given_name="Kim", family_name="Example")
    durham = CityFactory(name="Durham")
    TenureFactory.create_batch(2, person=kim, jurisdiction=durham)
    assert sorted(listed(admin_client, PEOPLE, query)) == found


def test_one_office_must_answer_to_all_that_is_asked_of_it(admin_client):
    mayor, county, city = OfficeFactory(), CountyFactory(region=RegionFactory()), CityFactory()
    person = PersonFactory()
    TenureFactory(person=person, office=mayor, jurisdiction=city)
    TenureFactory(person=person, jurisdiction=county)
    assert listed(admin_client, PEOPLE, f"office={mayor.pk}&kind=city") == [str(person)]
    assert listed(admin_client, PEOPLE, f"office={mayor.pk}&kind=county") == []
    assert listed(admin_client, PEOPLE, f"office={mayor.pk}&region={county.region_id}") == []


def test_people_are_filtered_by_county_and_region(admin_client):
    county = CountyFactory(region=RegionFactory())
    inside = TenureFactory(jurisdiction=CityFactory(primary_county=county)).person
    itself = TenureFactory(jurisdiction=county).person
    TenureFactory()
    for query in (f"county={county.pk}", f"region={county.region_id}"):
        assert sorted(listed(admin_client, PEOPLE, query)) == sorted([str(inside), str(itself)])


def test_people_are_filtered_by_committee(admin_client):
    CommitteeSeatFactory(person__name="Now")
    CommitteeSeatFactory(person__name="Past", end="2023")
    TenureFactory()
    assert listed(admin_client, PEOPLE, "committee=now") == ["Now"]
    assert listed(admin_client, PEOPLE, "committee=past") == ["Past"]


def test_people_are_filtered_by_what_needs_attention(admin_client):
    today = localdate()
    MemberFactory(
        name="Fine",
        portrait=ImageFactory(),
        tenure__verified_on=today,
    )
    MemberFactory(
        name="Ending",
        portrait=ImageFactory(),
        tenure__expected_end=today + timedelta(days=90),
        tenure__verified_on=today,
    )
    MemberFactory(name="Bare", tenure__verified_on=today)
    MemberFactory(name="Forgotten", portrait=ImageFactory())
    assert listed(admin_client, PEOPLE, "attention=ending") == ["Ending"]
    assert listed(admin_client, PEOPLE, "attention=portrait") == ["Bare"]
    assert listed(admin_client, PEOPLE, "attention=unverified") == ["Forgotten"]


def test_the_people_listing_shows_when_the_oldest_check_was(admin_client):
    person = PersonFactory()
    TenureFactory(person=person, verified_on="June 2024")
    TenureFactory(person=person, verified_on="2025")
    assert "June 2024" in admin_client.get(PEOPLE).text
    TenureFactory(person=person)
    assert "June 2024" not in admin_client.get(PEOPLE).text


def test_places_are_filtered_by_region_and_by_whether_they_are_represented(admin_client):
    county = CountyFactory(name="Reached County", region=RegionFactory())
    city = CityFactory(name="Represented", primary_county=county)
    CityFactory(name="Elsewhere", primary_county=None)
    TenureFactory(person=MembershipFactory().person, jurisdiction=city)
    region = f"region={county.region_id}"
    assert listed(admin_client, PLACES, region) == ["Reached County", "City of Represented"]
    assert listed(admin_client, PLACES, "represented=yes") == ["City of Represented"]
    assert listed(admin_client, PLACES, f"{region}&represented=no") == ["Reached County"]
    assert listed(admin_client, PLACES, "represented=yes&kind=county") == []


def test_offices_are_filtered_and_searched(admin_client):
    kim = TenureFactory(person__name="Kim Example", expected_end="2022")
    ann = TenureFactory(person__name="Ann Other", end="2023", verified_on="2022")
    TenureFactory(person__status="retired")
    for query, found in [
        ("worklist=awaiting", [kim]),
        ("state=former", [ann]),
        ("state=awaiting&worklist=unverified", [kim]),
        ("q=kim", [kim]),
        (f"q={ann.jurisdiction.name.replace(' ', '+')}", [ann]),
        (f"office={ann.office_id}", [ann]),
        (f"county={kim.jurisdiction.primary_county_id}", [kim]),
        ("", [kim, ann]),
        ("ordering=verified_on_last", [kim, ann]),
        ("ordering=-verified_on_last", [ann, kim]),
        ("ordering=zzz", [kim, ann]),
    ]:
        response = admin_client.get(f"{OFFICES}?{query}")
        assert list(response.context["object_list"]) == found, query


@pytest.mark.parametrize(
    ("worklist", "words"),
    [
        ("awaiting", "No ended terms"),
        ("ending", "No term is expected to end"),
        ("unverified", "Every office was verified"),
    ],
)
def test_an_empty_worklist_says_that_all_is_well(admin_client, worklist, words):
    TenureFactory(verified_on=localdate())
    text = admin_client.get(f"{OFFICES}?worklist={worklist}").text
    assert words in text


def test_an_office_leads_to_its_person(client_of):
    tenure = TenureFactory()
    for role, view in [("Roster editors", "edit"), ("Communications", "inspect")]:
        client = client_of(role)
        url = reverse(f"wagtailsnippets_members_person:{view}", args=[tenure.person_id])
        assert f'href="{url}"' in client.get(OFFICES).text
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("address", [PEOPLE, PLACES, OFFICES, COMMITTEE])
def test_listings_survive_absurd_filters(admin_client, address):
    """Try all filters at once, because each is read separately."""
    TenureFactory()
    filters = ("worklist", "attention", "committee", "county", "region", "represented")
    for value in ("zzz", "-1", "999999999", "9" * 30, "%00", "1'--", "", "[]"):
        query = "&".join(f"{name}={value}" for name in (*filters, "office", "state"))
        assert admin_client.get(f"{address}?{query}").status_code in (200, 404), value


def test_sixty_cost_as_much_as_three(admin_client, django_assert_max_num_queries):
    MemberFactory.create_batch(3)
    few = {}
    for address in (
        PEOPLE,
        f"{PEOPLE}?standing=members&state=current&kind=city&q=example",
        f"{OFFICES}?worklist=unverified",
        f"{PLACES}?represented=yes",
    ):
        admin_client.get(address)
        with django_assert_max_num_queries(30) as queries:
            admin_client.get(address)
        few[address] = len(queries)
    MemberFactory.create_batch(57)
    for address, number in few.items():
        with django_assert_max_num_queries(number):
            assert admin_client.get(address).status_code == 200, address


# The committee


def seats(*names, **fields):
    return [CommitteeSeatFactory(person__name=name, **fields) for name in names]


def move(client, seat, position):
    pk = getattr(seat, "pk", seat)
    url = reverse("wagtailsnippets_members_committeeseat:reorder", args=[pk])
    return client.post(f"{url}?position={position}")


def committee():
    return [person.name for person in Person.objects.on_committee()]


def test_the_committee_stands_first_and_the_past_apart(admin_client):
    seats("Ann")
    seats("Former", end="2023")
    seats("Bea")
    seats("Next", start=localdate() + timedelta(days=9))
    response = admin_client.get(COMMITTEE)
    assert [seat.person.name for seat in response.context["object_list"]] == ["Ann", "Bea", "Next"]
    page = BeautifulSoup(response.content, "html.parser")
    past = page.find("h2", string="Past seats").find_next("table")
    assert "Former" in past.text and "Ann" not in past.text
    handles = "[data-w-orderable-target=handle]"
    assert len(page.select(handles)) == 3 and past.select(handles) == []


@pytest.mark.parametrize(
    "end, is_past", [(0, True), (1, False)], ids=["ends today", "ends tomorrow"]
)
def test_a_seat_is_past_from_the_day_of_its_end(admin_client, end, is_past):
    [seat] = seats("Ann", end=localdate() + timedelta(days=end))
    response = admin_client.get(COMMITTEE)
    assert list(response.context["object_list"]) == ([] if is_past else [seat])
    assert ("Past seats" in response.text) is is_past


@pytest.mark.parametrize(
    "name, position, order",
    [
        ("Cem", 0, "Cem Ann Bea Dan"),
        ("Ann", 2, "Bea Cem Ann Dan"),
        ("Ann", 3, "Bea Cem Dan Ann"),
        ("Ann", 99, "Bea Cem Dan Ann"),
        ("Bea", 1, "Ann Bea Cem Dan"),
    ],
)
def test_a_seat_is_moved_among_those_that_are_not_over(admin_client, name, position, order):
    seats("Gone", end="2023")
    seats("Ann", "Bea")
    seats("Left", end="2022")
    seats("Cem", "Dan")
    moved = CommitteeSeat.objects.get(person__name=name)
    assert move(admin_client, moved, position).status_code == 200
    assert committee() == order.split()
    assert {seat.person.name for seat in CommitteeSeat.objects.past()} == {"Gone", "Left"}


def test_seats_with_one_and_the_same_place_are_moved_too(admin_client):
    *_, cem = seats("Ann", "Bea", "Cem")
    CommitteeSeat.objects.update(sort_order=7)
    assert committee() == ["Ann", "Bea", "Cem"]
    move(admin_client, cem, 1)
    assert committee() == ["Ann", "Cem", "Bea"]


def test_a_move_is_recorded_for_those_whose_place_changed(client_of):
    *_, cem = seats("Ann", "Bea", "Cem")
    version = RosterVersion.current()
    editor = client_of("Roster editors")
    move(editor, cem, 1)
    assert {revision.object_str for revision in Revision.objects.all()} == {"Bea", "Cem"}
    assert RosterVersion.current() == version + 1
    move(editor, cem, 1)
    assert Revision.objects.count() == 2


def test_moves_from_an_old_list_lose_nothing(client_of):
    """Two editors look at Ann, Bea, Cem; what each does holds for the committee as it is by then."""
    one, other = client_of("Roster editors"), client_of("Administrators")
    ann, bea, cem = seats("Ann", "Bea", "Cem")
    move(one, cem, 0)
    seats("Dan")
    CommitteeSeat.objects.filter(pk=bea.pk).update(end_first="2023-01-01", end_last="2023-01-01")
    move(other, ann, 2)
    assert committee() == ["Cem", "Dan", "Ann"]
    assert move(other, bea, 0).status_code == 404
    assert CommitteeSeat.objects.count() == 4


@pytest.mark.parametrize("position", ["", "-1", "x", "1.5", "٣"])
def test_a_move_to_nowhere_changes_nothing(admin_client, position):
    ann, _ = seats("Ann", "Bea")
    assert move(admin_client, ann, position).status_code == 400
    assert move(admin_client, 999_999, 0).status_code == 404
    assert committee() == ["Ann", "Bea"]


def test_those_who_may_only_read_do_not_move_seats(client_of):
    _, bea = seats("Ann", "Bea")
    reader = client_of("Communications")
    page = reader.get(COMMITTEE)
    assert "data-w-orderable-target" not in page.text and "To change the order" not in page.text
    move(reader, bea, 0)
    assert committee() == ["Ann", "Bea"]


def test_co_chairs_are_shown_as_such(admin_client):
    seats("Ann", "Bea", role="co_chair")
    assert admin_client.get(COMMITTEE).text.count("Co-chair") == 2


def test_searching_the_committee_looks_at_the_past_too(admin_client):
    seats("Ann")
    seats("Former", end="2023")
    page = admin_client.get(f"{COMMITTEE}?q=former")
    assert "No one on the committee today matches." in page.text and "Past seats" in page.text
    assert "data-w-orderable-target" not in admin_client.get(f"{COMMITTEE}?q=ann").text

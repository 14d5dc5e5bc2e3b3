"""Seat labels that name the same seat, and the joining of a person's terms in it."""

from datetime import date
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef

from members.models import CountedRoster, Jurisdiction, Person, Tenure
from members.models.seats import (
    IN_SEAT_OF_OUTER,
    means_at_large,
    normalize_seat_label,
    plain_seat_label,
    seats_in,
)
from members.models.warnings import warnings_about
from members.public.places import seats_of
from tests.members.factories import (
    CityFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    TenureFactory,
)

pytestmark = pytest.mark.django_db

AT_LARGE = [
    "At-large",
    "At Large",
    "at large",
    "AT LARGE",
    "  At   Large ",
    "At. Large.",
    "At – Large",
    "At\u2011Large",
    "At\u2212Large",
    "At_Large",
    "AtLarge",
    "@Large",
    "at\u00adlarge",
    "At\u200b-Large",
    "al large",
    "At Lg.",
    "AL",
    "A.L.",
    "At-Large Seat",
    "Seat at large",
    "Council at large",
    "Council Member, At-Large",
    "Member at large",
    "Commissioner At-Large",
    "At-Large (countywide)",
    "At-large, City-wide",
    "Countywide",
    "At-Large (3 seats)",
    "At large, unexpired term",
    "At Large (4-year term)",
    "Two At-large Seats",
    "At Larg",
    "A/L",
    "A-L",
    "At-large rep",
    "At-large trustees",
    "Councillors at large",
]
ONE_SEAT = [
    "Ward 3",
    "At-large, Seat 3",
    "At-Large 1",
    "At-Large A",
    "At-Large II",
    "At-Large Position B",
    "At-Large East",
    "at large with residence district 2",
    "District at large 2",
    "Large",
    "Council",
    "NE",
]


@pytest.mark.parametrize("label", AT_LARGE)
def test_a_label_that_means_at_large_names_no_single_seat(label):
    assert means_at_large(label)
    seat = {"office": OfficeFactory(), "jurisdiction": CityFactory(), "seat_label": label}
    first = TenureFactory(**seat)
    Tenure(person=PersonFactory(), start="December 2021", **seat).full_clean()
    second = TenureFactory(**seat)
    assert (first.seat, first.seat_label) == (None, "At-large")
    assert not Tenure.objects.same_seat(first).exists()
    assert not warnings_about(Person.objects.get(pk=second.person_id))


@pytest.mark.parametrize(
    "label", ["At-large (Raleigh)", "City of Raleigh, at large", "Raleigh At-Large"]
)
def test_the_name_of_the_place_tells_no_seat_apart(label):
    raleigh, cary = CityFactory(name="Raleigh"), CityFactory(name="Cary")
    labels = [
        TenureFactory(jurisdiction=place, seat_label=label).seat_label for place in (raleigh, cary)
    ]
    assert labels[0] == "At-large" != labels[1]


@pytest.mark.parametrize("label", ONE_SEAT)
def test_any_other_label_names_one(label):
    assert not means_at_large(label)
    seat = {"office": OfficeFactory(), "jurisdiction": CityFactory(), "seat_label": label}
    assert Tenure.objects.same_seat(TenureFactory(**seat)).count() == 1
    with pytest.raises(ValidationError, match="holds this seat at the same time"):
        Tenure(person=PersonFactory(), start="2022", **seat).full_clean()


#: Labels of one seat each.
SAME_SEATS = [
    [
        "District 3",
        "Dist. 3",
        "Dist 3",
        "D3",
        "D-3",
        "3",
        "#3",
        "Third",
        "3rd District",
        "district three",
    ],
    ["Ward One", "W1", "WARD 01", "First Ward", "Ward I", "Ward No. 1"],
    ["Seat B", "seat b", "B", "Position B"],
    ["At-large, Seat 3", "AL 3", "at large 3", "Seat 3 (At-Large)"],
    ["Northeast", "NE", "North East Ward", "north-east"],
    ["District 2", "County Commissioner District 2", "Board of Education, District 2"],
    ["District 3-A", "3A", "District 3A"],
]


@pytest.mark.parametrize("labels", SAME_SEATS, ids=lambda labels: labels[0])
def test_every_spelling_of_a_label_names_one_seat_to_rows_at_hand_and_in_queries(labels):
    assert len({plain_seat_label(label) for label in labels}) == 1
    board = {"office": OfficeFactory(), "jurisdiction": CityFactory()}
    held = TenureFactory(seat_label=labels[0], **board)
    for label in labels[1:]:
        rival = Tenure(person=PersonFactory(), start="2022", seat_label=label, **board)
        assert rival.shares_seat_with(held)
        with pytest.raises(ValidationError, match="holds this seat at the same time"):
            rival.full_clean()


def test_labels_of_different_seats_differ():
    labels = [
        *(labels[0] for labels in SAME_SEATS),
        *["Ward 13", "Seat C", "Seat V", "East", "City 1", "County 1", "Residence District 1"],
        *["Consolidated District B", "Council", "Large", "---"],
    ]
    assert len({plain_seat_label(label) for label in labels}) == len(labels)


def test_the_label_is_shown_as_it_was_entered():
    tenure = TenureFactory(seat_label="Dist. 3")
    assert (tenure.seat_label, tenure.plain_seat) == ("Dist. 3", "3")


@pytest.mark.parametrize(
    "label, place, shown",
    [
        ("Wake County District 3", "Wake County", "District 3"),
        ("City of Raleigh, District B", "Raleigh", "District B"),
        ("East Ward", "East Spencer", "East Ward"),
        ("Salisbury", "Salisbury", "Salisbury"),
        ("District 3", "", "District 3"),
    ],
)
def test_the_name_of_the_place_is_no_part_of_the_label_of_its_seat(label, place, shown):
    assert normalize_seat_label(label, place) == shown


@pytest.mark.parametrize(
    "title, rest, seat",
    [
        ("Commissioner - At Large", "Commissioner", "At Large"),
        ("Council Member, Ward 2", "Council Member", "Ward 2"),
        ("Ward 2 Council Member", "Council Member", "Ward 2"),
        ("Council Member D3", "Council Member", "D3"),
        ("City Council, 3rd District", "City Council", "3rd District"),
        ("Commissioner, At-Large, Seat 2", "Commissioner", "At-Large, Seat 2"),
        ("East Ward Alderman", "Alderman", "East Ward"),
        ("District Attorney", "District Attorney", ""),
        ("Soil and Water District Supervisor", "Soil and Water District Supervisor", ""),
        ("Board of Education Member", "Board of Education Member", ""),
    ],
)
def test_a_seat_is_found_in_a_title(title, rest, seat):
    words, found = seats_in(title)
    assert (" ".join(words.replace(",", " ").replace("-", " ").split()), found) == (rest, seat)


def test_rows_at_hand_and_queries_agree_on_which_tenures_share_a_seat():
    where = product([CityFactory(), CityFactory()], [False, True])
    places = [(place, OfficeFactory(one_holder=alone)) for place, alone in where]
    labels = [
        "",
        "at large",
        "AT-LARGE, seat 3",
        "At-large, Seat 3",
        "ward  3",
        "WARD 3",
        "NE",
        "ne",
        "W3",
    ]
    tenures = [
        TenureFactory(jurisdiction=place, office=office, seat_label=label, end="2022")
        for (place, office), label in product([*places, (places[0][0], places[2][1])], labels)
    ]
    outer = Tenure.objects.filter(IN_SEAT_OF_OUTER).exclude(pk=OuterRef("pk"))
    accompanied = set(Tenure.objects.filter(Exists(outer)))
    for one in tenures:
        sharing = {other for other in tenures if one.shares_seat_with(other)}
        assert set(Tenure.objects.same_seat(one)) == sharing, one.seat_label
        assert (one in accompanied) == (len(sharing) > 1), one.seat_label
    assert 0 < len(accompanied) < len(tenures)


def test_a_place_lists_its_members_at_large_together_however_that_is_written():
    board = {"office": OfficeFactory(name="Council Member"), "jurisdiction": CityFactory()}
    for label in ("at large", "At-Large (citywide)", "Ward 1", ""):
        TenureFactory(seat_label=label, **board)
    people = Person.objects.with_titles()
    held = {seat.name: len(seat.tenures) for seat in seats_of(board["jurisdiction"], people)}
    assert held == {"Council Member": 1, "Council Member, At-large": 2, "Council Member, Ward 1": 1}


@pytest.fixture
def reelected():
    """Appointed to December 2025, elected to the same seat from December 2025."""
    person = PersonFactory()
    MembershipFactory(person=person)
    seat = {"person": person, "office": OfficeFactory(), "jurisdiction": CityFactory()}
    TenureFactory(start="2024-03-04", end="December 2025", seat_label="Ward 1", **seat)
    TenureFactory(start="December 2025", seat_label="W1", **seat)
    return person


@pytest.mark.parametrize(
    "text, states",
    [
        ("2025-11-30", ["current", "incoming"]),
        ("2025-12-01", ["current", "current"]),
        ("2025-12-30", ["current", "current"]),
        ("2025-12-31", ["former", "current"]),
    ],
)
def test_who_follows_themselves_in_a_seat_is_counted_all_along(
    reelected, django_assert_num_queries, text, states
):
    on = date.fromisoformat(text)
    assert [tenure.state for tenure in Tenure.objects.with_state(on).order_by("pk")] == states
    assert list(Person.objects.members(on)) == [reelected]
    assert Jurisdiction.objects.represented(on).count() == 1
    assert not CountedRoster(on).uncertain_places
    assert not Tenure.objects.possibly_current(on).exists()
    with django_assert_num_queries(2):
        (person,) = Person.objects.with_titles(on)
    assert person.title == person.stated_tenures[1].display_title
    assert person.state == "current"


@pytest.mark.parametrize(
    "others",
    [
        {"seat_label": "Ward 2"},
        {"seat_label": "At-large"},
        {"start": "January 2026"},
        {"start": ""},
    ],
    ids=["another seat", "no single seat", "a gap", "no start"],
)
def test_other_terms_are_not_joined(reelected, others):
    later = reelected.tenures.latest("pk")
    for name, value in others.items():
        setattr(later, name, value)
    later.recorded_on = date(2026, 1, 31)
    later.save()
    assert not Person.objects.members(date(2025, 12, 1)).exists()


def test_terms_of_two_people_are_not_joined(reelected):
    reelected.tenures.filter(start_first=date(2025, 12, 1)).update(person=PersonFactory())
    assert not Person.objects.members(date(2025, 12, 1)).exists()

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from members.models import Tenure
from tests.members.factories import CityFactory, OfficeFactory, PersonFactory, TenureFactory

pytestmark = pytest.mark.django_db


def state_on(tenure, text):
    return Tenure.objects.with_state(date.fromisoformat(text)).get(pk=tenure.pk).state


def test_a_tenure_runs_from_its_start_up_to_its_end():
    tenure = TenureFactory(start="2021-12-06", end="2023-12-04")
    assert state_on(tenure, "2021-12-05") == "incoming"
    assert state_on(tenure, "2021-12-06") == "current"
    assert state_on(tenure, "2023-12-03") == "current"
    assert state_on(tenure, "2023-12-04") == "former"


def test_a_partial_start_is_sure_from_its_last_possible_day():
    tenure = TenureFactory(start="August 2022")
    assert state_on(tenure, "2022-07-31") == "incoming"
    assert state_on(tenure, "2022-08-01") == "uncertain"
    assert state_on(tenure, "2022-08-30") == "uncertain"
    assert state_on(tenure, "2022-08-31") == "current"


def test_an_unknown_start_is_sure_from_the_check_or_else_from_the_record():
    with time_machine.travel("2024-03-05T12:00-05:00"):
        recorded = TenureFactory(start="")
        verified = TenureFactory(start="", verified_on="June 2023")
    assert state_on(recorded, "2024-03-04") == "uncertain"
    assert state_on(recorded, "2024-03-05") == "current"
    assert state_on(verified, "2023-06-29") == "uncertain"
    assert state_on(verified, "2023-06-30") == "current"


def test_after_the_expected_end_a_tenure_waits_for_confirmation():
    tenure = TenureFactory(start="2021", expected_end="2023-12-04", verified_on="2023-12-03")
    assert state_on(tenure, "2023-12-03") == "current"
    assert state_on(tenure, "2023-12-04") == "awaiting"
    assert not Tenure.objects.current(date(2023, 12, 4)).exists()
    assert not Tenure.objects.possibly_current(date(2023, 12, 4)).exists()


def test_a_check_on_or_after_the_expected_end_makes_a_holdover():
    tenure = TenureFactory(start="2021", expected_end="2023-12-04", verified_on="2023-12-04")
    assert state_on(tenure, "2024-06-01") == "holdover"
    assert Tenure.objects.current(date(2024, 6, 1)).exists()


def test_a_later_recorded_end_makes_a_holdover_until_then():
    tenure = TenureFactory(start="2021", expected_end="2023-12-04", end="2024-02-01")
    assert state_on(tenure, "2024-01-31") == "holdover"
    assert state_on(tenure, "2024-02-01") == "former"


def test_a_check_long_ago_alone_changes_no_state():
    tenure = TenureFactory(start="2010", verified_on="2010")
    assert state_on(tenure, "2026-01-01") == "current"


def test_an_end_that_nobody_knows_is_an_end():
    with time_machine.travel("2024-05-01T12:00-05:00"):
        tenure = TenureFactory(start="2021", end="unknown")
    assert state_on(tenure, "2024-04-30") == "uncertain"
    assert state_on(tenure, "2024-05-01") == "former"


@pytest.fixture
def seat_history():
    a, b, c = (PersonFactory(name=name) for name in "ABC")
    seat = {"office": OfficeFactory(), "jurisdiction": CityFactory(), "seat_label": "Ward 1"}
    for person, start, end in (
        (a, "", "November 9, 2021"),
        (b, "December 14, 2021", "August 2022"),
        (c, "August 2022", "December 6, 2023"),
        (c, "December 6, 2023", "December 2025"),
        (b, "December 2025", ""),
    ):
        tenure = Tenure(person=person, start=start, end=end, **seat)
        tenure.full_clean()
        tenure.save()
    return tenure


@pytest.mark.parametrize(
    "on, sure, possible",
    [
        ("2021-11-20", [], []),
        ("2022-01-01", ["B"], []),
        ("2022-08-01", [], ["B", "C"]),
        ("2022-08-31", ["C"], []),
        ("2023-12-06", ["C"], []),
        ("2024-01-01", ["C"], []),
        ("2025-12-01", [], ["C", "B"]),
        ("2026-01-01", ["B"], []),
    ],
)
def test_who_held_the_seat(seat_history, on, sure, possible):
    seat = Tenure.objects.same_seat(seat_history)
    on = date.fromisoformat(on)
    assert [str(tenure.person) for tenure in seat.current(on).chronological()] == sure
    assert [str(tenure.person) for tenure in seat.possibly_current(on).chronological()] == possible


def test_a_seat_is_named_by_jurisdiction_office_and_label():
    ward = TenureFactory(seat_label="ward  3")
    same = {"office": ward.office, "jurisdiction": ward.jurisdiction, "end": "2022"}
    assert ward.seat_label == "Ward 3"
    other = TenureFactory(seat_label="WARD 3", **same)
    TenureFactory(seat_label="Ward 4", **same)
    TenureFactory(seat_label="", **same)
    TenureFactory(seat_label="Ward 3", office=ward.office)
    assert set(Tenure.objects.same_seat(ward)) == {ward, other}
    assert not Tenure.objects.same_seat(Tenure(**same)).exists()


def test_an_office_with_one_holder_is_one_seat_whatever_its_label():
    mayor = TenureFactory(office__one_holder=True)
    late = TenureFactory(office=mayor.office, jurisdiction=mayor.jurisdiction, seat_label="Mayor")
    assert set(Tenure.objects.same_seat(mayor)) == {mayor, late}


def errors(**fields):
    with pytest.raises(ValidationError) as refusal:
        Tenure(**fields).full_clean()
    return refusal.value.message_dict


@pytest.fixture
def ward():
    return {"office": OfficeFactory(), "jurisdiction": CityFactory(), "seat_label": "Ward 3"}


def test_two_people_surely_in_one_seat_are_refused(ward):
    TenureFactory(person__name="Ann Example", start="2021", **ward)
    refusal = errors(person=PersonFactory(), start="2023", **ward)
    assert refusal["start"] == [
        "Ann Example holds this seat at the same time (since 2021). "
        "Correct the dates here, or enter an end for that tenure first."
    ]


def test_two_people_possibly_in_one_seat_are_not_refused(ward):
    TenureFactory(start="2021", end="December 2023", **ward)
    Tenure(person=PersonFactory(), start="December 2023", **ward).full_clean()


def test_on_the_day_of_a_handover_the_seat_is_the_successors(ward):
    TenureFactory(start="2021", end="2023-12-04", **ward)
    Tenure(person=PersonFactory(), start="2023-12-04", **ward).full_clean()
    assert "start" in errors(person=PersonFactory(), start="2023-12-03", **ward)


def test_seats_without_names_and_other_offices_may_overlap(ward):
    tenure = TenureFactory(start="2021", **ward)
    Tenure(person=PersonFactory(), start="2021", **ward | {"seat_label": ""}).full_clean()
    Tenure(person=tenure.person, start="2021", **ward | {"office": OfficeFactory()}).full_clean()


def test_one_person_twice_in_one_seat_is_refused(ward):
    tenure = TenureFactory(person__name="Ann Example", start="2021", **ward)
    refusal = errors(person=tenure.person, start="2023", **ward)
    assert refusal["start"] == ["Ann Example already holds this seat at that time (since 2021)."]
    tenure.full_clean()


def test_dates_and_reasons_that_contradict_are_refused(ward):
    person = PersonFactory()
    assert errors(person=person, start="2024", end="2023", **ward)["end"] == [
        "The end can’t come before the start, 2024."
    ]
    assert "expected_end" in errors(person=person, start="2024", expected_end="2023", **ward)
    assert "end" in errors(person=person, end_reason="resigned", **ward)
    Tenure(person=person, end="unknown", end_reason="resigned", **ward).full_clean()


@pytest.mark.parametrize(
    "pattern, title",
    [
        ("{place} {body} Member", "Durham City Council Member"),
        ("Mayor of {place}", "Mayor of Durham"),
    ],
)
def test_the_title_follows_from_office_and_place(pattern, title):
    tenure = TenureFactory(
        office__title_pattern=pattern,
        jurisdiction__name="Durham",
        jurisdiction__governing_body="City Council",
    )
    assert tenure.display_title == title
    tenure.title = "Durham City Councilmember"
    assert tenure.display_title == "Durham City Councilmember"


@pytest.mark.parametrize("pattern", ["{place.__class__}", "{town}", "{place} {"])
def test_a_title_pattern_knows_two_words(pattern):
    with pytest.raises(ValidationError) as refusal:
        OfficeFactory.build(title_pattern=pattern).full_clean()
    assert list(refusal.value.message_dict) == ["title_pattern"]

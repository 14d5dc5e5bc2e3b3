"""Warnings that an editor can accept with a reason."""

import pytest

from members.models import AcceptedWarning, CommitteeSeat, Person, Tenure
from members.models.warnings import accept, warnings_about
from tests.members.factories import (
    CityFactory,
    CommitteeSeatFactory,
    MemberFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    TenureFactory,
)
from tests.members.screens import add_row, add_tenure, address, opened
from tests.members.test_admin import address as address_of
from tests.members.test_admin import person_data, tenure_row
from tests.members.test_saving import kept

pytestmark = pytest.mark.django_db


def kinds(person):
    return [warning.kind for warning in warnings_about(person)]


def rivals(first, second, **fields):
    """Tenures of two people in one seat, each as (start, end)."""
    held = TenureFactory(start=first[0], end=first[1], seat_label="Ward 1", **fields)
    place = {"office": held.office, "jurisdiction": held.jurisdiction, "seat_label": "Ward 1"}
    return held, TenureFactory(start=second[0], end=second[1], **place)


@pytest.mark.parametrize(
    "first, second, doubtful",
    [
        (("2019", "2021"), ("2021", None), False),  # a handover, whenever in 2021
        (("2019", "December 2021"), ("2021", None), True),
        (("2019", "December 6, 2021"), ("December 6, 2021", None), False),
        (("2019", "December 7, 2021"), ("December 2021", None), True),
        (("2019", "November 2021"), ("December 2021", None), False),
        (("2019", "unknown"), ("2021", None), True),
        (("2019", "2020"), (None, "2021"), True),
    ],
)
def test_a_possible_overlap_of_two_people_is_told_on_both_sides(first, second, doubtful):
    for tenure in rivals(first, second):
        assert kinds(tenure.person) == ["overlap"] * doubtful


def test_seats_without_a_name_are_not_compared():
    tenure = TenureFactory(start="2021")
    TenureFactory(office=tenure.office, jurisdiction=tenure.jurisdiction)
    assert kinds(tenure.person) == []
    OfficeFactory._meta.model.objects.update(one_holder=True)
    assert kinds(tenure.person) == ["overlap"]


def test_accepted_for_one_it_is_accepted_for_the_other_and_a_new_rival_is_a_new_thing():
    held, rival = rivals(("2019", "December 2021"), ("2021", None))
    accept(held.person, dict.fromkeys(warnings_about(held.person), "Known"))
    assert kinds(held.person) == kinds(rival.person) == []
    place = {"office": held.office, "jurisdiction": held.jurisdiction, "seat_label": "Ward 1"}
    TenureFactory(start="2018", end="June 2019", **place)
    assert kinds(held.person) == ["overlap"]


@pytest.mark.parametrize(
    "end, warned",
    [(None, []), ("2199", []), ("2022", ["not_a_member"])],
)
def test_a_committee_seat_wants_a_membership(end, warned):
    seat_ = CommitteeSeatFactory()
    MembershipFactory(person=seat_.person, end=end)
    TenureFactory(person=seat_.person)
    assert kinds(seat_.person) == warned
    CommitteeSeat.objects.update(end_first="2023-01-01", end_last="2023-01-01")
    assert kinds(seat_.person) == []


def test_a_member_wants_a_current_office():
    member = MemberFactory()
    assert kinds(member) == []
    Tenure.objects.update(end_first="2023-01-01", end_last="2023-12-31")
    (warning,) = warnings_about(member)
    assert (warning.kind, warning.about) == ("no_tenure", "2023-12-31")
    accept(member, {warning: "Runs again"})
    assert kinds(member) == []
    Tenure.objects.update(end_last="2024-12-31")
    assert kinds(member) == ["no_tenure"]


@pytest.mark.parametrize("status", ["retired", "withdrawn"])
def test_nothing_is_asked_about_a_record_that_is_no_longer_kept(status):
    assert kinds(CommitteeSeatFactory(person__status=status).person) == []


def test_warnings_cost_the_same_for_any_number_of_rows(django_assert_max_num_queries):
    member = MemberFactory()
    for year in range(2000, 2015):
        rivals((str(year), "unknown"), (str(year), None), person=member)
    with django_assert_max_num_queries(7):
        assert len(warnings_about(member)) == 15


def test_the_screen_asks_for_a_reason_and_asks_once(admin_client):
    data = person_data(name="Kim", memberships=[{"start": "2020", "end": ""}])
    add = address_of(Person, "add")
    response = admin_client.post(add, data)
    assert response.status_code == 200
    assert not Person.objects.exists()
    html = response.content.decode()
    assert "Nothing is saved yet" in html and "Kim is a member but has no confirmed office" in html
    (field,) = response.context["reason_form"].fields
    assert 'value="Kim"' in html and 'name="memberships-0-id"' in html

    for reason in ("", "   ", "x" * 301):
        response = admin_client.post(add, data | {field: reason})
        assert response.context["reason_form"].errors and not Person.objects.exists()
    assert admin_client.post(add, data | {field: "Takes office in May"}).status_code == 302
    person = Person.objects.get()
    accepted = AcceptedWarning.objects.get()
    assert (accepted.person, accepted.reason) == (person, "Takes office in May")
    assert accepted.accepted_by.username == "admin"
    assert person.latest_revision.content["accepted_warnings"][0]["reason"] == accepted.reason

    again = opened(admin_client, address(person)) | {"pronouns": "she"}
    assert admin_client.post(address(person), again).status_code == 302


def test_several_warnings_are_asked_about_together(admin_client):
    held = TenureFactory(start="2019", end="December 2021", seat_label="Ward 1")
    place = {"office": held.office_id, "jurisdiction": held.jurisdiction_id}
    data = person_data(
        name="Kim",
        tenures=[tenure_row(start="2021", end="2022", seat_label="ward 1", **place)],
        memberships=[{"start": "2020", "end": ""}],
    )
    add = address_of(Person, "add")
    reasons = dict.fromkeys(admin_client.post(add, data).context["reason_form"].fields, "So it was")
    assert len(reasons) == 2
    first = dict(list(reasons.items())[:1])
    assert admin_client.post(add, data | first).status_code == 200
    assert admin_client.post(add, data | reasons).status_code == 302
    assert AcceptedWarning.objects.count() == 2


def test_correcting_the_form_needs_no_reason(admin_client):
    person = kept(PersonFactory())
    data = add_row(opened(admin_client, address(person)), "memberships", start="2020", end="")
    response = admin_client.post(address(person), data)
    assert response.context["reason_form"] and not person.memberships.exists()
    data = add_tenure(
        data, Tenure(office_id=OfficeFactory().pk, jurisdiction=CityFactory()), start="2020"
    )
    assert admin_client.post(address(person), data).status_code == 302
    assert not AcceptedWarning.objects.exists()


def test_the_committee_screen_asks_as_well(admin_client):
    person = kept(PersonFactory())
    data = {"person": person.pk, "role": "member", "start": "2024", "end": ""}
    add = address_of(CommitteeSeat, "add")
    response = admin_client.post(add, data)
    assert not CommitteeSeat.objects.exists()
    (field,) = response.context["reason_form"].fields
    assert admin_client.post(add, data | {field: "Adviser"}).status_code == 302
    assert CommitteeSeat.objects.exists()
    assert AcceptedWarning.objects.get().reason == "Adviser"

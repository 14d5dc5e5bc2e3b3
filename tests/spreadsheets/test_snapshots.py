"""A record is remembered with its rows, and put back as it was."""

import pytest

from members.models import ContactDetail, LeadershipRole, Person, Tenure
from spreadsheets.snapshots import plain_values, put_back, snapshot
from tests.members.factories import ContactFactory, PersonFactory, TenureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    person = PersonFactory(given_name="Kim", pronouns="she/her")
    tenure = TenureFactory(person=person, start="December 2021")
    LeadershipRole.objects.create(tenure=tenure, role="chair")
    ContactFactory(person=person, value="old@example.org")
    return person


def put_back_from(before, *people):
    after = [snapshot(Person, person.pk) for person in people]
    return put_back(Person, before, after)


def test_it_has_the_form_of_a_revision(person):
    remembered = snapshot(Person, person.pk)
    data = plain_values(Person.objects.get(pk=person.pk).serializable_data())
    assert remembered == {name: data[name] for name in data if name != "latest_revision"}
    assert remembered["tenures"][0]["leadership_roles"][0]["role"] == "chair"


def test_what_was_changed_added_and_removed_is_as_before(person):
    before = snapshot(Person, person.pk)
    Person.objects.filter(pk=person.pk).update(given_name="Alex")
    Tenure.objects.update(title="Mayor")
    ContactDetail.objects.all().delete()
    LeadershipRole.objects.all().delete()
    ContactFactory(person=person, value="new@example.org")
    TenureFactory(person=person)
    put_back_from([before], person)
    assert snapshot(Person, person.pk) == before


def test_rows_that_moved_between_two_records_go_back(person):
    other = PersonFactory()
    TenureFactory(person=other)
    people = [person, other]
    before = [snapshot(Person, one.pk) for one in people]
    Tenure.objects.filter(person=other).update(person=person)
    saved = put_back_from(before, *people)
    assert [snapshot(Person, one.pk) for one in people] == before
    assert [(type(row), row.person) for row in saved] == [(Tenure, other)]


def test_only_what_differs_is_changed(person):
    before = snapshot(Person, person.pk)
    Person.objects.filter(pk=person.pk).update(given_name="Alex")
    after = snapshot(Person, person.pk)
    Person.objects.filter(pk=person.pk).update(pronouns="they/them")
    put_back(Person, [before], [after])
    person.refresh_from_db()
    assert (person.given_name, person.pronouns) == ("Kim", "they/them")


def test_a_picture_that_is_gone_stays_empty(person):
    before = snapshot(Person, person.pk) | {"portrait": 1_000_000}
    put_back_from([before], person)
    person.refresh_from_db()
    assert person.portrait is None

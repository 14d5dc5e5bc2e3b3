"""Two editors who click Save in the same instant, each with a connection of their own."""

from functools import partial

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from members.models import Person, Tenure, roster_change
from members.models.history import record
from tests.members.at_once import at_once
from tests.members.factories import CityFactory, OfficeFactory, PersonFactory
from tests.members.screens import address, opened
from tests.members.test_admin import address as address_of
from tests.members.test_admin import person_data, tenure_row

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editors(db):
    users = [
        get_user_model().objects.create_superuser(name, password="x") for name in ("ann", "bob")
    ]
    clients = [Client(), Client()]
    for client, user in zip(clients, users, strict=True):
        client.force_login(user)
    return clients


def post_at_once(editors, posts):
    """The responses to what each editor posts."""
    return at_once(*[partial(one.post, *post) for one, post in zip(editors, posts, strict=True)])


def test_only_one_of_two_people_gets_the_seat(editors):
    place = {"office": OfficeFactory().pk, "jurisdiction": CityFactory().pk, "seat_label": "Ward 1"}
    posts = [
        (
            address_of(Person, "add"),
            person_data(name=name, tenures=[tenure_row(start="2023", **place)]),
        )
        for name in ("Example Ann", "Example Bob")
    ]
    responses = post_at_once(editors, posts)
    assert sorted(response.status_code for response in responses) == [200, 302]
    assert Tenure.objects.count() == Person.objects.count() == 1
    (refused,) = (response for response in responses if response.status_code == 200)
    assert b"holds this seat at the same time" in refused.content


def test_the_second_of_two_saves_is_a_conflict(editors):
    person = PersonFactory()
    with roster_change():
        record(person)
    data = [opened(client, address(person)) for client in editors]
    posts = [(address(person), data[0] | {"pronouns": "she"}), (address(person), data[1])]
    posts[1][1]["pronouns"] = "they"
    responses = post_at_once(editors, posts)
    assert sorted(response.status_code for response in responses) == [200, 302]
    (refused,) = (response for response in responses if response.status_code == 200)
    assert b"saved this record while you were editing it" in refused.content
    assert person.revisions.count() == 2

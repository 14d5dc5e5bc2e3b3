"""Names sort and compare as a reader of English expects, on every database."""

import random

import pytest
from django.db import connection
from django.db.models.functions import Collate
from hypothesis import given
from hypothesis import strategies as st

from core.folding import plain_text, sort_key
from core.models import Topic
from members.models import Jurisdiction, Person
from tests.factories import TopicFactory
from tests.members.factories import CityFactory, PersonFactory

IN_ORDER = [
    "Ábaco, Álvaro",
    "abbey, Kim",
    "Example, Ann",
    "EXAMPLE, Bob",
    "Example, Zoe",
    "Example Muster, Ann",
    "Example-Sample, Ann",
    "Exampleton, Ann",
    "McMuster, Kim",
    "Muster, Alex van der",
    "Núñez, Ana",
    "Nunez, Bea",
    "OʼMuster, Ann",
    "Omuster, Bob",
    "O'Muster, Cal",
    "Øyvind, Bo",
    "Sample, 2",
    "Sample, Ann",
    "van der Muster, Alex",
    "Žižek, Ann",
    "李雷",
]

#: By bytes, and another one that a server may have by default.
COLLATIONS = {"sqlite": ["BINARY", "NOCASE"], "postgresql": ["C", "en-x-icu"]}


def test_names_stand_in_a_readers_order():
    shuffled = random.Random(7).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=sort_key) == IN_ORDER


@given(st.text(max_size=40))
def test_a_key_has_only_what_every_collation_sorts_alike(text):
    assert set(sort_key(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789")


@pytest.mark.parametrize("text", ["OMuster", "O'Muster", "O’Muster", "oʻmuster", "Ó‘MUSTER"])
def test_every_spelling_is_one_text(text):
    assert plain_text(text) == "omuster"


@pytest.mark.django_db
class TestStored:
    @pytest.mark.parametrize("collation", [0, 1])
    def test_the_database_sorts_people_like_a_reader(self, collation):
        names = random.Random(7).sample(IN_ORDER, len(IN_ORDER))
        people = [Person(name=name, sort_name=name, slug=str(n)) for n, name in enumerate(names)]
        Person.objects.bulk_create(people[::2])
        for person in people[1::2]:
            person.save()
        assert [person.sort_name for person in Person.objects.all()] == IN_ORDER
        order = Collate("sort_key", COLLATIONS[connection.vendor][collation])
        assert [person.sort_name for person in Person.objects.order_by(order)] == IN_ORDER

    def test_the_key_follows_each_change(self):
        person = PersonFactory(given_name="Kim", family_name="Example")
        person.sort_name = "Ábaco"
        person.save()
        assert Person.objects.get().sort_key == "abaco"
        person.sort_name = "Zzz"
        Person.objects.bulk_create(
            [person],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["sort_name", "sort_key"],
        )
        assert Person.objects.get().sort_key == "zzz"

    def test_places_and_topics_as_well(self):
        for name in ("Zebulon", "Ábaco", "Beta"):
            CityFactory(name=name)
            TopicFactory(name=name)
        in_order = ["Ábaco", "Beta", "Zebulon"]
        assert list(Topic.objects.values_list("name", flat=True)) == in_order
        cities = Jurisdiction.objects.filter(kind="city")
        assert list(cities.values_list("name", flat=True)) == in_order

import random
from itertools import combinations

import pytest

from members.admin.duplicates import duplicates, may_be_one_person, names_in, same_names
from members.admin.merging.choices import suggested
from members.admin.merging.merger import merge
from members.models import DifferentPeople, Person
from tests.members.factories import (
    CityFactory,
    ContactFactory,
    OfficeFactory,
    PersonFactory,
    TenureFactory,
)

pytestmark = pytest.mark.django_db


def people(*names, **fields):
    return [PersonFactory(given_name="", family_name="", name=name, **fields) for name in names]


def pairs():
    return {frozenset((duplicate.first, duplicate.second)) for duplicate in duplicates()}


def test_a_pair_with_the_same_name_is_possible_and_never_more():
    first, second = people("Kim Example", "EXAMPLE, Kim A.")
    people("Kim Sample", "Ann Example")
    (duplicate,) = duplicates()
    assert (duplicate.first, duplicate.second) == (first.pk, second.pk)
    assert not duplicate.is_likely and duplicate.evidence == ()
    assert duplicate.doubt == ("Only the names match: one or both have no office on record.")


def test_given_and_family_name_count_besides_the_name_as_shown():
    first = PersonFactory(given_name="Robert", family_name="Example", name="Ziggy Example")
    (second,) = people("Bob Example")
    (third,) = people("Ziggy Example")
    assert pairs() == {frozenset((first.pk, second.pk)), frozenset((first.pk, third.pk))}


def test_names_whose_parts_changed_places_are_a_pair():
    first, second, _ = people("Robert Example", "Example Bob", "Example Ann")
    people("James Alex", "James Alexander")  # two last names, of which one looks like a nickname
    assert pairs() == {frozenset((first.pk, second.pk))}


OFFICE = "Both hold or held the same office in the same place: Mayor, City of Exampleton."
PLACE = "Both serve or served in the same place: City of Exampleton."
DOUBT = (
    "Only the names match: one serves or served in City of Exampleton, "
    "the other in City of Elsewhere."
)


@pytest.mark.parametrize(
    "office, place, evidence, doubt",
    [
        ("Mayor", "Exampleton", (OFFICE,), None),
        ("Sheriff", "Exampleton", (PLACE,), None),
        ("Mayor", "Elsewhere", (), DOUBT),
        ("Sheriff", "Elsewhere", (), DOUBT),
    ],
)
def test_office_and_place_are_evidence(office, place, evidence, doubt):
    places = {name: CityFactory(name=name) for name in ("Exampleton", "Elsewhere")}
    offices = {name: OfficeFactory(name=name) for name in ("Mayor", "Sheriff")}
    first, second = people("Kim Example", "Kim Example")
    TenureFactory(person=first, office=offices["Mayor"], jurisdiction=places["Exampleton"])
    TenureFactory(person=second, office=offices[office], jurisdiction=places[place])
    (duplicate,) = duplicates()
    assert (duplicate.evidence, duplicate.is_likely) == (evidence, bool(evidence))
    assert doubt is None or duplicate.doubt == doubt


@pytest.mark.parametrize(
    "one, other, evidence",
    [
        (
            {"value": "Kim@example.org "},
            {"value": "kim@example.org"},
            ("Both have the same email address: kim@example.org.",),
        ),
        (
            {"kind": "phone", "value": "555 0100"},
            {"kind": "phone", "value": "555 0100"},
            ("Both have the same phone number: 555 0100.",),
        ),
        ({"value": "kim@example.org"}, {"value": "ann@example.org"}, ()),
        ({"kind": "address", "value": "1 Hall"}, {"kind": "address", "value": "1 Hall"}, ()),
    ],
)
def test_contacts_are_evidence(one, other, evidence):
    for person, contact in zip(people("Kim Example", "Kim Example"), (one, other), strict=True):
        ContactFactory(person=person, **contact)
    (duplicate,) = duplicates()
    assert duplicate.evidence == evidence


def test_likely_pairs_come_first():
    people("Ann Example", "Ann Example")
    for person in people("Kim Example", "Kim Example"):
        ContactFactory(person=person)
    assert [duplicate.is_likely for duplicate in duplicates()] == [True, False]


def test_withdrawn_merged_and_made_up_records_are_nobodys_duplicates():
    (kept,) = people("Kim Example")
    people("Kim Example", status="withdrawn")
    people("Kim Example", merged_into=kept)
    people("Kim Example", is_sample=True)
    assert duplicates() == []
    people("Kim Example", status="retired")
    assert len(duplicates()) == 1


def test_a_dismissed_pair_stays_dismissed_after_one_of_them_is_merged():
    first, second, third = people("Kim Example", "Kim Example", "Kim Example")
    DifferentPeople.objects.create(first=first, second=second)
    assert pairs() == {frozenset((first.pk, third.pk)), frozenset((second.pk, third.pk))}
    merge(suggested(third, second))
    assert pairs() == set()
    people("Kim Example")
    assert len(pairs()) == 2


def test_of_many_names_the_same_pairs_are_found_as_by_comparing_each_with_each():
    rng = random.Random(0)
    firsts = ["Bob", "Robert", "Rob", "Alex", "Alexandra", "Xander", "J. R.", "Example", "Kim"]
    lasts = ["Example", "Sample", "O’Sample", "Alexander", "Example-Sample", "Robert"]
    patterns = [
        "{0} {2}",
        "{2}, {0}",
        "{0} {1} {2}",
        "{2}, {0} {1}",
        "{2} {0}",
        "{0} “{1}” {2}",
        "{0}",
    ]

    def name():
        middle = rng.choice(["A.", "B.", "Ann", "Bob"])
        parts = rng.choice(firsts), middle, rng.choice(lasts)
        return rng.choice(patterns).format(*parts) + rng.choice(["", "", " Jr.", ", Sr."])

    Person.objects.bulk_create(
        Person(
            name=name(),
            given_name=rng.choice(["", *firsts]),
            family_name=rng.choice(["", *lasts]),
            slug=f"person-{number}",
        )
        for number in range(300)
    )
    names = {
        person.pk: names_in(person.name, person.given_name, person.family_name, person.suffix)
        for person in Person.objects.all()
    }
    alike = {
        (first, second)
        for first, second in combinations(sorted(names), 2)
        if any(may_be_one_person(one, other) for one in names[first] for other in names[second])
    }
    found = same_names()
    assert len(found) == len(alike) > 1_000
    assert set(found) == alike


def test_a_crowd_takes_as_many_queries_as_a_pair(django_assert_num_queries):
    def crowd(numbers):
        Person.objects.bulk_create(
            Person(
                given_name=f"Kim A{number}",
                family_name=f"Example-{number % 250:05}",
                name=f"Kim A{number} Example-{number % 250:05}",
                slug=f"kim-{number}",
            )
            for number in numbers
        )

    people("Ann Example", "Ann Example")
    with django_assert_num_queries(6):
        assert len(duplicates()) == 1
    crowd(range(499))
    people("Kim Example-00249")
    with django_assert_num_queries(6):
        found = duplicates()
    assert len(found) == 2 and len(same_names()) == 2

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from members.models import CommitteeSeat, Jurisdiction, Person, State
from tests.members.factories import (
    CityFactory,
    CommitteeSeatFactory,
    ContactFactory,
    CountyFactory,
    LinkFactory,
    MemberFactory,
    MembershipFactory,
    PersonFactory,
    TenureFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2024, 6, 1)


def on(text):
    return date.fromisoformat(text)


def person_with(membership=None, seat=None, tenure=None, **fields):
    person = PersonFactory(**fields)
    if membership is not None:
        MembershipFactory(person=person, **membership)
    if seat is not None:
        CommitteeSeatFactory(person=person, **seat)
    if tenure is not None:
        TenureFactory(person=person, **tenure)
    return person


@pytest.mark.parametrize(
    "fields, is_public",
    [
        ({}, False),
        ({"tenure": {}}, False),
        ({"membership": {}}, True),
        ({"membership": {"end": "2021"}}, True),
        ({"seat": {"end": "2021"}}, True),
        ({"membership": {}, "status": "retired"}, True),
        ({"membership": {}, "status": "withdrawn"}, False),
    ],
)
def test_who_is_public(fields, is_public):
    person_with(**fields)
    assert Person.objects.public().exists() == is_public


def test_a_merged_record_is_not_public_and_gives_its_survivor():
    survivor = MemberFactory()
    middle = MemberFactory(merged_into=survivor)
    merged = MemberFactory(merged_into=middle)
    assert list(Person.objects.public()) == [survivor]
    assert merged.resolved == survivor and survivor.resolved == survivor
    assert Person.objects.resolve([merged.pk, middle.pk]) == [survivor]


def test_resolving_keeps_the_order_and_leaves_out_who_is_not_public():
    first, second = MemberFactory.create_batch(2)
    withdrawn = MemberFactory(status=Person.Status.WITHDRAWN)
    assert Person.objects.resolve([second.pk, withdrawn.pk, 0, first.pk]) == [second, first]


def test_records_merged_in_a_circle_still_resolve():
    first, second = MemberFactory.create_batch(2)
    Person.objects.filter(pk=first.pk).update(merged_into=second)
    Person.objects.filter(pk=second.pk).update(merged_into=first)
    assert Person.objects.resolve([first.pk]) == []


def test_a_record_merges_into_one_that_survives():
    survivor = PersonFactory()
    merged = PersonFactory(merged_into=survivor)
    with pytest.raises(ValidationError):
        PersonFactory.build(merged_into=merged).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=survivor.pk).update(merged_into=survivor)


@pytest.mark.parametrize(
    "case, standing",
    [
        ({"membership": {}, "tenure": {}}, "members"),
        ({"membership": {"start": "2024-06-01"}, "tenure": {}}, "members"),
        ({"membership": {"start": "2024-06-02"}, "tenure": {}}, None),
        ({"membership": {"end": "2024-06-02"}, "tenure": {}}, "members"),
        ({"membership": {"end": "2024-06-01"}, "tenure": {}}, "former"),
        ({"membership": {}, "tenure": {"end": "2024-06-02"}}, "members"),
        ({"membership": {}, "tenure": {"end": "2024-06-01"}}, "awaiting"),
        ({"membership": {}, "tenure": {"start": "June 2024"}}, "awaiting"),
        ({"membership": {}, "tenure": {"expected_end": "2024-06-01"}}, "awaiting"),
        ({"membership": {}, "tenure": {"expected_end": "2023", "verified_on": "2024"}}, "members"),
        ({"membership": {}}, "awaiting"),
        ({"membership": {"end": "2024"}, "tenure": {}}, "former"),
        ({"membership": {"end": "2024"}, "seat": {}, "tenure": {}}, None),
        ({"seat": {}, "tenure": {}}, None),
        ({"seat": {"end": "2023"}}, "former"),
        ({"membership": {}, "tenure": {}, "status": "retired"}, None),
        ({"membership": {}, "status": "retired"}, None),
        ({"membership": {"end": "2022"}, "status": "retired"}, None),
        ({"membership": {}, "tenure": {}, "status": "withdrawn"}, None),
        ({"membership": {"end": "2022"}, "status": "withdrawn"}, None),
    ],
)
def test_everyone_stands_on_one_list_at_most(case, standing):
    person_with(**case)
    found = [
        name
        for name in ("members", "awaiting", "former")
        if getattr(Person.objects, name)(DAY).exists()
    ]
    assert found == ([standing] if standing else [])


def test_somebody_who_came_back_is_a_member():
    person = MemberFactory()
    MembershipFactory(person=person, start="2015", end="2018")
    TenureFactory(person=person)
    assert list(Person.objects.members()) == [person]
    assert not Person.objects.former().exists()


def test_the_committee_stands_in_its_order():
    last, first, *_ = (
        CommitteeSeatFactory(sort_order=order, **fields).person
        for order, fields in [
            (9, {"role": "co_chair"}),
            (2, {}),
            (1, {"end": "2021"}),
            (0, {"person__status": "retired"}),
        ]
    )
    CommitteeSeatFactory(person=first, sort_order=11)
    assert list(Person.objects.on_committee()) == [first, last]
    assert [person.committee_role for person in Person.objects.on_committee()] == [
        "member",
        "co_chair",
    ]


def test_a_new_committee_seat_comes_last():
    CommitteeSeatFactory(sort_order=4)
    assert CommitteeSeatFactory().sort_order == 5
    assert CommitteeSeat.objects.count() == 2


def tenure_in(state, person, **fields):
    dates = {
        "current": {"start": "2022"},
        "holdover": {"start": "2018", "expected_end": "2022", "verified_on": "2024"},
        "awaiting": {"start": "2018", "expected_end": "2022"},
        "uncertain": {"start": "June 2024"},
        "incoming": {"start": "July 2024"},
        "former": {"start": "2018", "end": "2022"},
    }[state]
    return TenureFactory(person=person, **dates, **fields)


@pytest.mark.parametrize(
    "state, title",
    [
        ("current", "Mayor of Durham"),
        ("holdover", "Mayor of Durham"),
        ("awaiting", "Mayor of Durham (term ended, awaiting confirmation)"),
        ("uncertain", "Mayor of Durham (uncertain)"),
        ("incoming", "incoming Mayor of Durham"),
        ("former", "former Mayor of Durham"),
    ],
)
def test_a_title_says_what_is_known_on_the_day(state, title):
    tenure_in(state, PersonFactory(), title="Mayor of Durham")
    person = Person.objects.with_titles(DAY).get()
    assert (person.title, person.state) == (title, state)
    assert person.state_label == State(state).label
    assert list(Person.objects.in_state(state, DAY)) == [person]


def test_titles_held_at_once_are_joined_and_older_ones_left_out():
    person = PersonFactory()
    tenure_in("former", person, title="Clerk")
    tenure_in("holdover", person, title="Mayor")
    current = tenure_in("current", person, title="Sheriff")
    found = Person.objects.with_titles(DAY).get()
    assert found.title == "Mayor and Sheriff"
    assert found.state == "current"
    assert not Person.objects.in_state("former", DAY).exists()
    current.delete()
    assert Person.objects.with_titles(DAY).get().title == "Mayor"


def test_a_former_title_is_the_last_one():
    person = PersonFactory()
    TenureFactory(person=person, start="2018", end="2022", title="Mayor")
    TenureFactory(person=person, start="2010", end="2014", title="Clerk")
    assert Person.objects.with_titles(DAY).get().title == "former Mayor"


def test_somebody_without_an_office_has_no_title():
    person = PersonFactory()
    assert (person.title, person.state, person.state_label) == ("", "", "")
    assert person.place is None and person.county is None
    assert Person().title == ""


def test_place_and_county_follow_the_title():
    county = CountyFactory()
    city = CityFactory(primary_county=county)
    person = TenureFactory(jurisdiction=city).person
    assert (person.place, person.county) == (city, county)
    person = TenureFactory(jurisdiction=county).person
    assert (person.place, person.county) == (county, county)


@pytest.mark.parametrize("number", [3, 12])
def test_lists_cost_the_same_for_any_number_of_people(django_assert_num_queries, number):
    MemberFactory.create_batch(number)
    with django_assert_num_queries(2):
        people = list(Person.objects.members().with_titles())
        shown = [(p.title, p.place, p.county, p.state, p.initials) for p in people]
    assert len(shown) == number and all(title for title, *_ in shown)


@pytest.mark.parametrize(
    "fields, name, sort_name, slug, initials",
    [
        (
            {"given_name": "Kim", "family_name": "Roney"},
            "Kim Roney",
            "Roney, Kim",
            "kim-roney",
            "KR",
        ),
        (
            {"name": "María José  Núñez"},
            "María José Núñez",
            "Núñez, María José",
            "maria-jose-nunez",
            "MN",
        ),
        ({"name": "Former"}, "Former", "Former", "former-2", "F"),
        ({"name": "مريم"}, "مريم", "مريم", "person", "م"),
        ({"name": "🎈"}, "🎈", "🎈", "person", "🎈"),
        (
            {
                "name": "K. Roney",
                "given_name": "Kim",
                "family_name": "Roney",
                "sort_name": "Roney K",
            },
            "K. Roney",
            "Roney K",
            "k-roney",
            "KR",
        ),
    ],
)
def test_names_give_slugs_and_initials(fields, name, sort_name, slug, initials):
    person = Person(**fields)
    person.full_clean(exclude=["slug"])
    person.save()
    assert (person.name, person.sort_name, person.slug, person.initials) == (
        name,
        sort_name,
        slug,
        initials,
    )


def test_a_slug_is_unique_and_stays():
    first, second = PersonFactory(name="Kim Roney"), PersonFactory(name="Kim Roney")
    assert (first.slug, second.slug) == ("kim-roney", "kim-roney-2")
    first.name = "Kim Example"
    first.save()
    assert first.slug == "kim-roney"
    assert first.get_absolute_url() == "/members/kim-roney/"


def test_the_slug_of_the_former_members_list_is_no_persons():
    person = PersonFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(slug="former")


def test_a_person_has_a_name():
    with pytest.raises(ValidationError) as refusal:
        Person().full_clean()
    assert refusal.value.message_dict["name"] == ["Enter the person’s name."]


@pytest.mark.parametrize("factory", [MembershipFactory, CommitteeSeatFactory, TenureFactory])
def test_nobody_with_a_history_can_be_deleted(factory):
    person = factory().person
    with pytest.raises(ProtectedError):
        person.delete()
    assert Person.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize("name", ["office", "jurisdiction"])
def test_what_a_tenure_refers_to_can_not_be_deleted(name):
    with pytest.raises(ProtectedError):
        getattr(TenureFactory(), name).delete()


def test_counties_and_regions_in_use_can_not_be_deleted():
    city = CityFactory()
    with pytest.raises(ProtectedError):
        Jurisdiction.objects.get(pk=city.primary_county_id).delete()


def test_contacts_are_private_until_they_are_published():
    person = PersonFactory()
    ContactFactory(person=person)
    shown = ContactFactory(person=person, published=True)
    LinkFactory(person=person)
    assert list(person.contacts.published()) == [shown]
    assert str(shown) == "Email: council@example.org"


def test_who_serves_a_place():
    tenure = TenureFactory()
    TenureFactory(jurisdiction=tenure.jurisdiction)
    MembershipFactory(person=tenure.person)
    MemberFactory()
    assert list(Person.objects.serving(tenure.jurisdiction)) == [tenure.person]
    assert not Person.objects.serving(tenure.jurisdiction, date(2021, 12, 1)).exists()


def test_two_names_that_are_too_long_together_are_refused_at_the_name():
    person = Person(given_name="G" * 80, family_name="F" * 80)
    with pytest.raises(ValidationError) as refusal:
        person.full_clean(exclude=["slug"])
    assert refusal.value.message_dict == {"name": ["A name can have 160 characters at most."]}
    person = Person(given_name="G" * 80, family_name="F" * 79)
    person.full_clean(exclude=["slug"])
    assert (len(person.name), len(person.sort_name)) == (160, 160)

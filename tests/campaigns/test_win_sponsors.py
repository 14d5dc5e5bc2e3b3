"""Sponsors of wins have the titles that they had then."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from campaigns.models import Win, WinSponsor, WinStatus
from campaigns.models.sponsors import sponsors_of
from members.admin.merging.choices import suggested
from members.admin.merging.merger import merge
from members.models import Person, Tenure
from members.models.dates import PartialDate
from tests.factories import WinFactory
from tests.members.factories import (
    CityFactory,
    MemberFactory,
    OfficeFactory,
    PersonFactory,
    TenureFactory,
)

days = st.dates(date(2020, 1, 1), date(2022, 12, 31))
partial = days.flatmap(lambda day: st.sampled_from(["", f"{day.year}", f"{day:%Y-%m}", f"{day}"]))


def begins_after(start, end):
    return bool(start and end) and PartialDate.parse(start).first > PartialDate.parse(end).last


class StateTest(TestCase):
    @given(start=partial, expected=partial, end=partial, again=partial, verified=partial, on=days)
    @example("2020", "", "2021-12", "2021-12", "", date(2021, 12, 1))
    @example("2022-12-31", "", "", "", "", date(2022, 9, 1))
    def test_it_is_what_the_database_says(self, start, expected, end, again, verified, on):
        assume(not begins_after(start, end) and not begins_after(start, expected))
        person, office = PersonFactory(), OfficeFactory(one_holder=True)
        seat = {"person": person, "office": office, "jurisdiction": CityFactory()}
        TenureFactory(start=start, expected_end=expected, end=end, verified_on=verified, **seat)
        TenureFactory(start=again, **seat)
        for day in (on, on + timedelta(days=1)):
            terms = list(Tenure.objects.with_state(day))
            assert [term.state_on(day, terms) for term in terms] == [term.state for term in terms]


def sponsored_by(*people, log="January 19, 2021"):
    return WinFactory(
        log=[WinStatus(status="adopted", date=log)],
        sponsors=[WinSponsor(person=person) for person in people],
    )


def council_member(**dates):
    person = MemberFactory(tenure=None)
    TenureFactory(person=person, title="Example Councilmember", **dates)
    return Person.objects.get(pk=person.pk)


@pytest.mark.django_db
def test_titles_are_those_of_the_day_of_adoption():
    then = council_member(start="2019-12-02", end="2021-12-06")
    now = council_member(start="2021-04-05")
    win = sponsored_by(then, now)
    assert [(str(person), person.title) for person in win.sponsor_people] == [
        (str(then), "Example Councilmember"),
        (str(now), "incoming Example Councilmember"),
    ]


@pytest.mark.django_db
def test_without_an_adoption_the_last_known_date_decides():
    person = council_member(start="2019-12-02", end="2021-12-06")
    proposed = WinStatus(status="proposed", date="2020")
    failed = WinStatus(status="failed", date="2022")
    win = WinFactory(log=[proposed, failed], sponsors=[WinSponsor(person=person)])
    assert [one.title for one in win.sponsor_people] == ["former Example Councilmember"]


@pytest.mark.django_db
def test_merged_people_give_their_survivor_once_and_withdrawn_ones_are_left_out():
    first, second, withdrawn, plain = [MemberFactory() for _ in "123"] + [PersonFactory()]
    win = sponsored_by(first, second, withdrawn, plain)
    merged = merge(suggested(first, second))
    Person.objects.filter(pk=withdrawn.pk).update(status="withdrawn")
    people = Win.objects.get(pk=win.pk).sponsor_people
    assert people == [merged.survivor, plain]
    assert [person.is_public for person in people] == [True, False]
    for record in (first, second):
        assert list(Win.objects.about(person=merged.survivor)) == [win], record


@pytest.mark.django_db
def test_many_wins_take_as_many_queries_as_one(django_assert_num_queries):
    for year in ("2020", "2021", "2022"):
        sponsored_by(MemberFactory(), log=year)
        with django_assert_num_queries(6):
            wins = list(Win.objects.prefetch_related("log", "sponsors"))
            sponsors = sponsors_of(wins)
            assert len(wins) == sum(map(len, sponsors))
            assert all(person.title is not None for people in sponsors for person in people)

"""A merge that is broken off, and two editors at once."""

import pytest

from members.admin.merging.choices import suggested
from members.admin.merging.merger import merge
from members.admin.merging.records import Refused
from members.admin.merging.undo import undo
from members.models import AcceptedWarning, Merge, Person, RosterChanged, RosterVersion, Tenure
from tests.members.at_once import at_once
from tests.members.factories import (
    ContactFactory,
    MembershipFactory,
    PersonFactory,
    TenureFactory,
)
from tests.members.killing import writes_survived

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pair(transactional_db):
    """Two records with three rows each, of which one contradicts another, and one merged before."""
    first, second = PersonFactory(name="Kim Example"), PersonFactory(name="Kim A. Example")
    PersonFactory(merged_into=second)
    tenure = TenureFactory(person=first, seat_label="Ward 1")
    where = {name: getattr(tenure, name) for name in ("office", "jurisdiction", "seat_label")}
    TenureFactory(person=second, **where)
    for person in (first, second):
        MembershipFactory(person=person)
        ContactFactory(person=person, value=f"{person.pk}@example.org", sort_order=0)
    AcceptedWarning.objects.create(person=second, kind="no_tenure", reason="So")
    return first, second


def test_a_merge_killed_at_any_write_leaves_nothing(pair):
    assert writes_survived(lambda: merge(suggested(*pair))) >= 20


def test_undoing_killed_at_any_write_leaves_nothing(pair):
    made = merge(suggested(*pair))
    assert writes_survived(lambda: undo(made)) >= 20


def test_of_two_editors_who_merge_a_pair_at_once_one_is_told(pair):
    version = RosterVersion.current()
    choices = suggested(*pair)
    answers = at_once(*[lambda: merge(choices, expected=version)] * 2)
    assert [type(answer) for answer in answers].count(Merge) == 1
    assert [type(answer) for answer in answers].count(RosterChanged) == 1
    assert Merge.objects.count() == 1 and Tenure.objects.count() == 2


def test_two_opposite_merges_at_once_never_make_a_circle(pair):
    choices, opposite = suggested(*pair), suggested(*pair)
    opposite.survivor = "second"
    answers = at_once(lambda: merge(choices), lambda: merge(opposite))
    assert sorted(type(answer).__name__ for answer in answers) == ["Merge", "Refused"]
    refusal = next(answer for answer in answers if isinstance(answer, Refused))
    assert "has already been merged into" in str(refusal)
    assert Person.objects.filter(pk__in=[p.pk for p in pair], merged_into=None).count() == 1


def test_of_two_editors_who_undo_at_once_one_is_told(pair):
    made = merge(suggested(*pair))
    answers = at_once(lambda: undo(made), lambda: undo(made))
    assert [str(answer) for answer in answers if answer] == ["This merge has already been undone."]
    assert Person.objects.get(pk=pair[1].pk).merged_into is None

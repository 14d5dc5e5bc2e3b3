from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.log_actions import registry

from members.admin.merging.choices import suggested
from members.admin.merging.clashes import BOTH, FIRST, SECOND, clashes
from members.admin.merging.merger import merge
from members.admin.merging.records import Refused, snapshots
from members.admin.merging.undo import undo
from members.models import (
    AcceptedWarning,
    CommitteeSeat,
    ContactDetail,
    LeadershipRole,
    Membership,
    Merge,
    Person,
    RosterChanged,
    RosterVersion,
    Tenure,
)
from tests.factories import ImageFactory
from tests.members.factories import (
    CityFactory,
    CommitteeSeatFactory,
    ContactFactory,
    LinkFactory,
    MemberFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    TenureFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    first = PersonFactory(given_name="Kim", family_name="Example", pronouns="she/her")
    second = PersonFactory(given_name="Kimberly", family_name="Example")
    return first, second


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_user("editor")


def merged(first, second, user=None, **changes):
    choices = suggested(first, second)
    for name, value in changes.items():
        getattr(choices, name).update(value) if isinstance(value, dict) else setattr(
            choices, name, value
        )
    return merge(choices, user)


def again(person):
    return Person.objects.get(pk=person.pk)


def test_each_field_is_as_chosen_and_what_nobody_chose_stays(pair):
    first, second = pair
    Person.objects.filter(pk=second.pk).update(
        biography="<p>Hello</p>", portrait=ImageFactory(), status="retired"
    )
    second = again(second)
    merged(first, second, fields={"given_name": SECOND, "name": SECOND, "status": SECOND})
    survivor = again(first)
    assert (survivor.name, survivor.given_name) == ("Kimberly Example", "Kimberly")
    assert (survivor.sort_name, survivor.pronouns) == ("Example, Kim", "she/her")
    assert (survivor.biography, survivor.portrait) == ("<p>Hello</p>", second.portrait)
    assert survivor.status == "retired"
    assert again(second).merged_into == survivor


def test_either_record_can_survive(pair):
    first, second = pair
    tenure = TenureFactory(person=first)
    merged(first, second, survivor=SECOND)
    assert again(first).merged_into == second and again(second).merged_into is None
    assert again(second).name == "Kim Example"
    assert list(Tenure.objects.filter(person=second)) == [tenure]


@pytest.mark.parametrize(
    "notes, choice, expected",
    [
        (("One", "Two"), BOTH, "One\n\nTwo"),
        (("One", "Two"), SECOND, "Two"),
        (("", "Two"), None, "Two"),
        (("One", ""), None, "One"),
        (("One", "Two"), None, "One\n\nTwo"),
    ],
)
def test_private_notes_are_joined_unless_one_is_chosen(pair, notes, choice, expected):
    for person, note in zip(pair, notes, strict=True):
        person.private_notes = note
        person.save()
    merged(*pair, fields={"private_notes": choice} if choice else {})
    assert again(pair[0]).private_notes == expected


def test_all_history_moves(pair):
    first, second = pair
    for person in pair:
        TenureFactory(person=person)
        ContactFactory(person=person, value=f"{person.pk}@example.org", sort_order=0)
        LinkFactory(person=person, url=f"https://example.org/{person.pk}")
        AcceptedWarning.objects.create(person=person, kind="overlap", about=person.pk, reason="So")
    MembershipFactory(person=second)
    seat = CommitteeSeatFactory(person=second)
    role = LeadershipRole.objects.create(tenure=second.tenures.get(), role="chair")
    merged(first, second)
    survivor = again(first)
    assert survivor.tenures.count() == 2
    assert survivor.memberships.count() == 1
    assert survivor.committee_seats.get() == seat
    assert [contact.value for contact in survivor.contacts.all()] == [
        f"{first.pk}@example.org",
        f"{second.pk}@example.org",
    ]
    assert survivor.links.count() == 2
    assert survivor.accepted_warnings.count() == 2
    assert survivor.tenures.get(pk=role.tenure_id).leadership_roles.get() == role
    assert not any(
        getattr(again(second), rows).exists()
        for rows in ("tenures", "memberships", "committee_seats", "contacts", "links")
    )


def test_equal_contacts_links_and_warnings_are_kept_once_and_a_published_one_stays_so(pair):
    first, second = pair
    ContactFactory(person=first, value="council@example.org", published=False)
    shown = ContactFactory(person=second, value="Council@Example.org ", published=True)
    LinkFactory(person=first)
    LinkFactory(person=second)
    for person in pair:
        AcceptedWarning.objects.create(person=person, kind="no_tenure", reason=str(person))
    merged(first, second)
    assert list(again(first).contacts.all()) == [shown]
    assert again(first).links.count() == 1
    assert again(first).accepted_warnings.get().reason == "Kim Example"
    assert ContactDetail.objects.count() == 2 and AcceptedWarning.objects.count() == 2


def seat_of(**fields):
    return {"office": OfficeFactory(), "jurisdiction": CityFactory()} | fields


def test_of_two_rows_about_one_seat_the_other_stays_on_the_merged_record(pair):
    first, second = pair
    where = seat_of(seat_label="Ward 1")
    kept = TenureFactory(person=second, start="2021", **where)
    other = TenureFactory(person=first, start="2022", **where)
    (clash,) = clashes(first, second)
    assert clash.allowed == (FIRST, SECOND)
    merged(first, second, clashes={clash.key: SECOND})
    assert list(again(first).tenures.all()) == [kept]
    assert list(again(second).tenures.all()) == [other]
    kept.refresh_from_db()
    kept.full_clean()


def test_contradicting_rows_must_be_chosen_between(pair):
    where = seat_of(seat_label="Ward 1")
    for person in pair:
        TenureFactory(person=person, start="2021", **where)
    (clash,) = clashes(*pair)
    for choice in (BOTH, "zzz", None):
        with pytest.raises(Refused, match="Choose which one is right"):
            merged(*pair, clashes={clash.key: choice})
    assert not Merge.objects.exists() and again(pair[1]).merged_into is None


@pytest.mark.parametrize(
    "ones, others, allowed",
    [
        ({"start": "2021"}, {"start": "2021"}, [(FIRST, SECOND)]),
        ({"start": "2018", "end": "2020"}, {"start": "2021"}, []),
        ({"start": "2018", "end": "June 2020"}, {"start": "2020"}, [(FIRST, SECOND, BOTH)]),
        ({"seat_label": "Ward 2"}, {}, []),
        ({"seat_label": "WARD  1"}, {}, [(FIRST, SECOND)]),
        ({"seat_label": ""}, {}, [(FIRST, SECOND, BOTH)]),
        ({"seat_label": ""}, {"seat_label": ""}, [(FIRST, SECOND, BOTH)]),
    ],
)
def test_which_tenures_clash(pair, ones, others, allowed):
    where = seat_of(seat_label="Ward 1")
    for person, fields in zip(pair, (ones, others), strict=True):
        TenureFactory(person=person, **where | fields)
    assert [clash.allowed for clash in clashes(*pair)] == allowed


def test_a_mayor_has_one_seat_whatever_its_label(pair):
    where = seat_of(office=OfficeFactory(one_holder=True))
    TenureFactory(person=pair[0], seat_label="Mayor", **where)
    TenureFactory(person=pair[1], **where)
    assert [clash.allowed for clash in clashes(*pair)] == [(FIRST, SECOND)]


def test_rows_that_touch_by_way_of_a_third_are_chosen_together(pair):
    first, second = pair
    where = seat_of(seat_label="Ward 1")
    whole = TenureFactory(person=first, start="2017", **where)
    terms = [
        TenureFactory(person=second, start="2017-12-05", end="2021-12-07", **where),
        TenureFactory(person=second, start="2021-12-07", **where),
    ]
    (clash,) = clashes(first, second)
    assert (clash.firsts, clash.seconds) == ([whole], terms)
    merged(first, second, clashes={clash.key: SECOND})
    assert list(again(first).tenures.all()) == terms
    assert list(again(second).tenures.all()) == [whole]


@pytest.mark.parametrize("factory", [MembershipFactory, CommitteeSeatFactory])
@pytest.mark.parametrize(
    "start, allowed", [("2021", (FIRST, SECOND)), ("2024", None), ("2023", (FIRST, SECOND, BOTH))]
)
def test_belonging_at_the_same_time_clashes(pair, factory, start, allowed):
    factory(person=pair[0], start="2020", end="June 2023")
    factory(person=pair[1], start=start)
    assert [clash.allowed for clash in clashes(*pair)] == ([allowed] if allowed else [])


def test_a_merged_record_and_what_stays_on_it_are_not_counted():
    where = seat_of()
    first, second = (MemberFactory(tenure=None) for _ in range(2))
    for person in (first, second):
        TenureFactory(person=person, **where)
    assert Person.objects.members().count() == 2
    merged(first, second, clashes=dict.fromkeys(suggested(first, second).clashes, FIRST))
    assert list(Person.objects.members()) == [first]
    assert Tenure.objects.counted().count() == 1


def withdrawn(person):
    person.status = "withdrawn"


def sample(person):
    person.is_sample = True


def merged_away(person):
    person.merged_into = PersonFactory(name="Example Survivor")


@pytest.mark.parametrize(
    "change, sentence",
    [
        (withdrawn, "was withdrawn for privacy"),
        (sample, "Kim.* Example is a made-up person and can’t be merged with Kim.* Example"),
        (merged_away, "has already been merged into Example Survivor"),
    ],
)
@pytest.mark.parametrize("which", [0, 1])
def test_what_can_not_be_merged(pair, change, sentence, which):
    change(pair[which])
    pair[which].save()
    version = RosterVersion.current()
    with pytest.raises(Refused, match=sentence):
        merged(*pair)
    assert not Merge.objects.exists() and RosterVersion.current() == version


def test_nobody_is_merged_with_themselves(pair):
    with pytest.raises(Refused, match="with itself"):
        merged(pair[0], pair[0])


def test_what_was_merged_into_the_merged_record_names_the_last_survivor(pair):
    first, second = pair
    third = PersonFactory()
    merged(second, third)
    later = merged(first, second)
    assert again(third).merged_into == again(second).merged_into == first
    assert Person.objects.resolve([third.pk, second.pk]) == []
    undo(later)
    assert again(third).merged_into == second
    undo(Merge.objects.get(undone_at=None))
    assert again(third).merged_into is None


def test_merging_refuses_when_the_roster_has_changed(pair):
    version = RosterVersion.current()
    RosterVersion.objects.update_or_create(pk=1, defaults={"number": version + 1})
    with pytest.raises(RosterChanged):
        merge(suggested(*pair), expected=version)
    assert again(pair[1]).merged_into is None


def test_both_records_keep_the_merge_and_its_undoing_in_their_history(pair, editor):
    merge = merged(*pair, user=editor)
    undo(merge, editor)
    for person in pair:
        logs = registry.get_logs_for_instance(person).order_by("pk")
        assert [entry.action for entry in logs] == ["members.merge", "members.unmerge"]
        assert [entry.message for entry in logs] == [
            "Merged with another record of the same person",
            "Undid the merge with another record",
        ]
        assert all(entry.user == editor and entry.revision for entry in logs)
    merge.refresh_from_db()
    assert (merge.made_by, merge.undone_by) == (editor, editor)


def test_the_revisions_hold_the_rows_as_they_stand(pair):
    first, second = pair
    tenure = TenureFactory(person=second)
    merge = merged(first, second)
    held = again(first).latest_revision.as_object()
    assert list(held.tenures.all()) == [tenure]
    assert not again(second).latest_revision.as_object().tenures.all()
    undo(merge)
    assert list(again(second).latest_revision.as_object().tenures.all()) == [tenure]


def test_a_merge_raises_the_version_once_and_so_does_undoing(pair):
    version = RosterVersion.current()
    merge = merged(*pair)
    assert RosterVersion.current() == version + 1
    undo(merge)
    assert RosterVersion.current() == version + 2


def test_undoing_twice_is_refused(pair):
    merge = merged(*pair)
    undo(merge)
    with pytest.raises(Refused, match="already been undone"):
        undo(merge)


def edit_biography(first, second):
    first.biography = "<p>New</p>"
    first.save()


def add_tenure(first, second):
    TenureFactory(person=first)


def verify(first, second):
    Tenure.objects.filter(person=first).update(
        verified_on_first=date(2024, 1, 1), verified_on_last=date(2024, 1, 1)
    )


def edit_merged(first, second):
    Person.objects.filter(pk=second.pk).update(private_notes="New")


def merge_again(first, second):
    merged(PersonFactory(name="Example Third"), first)


def take_the_seat(first, second):
    TenureFactory(
        person__name="Example Rival",
        seat_label="Ward 1",
        start="2022",
        **{name: getattr(second.tenures.get(), name) for name in ("office", "jurisdiction")},
    )


@pytest.mark.parametrize(
    "change, sentence",
    [
        (edit_biography, "Kim Example has since been changed.*: the biography"),
        (add_tenure, "Kim Example has since been changed.*: the offices held"),
        (verify, "Kim Example has since been changed.*: the offices held"),
        (edit_merged, "Kimberly Example has since been changed.*: the private notes"),
        (merge_again, "Kim Example has since been merged into Example Third"),
        (take_the_seat, "Example Rival now holds a seat"),
    ],
)
def test_undoing_is_refused_once_something_built_on_the_merge(pair, change, sentence):
    first, second = pair
    where = seat_of(seat_label="Ward 1")
    TenureFactory(person=first, start="2021", end="June 2021", **where)
    TenureFactory(person=second, start="2021", **where)
    merge = merged(*pair, clashes=dict.fromkeys(suggested(*pair).clashes, FIRST))
    change(again(first), again(second))
    before = snapshots(person.pk for person in pair)
    with pytest.raises(Refused, match=sentence):
        undo(merge)
    assert snapshots(person.pk for person in pair) == before


def test_a_new_order_of_the_committee_is_no_reason_to_refuse_undoing(pair):
    seats = [CommitteeSeatFactory(person=person, end="2021") for person in pair]
    merge = merged(*pair, clashes=dict.fromkeys(suggested(*pair).clashes, FIRST))
    CommitteeSeat.objects.filter(pk=seats[1].pk).update(sort_order=99)
    undo(merge)
    assert CommitteeSeat.objects.get(pk=seats[1].pk).sort_order == 99


def test_a_picture_deleted_since_is_no_reason_to_refuse_undoing(pair):
    first, second = pair
    first.portrait, second.portrait = ImageFactory(), ImageFactory()
    first.save(), second.save()
    merge = merged(first, second, fields={"portrait": SECOND})
    first.portrait.delete()
    undo(merge)
    assert again(first).portrait is None and again(second).portrait == second.portrait


TEXT = st.text("abc ", max_size=5).map(str.strip)
DATES = st.sampled_from(["", "2019", "June 2020", "2021-03-01"])
PEOPLE = st.tuples(
    *(
        st.fixed_dictionaries(
            {
                "fields": st.fixed_dictionaries(
                    dict.fromkeys(("pronouns", "biography", "private_notes"), TEXT)
                ),
                "tenures": st.lists(st.tuples(DATES, st.sampled_from(["", "A", "B"])), max_size=3),
                "memberships": st.lists(DATES, max_size=2),
                "seats": st.lists(DATES, max_size=2),
                "contacts": st.lists(st.tuples(TEXT, st.booleans()), max_size=3),
                "links": st.lists(TEXT, max_size=2),
                "warnings": st.sets(st.sampled_from(["", "1", "2"]), max_size=3),
            }
        )
        for _ in range(2)
    )
)


def make(description, where):
    person = PersonFactory(**description["fields"])
    for start, label in description["tenures"]:
        tenure = TenureFactory(person=person, start=start, seat_label=label, **where)
        LeadershipRole.objects.create(tenure=tenure, role="chair")
    for start in description["memberships"]:
        Membership.objects.create(person=person, start=start)
    for start in description["seats"]:
        CommitteeSeatFactory(person=person, start=start)
    for value, published in description["contacts"]:
        ContactFactory(person=person, value=value, published=published, sort_order=len(value))
    for url in description["links"]:
        LinkFactory(person=person, url=url)
    for about in description["warnings"]:
        AcceptedWarning.objects.create(person=person, kind="overlap", about=about, reason="So")
    return person


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=PEOPLE, data=st.data())
def test_a_merge_and_its_undoing_leave_everything_as_it_was(people, data):
    where = seat_of()
    first, second = (make(description, where) for description in people)
    choices = suggested(first, second)
    choices.survivor = data.draw(st.sampled_from([FIRST, SECOND]))
    for name in choices.fields:
        choices.fields[name] = data.draw(st.sampled_from([FIRST, SECOND]))
    for clash in clashes(first, second):
        choices.clashes[clash.key] = data.draw(st.sampled_from(clash.allowed))
    before = serialized(first), serialized(second)
    made = merge(choices)
    moved = serialized(made.survivor), serialized(made.merged)
    assert count(before) == count(moved)
    undo(made)
    assert (serialized(first), serialized(second)) == before


def serialized(person):
    data = again(person).serializable_data()
    del data["latest_revision"]
    return data


def count(pair):
    """Return how many rows of each kind both have together, so that none is lost."""
    return {
        name: sum(len(person[name]) for person in pair)
        for name, value in pair[0].items()
        if isinstance(value, list)
    }

"""Saving, and what must not happen before an editor clicks Save."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from members.admin import forms as members_forms
from members.models import (
    AcceptedWarning,
    CommitteeSeat,
    Jurisdiction,
    Membership,
    Person,
    RosterVersion,
    Tenure,
)
from members.models.history import record
from tests.members.factories import (
    CityFactory,
    CommitteeSeatFactory,
    ContactFactory,
    LinkFactory,
    MemberFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    RegionFactory,
    TenureFactory,
)
from tests.members.screens import add_row, add_tenure, address, opened
from tests.members.test_admin import address as address_of
from tests.members.test_admin import person_data
from tests.unrendered import unrendered

pytestmark = pytest.mark.django_db


def kept(record_):
    record(record_)
    return record_


@pytest.fixture
def admin_client(admin_user):
    return unrendered(admin_user)


@pytest.fixture
def browser(admin_user):
    """A client of the same user that renders pages."""
    client = Client()
    client.force_login(admin_user)
    return client


@pytest.fixture
def other_client():
    """Another editor, called Ann Other."""
    user = get_user_model().objects.create_superuser(
        "ann", password="x", first_name="Ann", last_name="Other"
    )
    return unrendered(user)


def test_a_screen_holds_what_these_tests_post(admin_client, browser):
    """The tests skip rendering and take a screen's values from its form."""
    tenure = TenureFactory()
    tenure.leadership_roles.create(role="chair")
    tenure.save()
    for factory in (MembershipFactory, ContactFactory, LinkFactory, CommitteeSeatFactory):
        factory(person=tenure.person)
    saved = [tenure.person, tenure.jurisdiction, tenure.office, RegionFactory()]
    for screen in (*map(kept, saved), CommitteeSeat.objects.get()):
        shown = opened(browser, address(screen))
        del shown["csrfmiddlewaretoken"], shown["loaded_revision_created_at"]
        assert opened(admin_client, address(screen)) == shown


@pytest.mark.parametrize(
    "factory, field",
    [
        (PersonFactory, "pronouns"),
        (CityFactory, "governing_body"),
        (OfficeFactory, "name"),
        (RegionFactory, "name"),
    ],
)
def test_a_save_over_a_newer_one_is_refused_and_shows_both(
    admin_client, other_client, browser, factory, field
):
    saved = kept(factory())
    mine = opened(admin_client, address(saved)) | {field: "mine"}
    theirs = opened(other_client, address(saved)) | {field: "theirs"}
    assert other_client.post(address(saved), theirs).status_code == 302
    version = RosterVersion.current()

    response = browser.post(address(saved), mine)
    assert response.status_code == 200
    saved.refresh_from_db()
    assert (getattr(saved, field), RosterVersion.current()) == ("theirs", version)
    html = response.content.decode()
    assert "Ann Other saved this record while you were editing it" in html
    (difference,) = response.context["conflict"].differences
    assert (difference.saved, difference.typed, difference.is_theirs) == ("theirs", "mine", True)
    assert f'name="{field}" value="mine"' in html

    saved.refresh_from_db()
    again = mine | {"loaded_revision_id": saved.latest_revision_id}
    assert f'name="loaded_revision_id" value="{saved.latest_revision_id}"' in html
    assert admin_client.post(address(saved), again).status_code == 302
    saved.refresh_from_db()
    assert getattr(saved, field) == "mine"


@pytest.mark.parametrize(
    "loaded", ["", "0", "zzz", "99999999999999999999", "9" * 5_000, "\x00", None]
)
def test_a_forged_or_missing_version_is_no_way_around(admin_client, loaded):
    person = kept(PersonFactory())
    data = opened(admin_client, address(person)) | {"pronouns": "mine"}
    data |= {"loaded_revision_id": loaded, "overwrite_revision_id": person.latest_revision_id}
    data = {name: value for name, value in data.items() if value is not None}
    assert admin_client.post(address(person), data).status_code == 200
    person.refresh_from_db()
    assert person.pronouns == ""
    assert person.revisions.count() == 1


def test_a_conflict_is_told_together_with_mistakes(admin_client, other_client):
    person = kept(PersonFactory())
    mine = opened(admin_client, address(person)) | {"status": "zzz", "pronouns": "mine"}
    other_client.post(address(person), opened(other_client, address(person)))
    response = admin_client.post(address(person), mine)
    assert response.context["conflict"]
    assert "status" in response.context["form"].errors


def test_rows_that_somebody_else_added_stay(admin_client, other_client):
    tenure = TenureFactory(start="2015", end="2019")
    person = kept(tenure.person)
    mine = opened(admin_client, address(person)) | {"pronouns": "mine"}
    theirs = opened(other_client, address(person))
    theirs = add_row(theirs, "memberships", start="2020", end="2021")
    theirs = add_tenure(theirs, tenure, start="2021", end="2022", end_reason="resigned")
    theirs = add_row(theirs, "links", label="Site", url="https://example.org/", ORDER="1")
    assert other_client.post(address(person), theirs).status_code == 302

    conflict = admin_client.post(address(person), mine).context["conflict"]
    told = {difference.label: difference.typed for difference in conflict.differences}
    assert told["Membership"] == told["Tenure"] == "(not on your screen; will be kept)"
    again = mine | {"loaded_revision_id": conflict.newest.pk}
    assert admin_client.post(address(person), again).status_code == 302
    assert (person.tenures.count(), person.memberships.count(), person.links.count()) == (2, 1, 1)
    assert len(person.revisions.last().content["tenures"]) == 2


def test_what_was_changed_in_a_row_is_told(admin_client, other_client):
    tenure = TenureFactory(start="2021", source="Paper")
    person = kept(tenure.person)
    mine = opened(admin_client, address(person)) | {"tenures-0-start": "2020"}
    theirs = opened(other_client, address(person)) | {"tenures-0-source": "Web"}
    other_client.post(address(person), theirs)
    response = admin_client.post(address(person), mine)
    differences = {d.label: d for d in response.context["conflict"].differences}
    assert differences["Tenure 1: Start"].typed == "2020"
    assert differences["Tenure 1: Source"].saved == "Web"
    assert (
        differences["Tenure 1: Source"].is_theirs and not differences["Tenure 1: Start"].is_theirs
    )


def test_a_row_removed_meanwhile_is_not_lost(admin_client, other_client):
    person = kept(ContactFactory(value="first@example.org").person)
    mine = opened(admin_client, address(person)) | {"contacts-0-value": "mine@example.org"}
    theirs = opened(other_client, address(person)) | {"contacts-0-DELETE": "on"}
    other_client.post(address(person), theirs)
    assert not person.contacts.exists()
    conflict = admin_client.post(address(person), mine).context["conflict"]
    again = mine | {"loaded_revision_id": conflict.newest.pk}
    assert admin_client.post(address(person), again).status_code == 302
    assert person.contacts.get().value == "mine@example.org"


def test_a_row_that_moved_to_another_person_is_left_there(admin_client):
    tenure = TenureFactory()
    person, survivor = kept(tenure.person), PersonFactory()
    mine = opened(admin_client, address(person)) | {"tenures-0-start": "1999"}
    Tenure.objects.update(person=survivor)
    record(person)
    mine |= {"loaded_revision_id": Person.objects.get(pk=person.pk).latest_revision_id}
    assert admin_client.post(address(person), mine).status_code == 302
    tenure.refresh_from_db()
    assert (tenure.person, str(tenure.start)) == (survivor, "December 2021")
    assert Tenure.objects.count() == 1


@pytest.mark.parametrize("accept", ["application/json", "application/json, text/plain"])
def test_a_request_of_autosave_changes_nothing(admin_client, accept):
    person = kept(PersonFactory())
    before = person.latest_revision.content
    data = opened(admin_client, address(person)) | {"pronouns": "mine"}
    data["overwrite_revision_id"] = person.latest_revision_id
    response = admin_client.post(address(person), data, headers={"accept": accept})
    assert (response.status_code, response.json()["success"]) == (400, False)
    revert = address(person, "revisions_revert", person.latest_revision_id)
    assert admin_client.post(revert, data, headers={"accept": accept}).status_code == 400
    person.refresh_from_db()
    assert person.pronouns == ""
    assert [revision.content for revision in person.revisions] == [before]
    add = address_of(Person, "add")
    new = admin_client.post(add, person_data(name="Kim"), headers={"accept": accept})
    assert new.status_code == 400 and Person.objects.count() == 1


def test_history_is_never_overwritten(admin_client):
    person = kept(PersonFactory())
    data = opened(admin_client, address(person)) | {"pronouns": "they"}
    data["overwrite_revision_id"] = person.latest_revision_id
    assert admin_client.post(address(person), data).status_code == 302
    assert person.revisions.count() == 2


def test_saved_history_can_not_be_removed_from_the_screen(admin_client):
    tenure = TenureFactory()
    MembershipFactory(person=tenure.person)
    Tenure.objects.update(recorded_on="2020-01-01")
    Membership.objects.update(recorded_on="2020-01-01")
    person = kept(tenure.person)
    data = opened(admin_client, address(person)) | {"tenures-0-DELETE": "on"}
    response = admin_client.post(address(person), data | {"memberships-0-DELETE": "on"})
    assert response.status_code == 200
    assert Tenure.objects.exists() and Membership.objects.exists()
    sets = response.context["form"].formsets
    for name in ("tenures", "memberships"):
        assert list(sets[name].forms[0].errors) == ["end"]
        assert "can’t be removed" in sets[name].forms[0].errors["end"][0]
        assert not sets[name].deleted_forms


def test_a_row_typed_today_can_be_removed(admin_client):
    tenure = TenureFactory()
    data = opened(admin_client, address(kept(tenure.person))) | {"tenures-0-DELETE": "on"}
    assert admin_client.post(address(tenure.person), data).status_code == 302
    assert not Tenure.objects.exists()


def test_a_leadership_role_of_long_ago_stays(admin_client):
    tenure = TenureFactory()
    tenure.leadership_roles.create(role="chair", recorded_on="2020-01-01")
    tenure.save()
    person = kept(tenure.person)
    name = "tenures-0-leadership_roles-0"
    data = opened(admin_client, address(person)) | {f"{name}-DELETE": "on"}
    response = admin_client.post(address(person), data)
    (role,) = response.context["form"].formsets["tenures"].forms[0].formsets["leadership_roles"]
    assert "can’t be removed" in role.errors["end"][0]


def test_one_seat_twice_is_refused_when_the_other_row_is_not_on_the_screen(admin_client):
    tenure = TenureFactory(seat_label="Ward 1")
    person = kept(tenure.person)
    data = opened(admin_client, address(person))
    data = {name: value for name, value in data.items() if not name.startswith("tenures-0")}
    data |= {"tenures-TOTAL_FORMS": "0", "tenures-INITIAL_FORMS": "0"}
    data = add_tenure(data, tenure, start="2023")
    response = admin_client.post(address(person), data)
    assert (
        "already holds this seat"
        in response.context["form"].formsets["tenures"].errors[0]["start"][0]
    )


def test_absurd_ids_of_rows_are_no_error_page(admin_client):
    person = kept(TenureFactory(start="2021").person)
    for pk in ("", "zzz", "99999999999999999999", "9" * 5_000, "٣", "-1", "1.5"):
        data = opened(admin_client, address(person))
        answer = admin_client.post(address(person), data | {"tenures-0-id": pk})
        assert answer.status_code in (200, 302), pk
    del data["tenures-0-id"]
    assert admin_client.post(address(person), data).status_code in (200, 302)
    data |= {"tenures-0-jurisdiction": "zzz", "tenures-0-office": "zzz", "tenures-TOTAL_FORMS": "x"}
    assert admin_client.post(address(person), data).status_code == 200


@pytest.mark.parametrize("rows", ["tenures", "contacts", "tenures-0-leadership_roles"])
def test_absurd_numbers_of_rows_are_refused(admin_client, monkeypatch, rows):
    """More rows than the form has fields are refused at once, since to show them all would take long."""
    monkeypatch.setattr(members_forms, "MOST_ROWS", 3)
    person = kept(TenureFactory(start="2021").person)
    for count in ("", "zzz", "-1", "9" * 5_000, "1000000000", "2"):
        data = opened(admin_client, address(person))
        answer = admin_client.post(address(person), data | {f"{rows}-TOTAL_FORMS": count})
        assert answer.status_code in ([400] if len(count) > 3 else [200, 302]), count[:20]
        assert Tenure.objects.get().person == person


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        '{"blocks": 1}',
        '{"blocks": [{}], "entityMap": {}}',
        '{"blocks": ["words"], "entityMap": 2}',
        '{"blocks": [{"key": "a", "text": "x", "type": "zzz", "depth": 0, "inlineStyleRanges": 1,'
        ' "entityRanges": [{"key": 9, "offset": 0, "length": 1}]}], "entityMap": {}}',
    ],
)
def test_a_biography_that_no_editor_wrote_is_asked_for_again(admin_client, text):
    person = kept(PersonFactory(biography="<p>As it was</p>"))
    data = opened(admin_client, address(person)) | {"biography": text}
    response = admin_client.post(address(person), data)
    assert response.status_code in (200, 302)
    if response.status_code == 200:
        person.refresh_from_db()
        assert "could not be read" in response.context["form"].errors["biography"][0]
        assert person.biography == "<p>As it was</p>"


def test_a_screen_with_many_rows_stays_within_30_queries(browser, django_assert_max_num_queries):
    person = MemberFactory()
    for year in range(2000, 2010):
        tenure = TenureFactory(person=person, start=str(year), end=str(year + 1))
        tenure.leadership_roles.create(role="chair")
        tenure.save()
        for factory in (ContactFactory, MembershipFactory, CommitteeSeatFactory):
            factory(person=person)
    kept(person)
    browser.get(address(person))
    with django_assert_max_num_queries(30):
        html = browser.get(address(person)).content.decode()
    assert html.count('name="tenures-10-') > 8
    with django_assert_max_num_queries(30):
        browser.get(address(person, "revisions_revert", person.latest_revision_id))
    assert not AcceptedWarning.objects.exists()


def test_the_committee_screen_keeps_the_persons_history(admin_client, other_client):
    person = kept(MemberFactory())
    add = admin_client.post(
        address_of(CommitteeSeat, "add"),
        {"person": person.pk, "role": "co_chair", "start": "2024", "end": ""},
    )
    assert add.status_code == 302
    seat = CommitteeSeat.objects.get()
    person.refresh_from_db()
    assert person.latest_revision.content["committee_seats"][0]["role"] == "co_chair"
    assert person.latest_revision.user.username == "admin"

    mine = opened(admin_client, address(seat)) | {"role": "member"}
    other = opened(other_client, address(person)) | {"committee_seats-0-start": "2023"}
    assert other_client.post(address(person), other).status_code == 302
    conflict = admin_client.post(address(seat), mine).context["conflict"]
    assert conflict.saved_by == "Ann Other"
    assert {row.label: row.is_theirs for row in conflict.differences} == {
        "Role": False,
        "Start": True,
    }
    mine = opened(admin_client, address(seat)) | {"role": "member"}
    moved = admin_client.post(address(seat), mine | {"person": PersonFactory().pk})
    assert "can’t move to another person" in moved.context["form"].errors["person"][0]
    assert admin_client.post(address(seat), mine).status_code == 302
    person.refresh_from_db()
    assert person.latest_revision.content["committee_seats"][0]["role"] == "member"


def test_every_save_raises_the_version_and_every_refusal_leaves_it(admin_client):
    place = kept(CityFactory())
    data = opened(admin_client, address(place))
    version = RosterVersion.current()
    assert admin_client.post(address(place), data | {"name": ""}).status_code == 200
    assert RosterVersion.current() == version
    assert admin_client.post(address(place), data | {"name": "New"}).status_code == 302
    assert RosterVersion.current() == version + 1
    assert Jurisdiction.objects.get(pk=place.pk).latest_revision.content["name"] == "New"

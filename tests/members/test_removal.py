"""A record made by mistake can be taken back while nothing refers to it."""

from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry, Revision

from members.models import CommitteeSeat, Jurisdiction, Merge, Office, Person
from members.models.history import record
from members.models.page_mixins import PagePerson, PagePlace
from tests.factories import StandardPageFactory
from tests.members.factories import (
    CityFactory,
    CommitteeSeatFactory,
    CountyFactory,
    MemberFactory,
    OfficeFactory,
    PersonFactory,
    RegionFactory,
    TenureFactory,
)
from tests.members.screens import address
from tests.members.test_saving import kept

pytestmark = pytest.mark.django_db


def asked(client, saved):
    """Return the text of the removal screen and then of the removal, or "" once the record is gone."""
    shown = client.get(address(saved, "delete"))
    assert shown.status_code == 200
    response = client.post(address(saved, "delete"))
    if response.status_code == 302:
        assert not type(saved).objects.filter(pk=saved.pk).exists()
        assert not shown.context["obstacle"]
        return ""
    assert type(saved).objects.filter(pk=saved.pk).exists()
    assert shown.context["obstacle"] == response.context["obstacle"]
    assert "Yes, remove it" not in response.content.decode()
    return response.context["obstacle"]


@pytest.mark.parametrize(
    "factory", [MemberFactory, PersonFactory, CityFactory, OfficeFactory, RegionFactory]
)
def test_a_mistake_of_today_is_removed_and_logged(admin_client, factory):
    saved = kept(factory())
    assert address(saved, "delete") in admin_client.get(address(saved)).content.decode()
    assert asked(admin_client, saved) == ""
    entry = ModelLogEntry.objects.get(action="wagtail.delete")
    assert (entry.label, entry.user.username, entry.deleted) == (str(saved), "admin", True)
    assert not Revision.objects.for_instance(saved).exists()
    assert admin_client.get(address(saved, "delete")).status_code == 404
    assert admin_client.post(address(saved, "delete")).status_code == 404


@pytest.mark.parametrize("age, stays", [(timedelta(hours=23), False), (timedelta(hours=25), True)])
def test_a_person_can_be_removed_within_a_day(admin_client, age, stays):
    person = kept(PersonFactory())
    Revision.objects.update(created_at=person.latest_revision.created_at - age)
    record(person)
    edit = admin_client.get(address(person)).content.decode()
    assert (address(person, "delete") in edit) is not stays
    assert ("was not added within the last 24 hours" in asked(admin_client, person)) is stays


def test_a_person_of_unknown_age_stays(admin_client):
    assert "retire or withdraw" in asked(admin_client, PersonFactory())


def test_a_place_with_a_census_number_stays(admin_client):
    assert "Census number" in asked(admin_client, kept(CityFactory(geoid="3719000")))


def test_a_committee_seat_stays(admin_client):
    assert "Enter an end for it instead" in asked(admin_client, CommitteeSeatFactory())
    assert CommitteeSeat.objects.exists()


def test_what_a_tenure_refers_to_stays(admin_client):
    tenure = TenureFactory(person__name="Kim Example")
    for saved in (tenure.office, tenure.jurisdiction):
        assert "“Kim Example” (person)" in asked(admin_client, saved)
    county = tenure.jurisdiction.primary_county
    assert f"“{tenure.jurisdiction}” (place)" in asked(admin_client, county)
    Jurisdiction.objects.filter(pk=county.pk).update(region=(region := RegionFactory()))
    assert str(county) in asked(admin_client, region)


def test_what_many_refer_to_names_some_of_them(admin_client):
    office = OfficeFactory()
    TenureFactory.create_batch(9, office=office)
    sentence = asked(admin_client, office)
    assert sentence.count("(person)") == 5 and "more." in sentence


def test_what_an_older_version_of_a_person_refers_to_stays(admin_client):
    tenure = TenureFactory(person__name="Kim Example", jurisdiction__primary_county=None)
    place, office = kept(tenure.jurisdiction), kept(tenure.office)
    kept(tenure.person)
    tenure.delete()
    kept(tenure.person)
    for saved in (place, office):
        assert "earlier version of “Kim Example”" in asked(admin_client, saved)
    Revision.objects.for_instance(tenure.person).delete()
    assert asked(admin_client, place) == asked(admin_client, office) == ""


def test_a_county_that_an_older_version_of_a_place_lies_in_stays(admin_client):
    county, place = kept(CountyFactory()), CityFactory(primary_county=None)
    place.counties = [county]
    place.save()
    kept(place)
    place.counties = []
    place.save()
    kept(place)
    assert f"earlier version of “{place}”" in asked(admin_client, county)


def test_whom_a_page_or_a_draft_refers_to_stays(admin_client):
    page = StandardPageFactory(title="Our work")
    live, drafted, blocked = (kept(PersonFactory()) for _ in range(3))
    PagePerson.objects.create(page=page.page_ptr, person=live)
    assert "“Our work” (page)" in asked(admin_client, live)

    page.page_people = [PagePerson(person=drafted)]
    page.save_revision()
    assert "draft or an earlier version of “Our work”" in asked(admin_client, drafted)
    page.body = [("person", blocked)]
    page.save_revision()
    assert "draft or an earlier version of “Our work”" in asked(admin_client, blocked)
    assert asked(admin_client, kept(PersonFactory())) == ""


def test_a_place_that_a_page_is_about_stays(admin_client):
    page, place = StandardPageFactory(title="Our work"), kept(CityFactory(primary_county=None))
    PagePlace.objects.create(page=page.page_ptr, place=place)
    assert "“Our work” (page)" in asked(admin_client, place)


def test_whom_a_merge_refers_to_stays(admin_client):
    survivor, merged = kept(PersonFactory()), kept(PersonFactory())
    merge = Merge.objects.create(survivor=survivor, merged=merged)
    for person in (survivor, merged):
        assert "(merge)" in asked(admin_client, person)
    merge.delete()
    Person.objects.filter(pk=merged.pk).update(merged_into=survivor)
    assert f"“{merged}” (person)" in asked(admin_client, survivor)


def test_whom_an_import_brought_in_stays(admin_client):
    person = PersonFactory()
    record(person, action="members.import")
    assert "an import, which can be undone" in asked(admin_client, person)


@pytest.mark.parametrize("role, status", [("Communications", 302), ("Roster editors", 200)])
def test_who_may_change_may_remove(client_of, role, status):
    client, office = client_of(role), kept(OfficeFactory())
    assert client.get(address(office, "delete")).status_code == status
    client.post(address(office, "delete"))
    assert Office.objects.exists() == (status == 302)


@pytest.mark.parametrize("pk", ["99999999999999999999", "0", "zzz"])
def test_absurd_records_are_not_found(admin_client, pk):
    for name in ("person", "committeeseat", "jurisdiction", "office", "region"):
        url = f"/admin/snippets/members/{name}/delete/{pk}/"
        assert admin_client.get(url).status_code == admin_client.post(url).status_code == 404

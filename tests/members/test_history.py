"""Every change is kept, can be compared, and can be brought back."""

import pytest
from wagtail.models import ModelLogEntry, Revision

from members.gazetteer.loader import load_jurisdictions
from members.models import (
    Jurisdiction,
    Office,
    Person,
    Region,
    Tenure,
    roster_change,
)
from members.models.history import record, record_many
from tests.factories import ImageFactory
from tests.members.factories import (
    CityFactory,
    ContactFactory,
    CountyFactory,
    LinkFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    RegionFactory,
    TenureFactory,
)
from tests.members.screens import address, opened

pytestmark = pytest.mark.django_db


@roster_change()
def kept(record_):
    """The revision that keeps the record as it is now."""
    return record(type(record_).objects.get(pk=record_.pk))


def bring_back(client, saved, revision, **changes):
    url = address(saved, "revisions_revert", revision.pk)
    response = client.post(url, opened(client, url) | changes)
    assert response.status_code == 302, response.context["form"].errors
    saved.refresh_from_db()
    return saved


def test_the_fields_of_an_older_version_come_back(admin_client):
    person = PersonFactory(pronouns="she", portrait=ImageFactory())
    older = kept(person)
    Person.objects.update(pronouns="they", portrait=None, private_notes="New")
    kept(person)
    bring_back(admin_client, person, older)
    assert (person.pronouns, person.private_notes, person.portrait is None) == ("she", "", False)
    newest = person.latest_revision
    assert (newest, newest.user.username) == (person.revisions.last(), "admin")
    entry = ModelLogEntry.objects.get(revision=newest)
    assert (entry.action, entry.data["revision"]["id"]) == ("wagtail.revert", older.pk)


def test_older_rows_come_back_and_rows_made_since_stay(admin_client):
    tenure = TenureFactory(start="2020", end="2021")
    tenure.leadership_roles.create(role="chair", start="2020")
    tenure.save()
    person = tenure.person
    ContactFactory(person=person, value="old@example.org", published=True)
    LinkFactory(person=person)
    older = kept(person)
    Tenure.objects.update(start_first="2019-01-01")
    person.contacts.all().delete()
    person.links.all().delete()
    since = TenureFactory(person=person, start="2022")
    MembershipFactory(person=person)
    ContactFactory(person=person, value="new@example.org")
    kept(person)
    bring_back(admin_client, person, older)
    tenure.refresh_from_db()
    assert str(tenure.start) == "2020"
    assert tenure.leadership_roles.count() == 1
    assert list(person.tenures.all()) == [tenure, since]
    assert person.memberships.exists()
    contacts = dict(person.contacts.values_list("value", "published"))
    assert contacts == {"new@example.org": False, "old@example.org": True}
    assert person.links.count() == 1


def test_a_row_that_moved_to_another_person_stays_there(admin_client):
    tenure = TenureFactory(start="2020")
    person, survivor = tenure.person, PersonFactory()
    older = kept(person)
    Tenure.objects.update(person=survivor)
    kept(person)
    bring_back(admin_client, person, older)
    assert Tenure.objects.get().person == survivor


def test_where_a_record_stands_is_not_brought_back(admin_client):
    person = PersonFactory(is_sample=True)
    older = kept(person)
    Person.objects.update(status="retired", slug="other", is_sample=False)
    kept(person)
    bring_back(admin_client, person, older)
    assert (person.status, person.slug, person.is_sample) == ("retired", "other", False)


def test_an_older_version_says_when_it_is_from_and_saves_nothing_yet(admin_client):
    person = PersonFactory(pronouns="she")
    older = kept(person)
    Person.objects.update(pronouns="they")
    kept(person)
    url = address(person, "revisions_revert", older.pk)
    html = admin_client.get(url).content.decode()
    assert "Click Save to restore this version" in html and 'value="she"' in html
    person.refresh_from_db()
    assert person.pronouns == "they"
    other = kept(PersonFactory())
    assert admin_client.get(address(person, "revisions_revert", other.pk)).status_code == 404


def test_bringing_back_over_a_newer_save_is_a_conflict(admin_client):
    person = PersonFactory()
    older = kept(person)
    url = address(person, "revisions_revert", older.pk)
    data = opened(admin_client, url)
    kept(person)
    assert admin_client.post(url, data).context["conflict"]


def test_places_offices_and_regions_come_back(admin_client):
    county, other = CountyFactory.create_batch(2)
    place, office, region = CityFactory(), OfficeFactory(), RegionFactory()
    place.counties = [county, other]
    place.save()
    for saved, field in ((place, "name"), (office, "name"), (region, "name")):
        older, name = kept(saved), getattr(saved, field)
        type(saved).objects.filter(pk=saved.pk).update(**{field: "Changed"})
        kept(saved)
        bring_back(admin_client, saved, older)
        assert getattr(saved, field) == name
    assert set(place.counties.all()) == {county, other}


def test_a_merged_record_leads_to_its_survivor(admin_client):
    survivor = PersonFactory(name="Survivor")
    person = PersonFactory(merged_into=survivor, pronouns="she")
    revision = kept(person)
    for view in (address(person), address(person, "revisions_revert", revision.pk)):
        for response in (admin_client.get(view), admin_client.post(view, {"name": "New"})):
            html = response.content.decode()
            assert "was merged into" in html and address(survivor) in html
            assert "<form" not in html.partition("<main")[2]
    person.refresh_from_db()
    assert person.name != "New" and person.revisions.count() == 1


def test_versions_are_compared_in_words(admin_client):
    county = CountyFactory(name="Alpha County")
    place = CityFactory(body_size=None)
    a = kept(place)
    place.counties = [county]
    place.body_size = 7
    place.retired = True
    place.save()
    html = compared(admin_client, place, a, kept(place))
    assert "Alpha County" in html and "Yes" in html and "7" in html
    assert "None" not in html and "True" not in html

    tenure = TenureFactory(start="December 2021", seat_label="Ward 1")
    b = kept(tenure.person)
    Tenure.objects.update(start_first="2020-01-01", start_last="2020-12-31")
    html = compared(admin_client, tenure.person, b, kept(tenure.person))
    assert "Offices held" in html
    assert 'class="deletion">December 2021<' in html and 'class="addition">2020<' in html
    assert "None" not in html and "start_first" not in html


def test_a_comparison_asks_little_for_each_row(admin_client, django_assert_max_num_queries):
    person = PersonFactory()
    TenureFactory.create_batch(10, person=person)
    versions = kept(person), kept(person)
    compared(admin_client, person, *versions)
    with django_assert_max_num_queries(30):
        compared(admin_client, person, *versions)


def test_a_version_with_a_portrait_that_is_gone_is_shown_without_it(admin_client):
    person = PersonFactory(portrait=(portrait := ImageFactory()), pronouns="she")
    older = kept(person)
    portrait.delete()
    Person.objects.update(pronouns="they")
    newest = kept(person)
    assert "they" in compared(admin_client, person, older, newest)
    for view in ("revisions_view", "revisions_revert"):
        assert admin_client.get(address(person, view, older.pk)).status_code == 200
    assert bring_back(admin_client, person, older).portrait is None


def compared(client, saved, first, second):
    response = client.get(address(saved, "revisions_compare", first.pk, second.pk))
    assert response.status_code == 200
    return response.content.decode().partition('<table class="listing')[2].partition("</table>")[0]


def test_a_record_without_history_is_shown_all_the_same(admin_client):
    person = PersonFactory()
    assert admin_client.get(address(person, "history")).status_code == 200
    assert admin_client.get(address(person, "revisions_compare", "live", "live")).status_code == 200
    assert admin_client.get(address(person)).status_code == 200
    data = opened(admin_client, address(person))
    assert admin_client.post(address(person), data).status_code == 302


def test_many_records_are_kept_in_a_few_queries(django_assert_max_num_queries):
    offices = OfficeFactory.create_batch(20)
    with django_assert_max_num_queries(8):
        record_many(offices)
    for office in Office.objects.all():
        assert office.latest_revision == office.revisions.get()
        assert office.latest_revision.content["name"] == office.name
    assert ModelLogEntry.objects.filter(action="wagtail.edit", content_changed=True).count() == 20


def test_records_kept_in_one_request_all_show_in_their_histories(admin_client):
    for office in OfficeFactory.create_batch(2):
        record(office)
        response = admin_client.get(address(office, "history"))
        assert len(response.context["object_list"]) == 1


def test_loading_places_is_kept_and_repeating_it_adds_nothing():
    load_jurisdictions()
    for model in (Jurisdiction, Region):
        assert not model.objects.filter(latest_revision=None).exists()
    durham = Jurisdiction.objects.get(slug="city-durham")
    content = durham.latest_revision.content
    assert content["counties"] == list(durham.counties.values_list("pk", flat=True)) != []
    count = Revision.objects.count()
    load_jurisdictions()
    assert Revision.objects.count() == count
    Jurisdiction.objects.filter(pk=durham.pk).update(geoid="")
    load_jurisdictions()
    assert Revision.objects.count() == count + 1
    durham.refresh_from_db()
    assert durham.latest_revision.content["geoid"] == durham.geoid

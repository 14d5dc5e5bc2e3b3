"""References to a merged record show its survivor."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from members.admin.merging.choices import suggested
from members.admin.merging.clashes import FIRST
from members.admin.merging.merger import merge
from members.admin.merging.undo import undo
from members.models import CommitteeSeat, PagePerson, Person, Tenure
from tests.factories import CampaignPageFactory, NewsPageFactory, StandardPageFactory
from tests.members.factories import (
    CommitteeSeatFactory,
    MemberFactory,
    PersonFactory,
    TenureFactory,
)
from tests.members.screens import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return (
        MemberFactory(given_name="Kim", family_name="Survivor"),
        MemberFactory(given_name="Kim", family_name="Goner"),
    )


def make_one(first, second):
    return merge(suggested(first, second))


def text_of(client, url):
    return BeautifulSoup(client.get(url).content, "html.parser").main.get_text(" ")


def test_the_old_address_leads_to_the_survivor_until_the_merge_is_undone(client, pair):
    first, second = pair
    made = make_one(*pair)
    response = client.get(second.get_absolute_url())
    assert response.url == first.get_absolute_url()
    assert client.get(response.url).status_code == 200
    undo(made)
    assert client.get(second.get_absolute_url()).status_code == 200


def test_browsers_do_not_keep_a_redirect_that_can_be_undone(client, pair):
    make_one(*pair)
    assert client.get(pair[1].get_absolute_url()).status_code == 302


def test_addresses_of_records_merged_one_after_the_other_lead_to_the_last(client, pair):
    first, second = pair
    third = MemberFactory()
    make_one(second, third)
    make_one(first, second)
    assert client.get(third.get_absolute_url()).url == first.get_absolute_url()


@pytest.mark.parametrize("factory", [NewsPageFactory, CampaignPageFactory])
def test_a_published_page_and_the_survivors_page_name_each_other(client, pair, factory):
    first, second = pair
    third = MemberFactory(given_name="Kim", family_name="Further")
    page = factory()
    page.page_people = [PagePerson(person=third)]
    page.save()
    make_one(second, third)
    make_one(first, second)
    text = text_of(client, page.url)
    assert "Kim Survivor" in text and "Goner" not in text and "Further" not in text
    assert page.title in text_of(client, first.get_absolute_url())


def test_a_draft_made_before_the_merge_is_published_with_the_survivor(client, pair):
    first, second = pair
    page = NewsPageFactory()
    page.page_people = [PagePerson(person=second)]
    draft = page.save_revision()
    make_one(first, second)
    draft.publish()
    assert page.get_latest_revision_as_object().people == [first]
    assert "Kim Survivor" in text_of(client, page.url)


def test_an_older_version_of_a_page_speaks_of_the_survivor(client, pair):
    first, second = pair
    page = StandardPageFactory(body=[("person", second)])
    older = page.save_revision()
    page.body = []
    page.save_revision().publish()
    make_one(first, second)
    older.as_object().save_revision().publish()
    text = text_of(client, page.url)
    assert "Kim Survivor" in text and "Goner" not in text


def chosen(client, page):
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content
    names = BeautifulSoup(html, "html.parser").select("[name^=page_people-][name$=-person]")
    return [field["value"] for field in names if field.get("value")]


def test_the_editor_of_a_page_sees_and_saves_the_survivor(admin_client, pair):
    first, second = pair
    page = NewsPageFactory()
    page.page_people = [PagePerson(person=second)]
    page.save_revision()
    make_one(*pair)
    assert chosen(admin_client, page) == [str(first.pk)]


def test_members_sitemap_search_and_committee_have_one_person(client, pair):
    first, second = pair
    for person in pair:
        CommitteeSeatFactory(person=person)
    choices = suggested(*pair)
    choices.clashes = dict.fromkeys(choices.clashes, FIRST)
    merge(choices)
    assert list(Person.objects.members()) == list(Person.objects.on_committee()) == [first]
    assert client.get("/sitemap.xml").text.count(second.get_absolute_url()) == 0
    html = client.get("/search/?q=Kim").text
    assert first.get_absolute_url() in html and second.get_absolute_url() not in html
    assert [seat.person for seat in CommitteeSeat.objects.standing()] == [first]


def test_pickers_listings_and_exports_have_one_person(admin_client, pair):
    first = pair[0]
    make_one(*pair)
    listing = reverse("wagtailsnippets_members_person:list")
    assert list(admin_client.get(listing).context["object_list"]) == [first]
    chooser = reverse("wagtailsnippetchoosers_members_person:choose_results")
    assert [person.pk for person in admin_client.get(chooser).context["results"]] == [first.pk]


def test_a_rival_of_what_stays_on_the_merged_record_is_not_refused(pair):
    first, second = pair
    seat = {"seat_label": "Ward 1", "start": "2021"}
    where = {name: getattr(first.tenures.get(), name) for name in ("office", "jurisdiction")}
    TenureFactory(person=second, **seat, **where)
    Tenure.objects.filter(person=first).update(seat_label="Ward 1", plain_seat="1")
    choices = suggested(first, second)
    choices.clashes = dict.fromkeys(choices.clashes, FIRST)
    merge(choices)
    first.tenures.first().full_clean()
    first.tenures.update(end_first="2022-01-01", end_last="2022-01-01")
    Tenure(
        person=PersonFactory(), began="elected", start="2022-01-01", seat_label="Ward 1", **where
    ).full_clean()


@pytest.mark.parametrize("record", [0, 1])
def test_an_older_version_from_before_the_merge_brings_nothing_back_twice(
    admin_client, pair, record
):
    for person in pair:
        person.save_revision()
    older = pair[record].latest_revision
    make_one(*pair)
    url = address(pair[record], "revisions_revert", older.pk)
    assert admin_client.get(url).status_code == 200
    assert Person.objects.members().count() == 1


def test_the_merged_record_can_be_read_but_not_edited(admin_client, pair):
    make_one(*pair)
    html = admin_client.get(address(pair[1])).content.decode()
    assert address(pair[0]) in html and "can’t be edited" in html
    response = admin_client.post(address(pair[1]), {"name": "Somebody else"})
    assert Person.objects.get(pk=pair[1].pk).name == "Kim Goner"
    assert response.status_code in (200, 409)
    assert "Merged with another record" in admin_client.get(address(pair[1], "history")).text

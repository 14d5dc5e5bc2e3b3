"""The history on a person's page: offices with dates, the committee, and mentions on the site."""

import pytest
from bs4 import BeautifulSoup

from members.models import LeadershipRole, PagePerson, Person
from tests.factories import CampaignPageFactory, NewsPageFactory
from tests.members.factories import (
    CommitteeSeatFactory,
    ContactFactory,
    MemberFactory,
    MembershipFactory,
    PersonFactory,
    TenureFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


@pytest.fixture
def person():
    return MembershipFactory().person


def words_of(client, person):
    document = BeautifulSoup(client.get(person.get_absolute_url()).content, "html.parser")
    return " ".join(document.main.get_text(" ").split())


@pytest.mark.parametrize(
    ("tenure", "sentence"),
    [
        ({"start": "December 2023"}, "Since December 2023"),
        ({"start": "December 6, 2023"}, "Since December 6, 2023"),
        ({"start": None}, "Start unknown"),
        ({"start": None, "end": "unknown"}, "Dates unknown"),
        ({"start": "2018", "end": "unknown"}, "2018 to an unknown day"),
        ({"start": None, "end": "2022"}, "Until 2022"),
        ({"start": "2018", "end": "2022", "end_reason": "resigned"}, "Why it ended Resigned"),
        ({"began": "appointed"}, "How it began Appointed"),
        ({"expected_end": "December 2199"}, "Term ends December 2199"),
        ({"expected_end": "December 2022"}, "Was due to end December 2022"),
        ({"expected_end": "December 2022"}, "Term ended, awaiting confirmation"),
        ({"expected_end": "December 2022", "verified_on": "2023"}, "Holding over"),
        ({"verified_on": "June 2024"}, "Verified in June 2024"),
        ({"verified_on": "June 4, 2024"}, "Verified on June 4, 2024"),
        ({"verified_on": "2024"}, "Verified in 2024"),
        (
            {"verified_on": "June 2024 to August 2024"},
            "Verified between June 2024 and August 2024",
        ),
    ],
)
def test_an_office_says_what_is_known_of_its_dates(client, person, tenure, sentence):
    TenureFactory(person=person, **tenure)
    assert sentence in words_of(client, person)


def test_offices_roles_committee_biography_and_published_contacts(client, person):
    tenure = TenureFactory(person=person, title="Council Member", seat_label="Ward 3")
    TenureFactory(person=person, title="School Board Member", start="2015", end="2019")
    LeadershipRole.objects.create(tenure=tenure, role="mayor_pro_tem", start="December 2023")
    CommitteeSeatFactory(person=person, role="co_chair", start="2021", end="2023")
    ContactFactory(person=person, published=True)
    ContactFactory(person=person, value="kept@example.org")
    Person.objects.filter(pk=person.pk).update(biography="<p>Grew up on a farm.</p>")
    words = words_of(client, person)
    for shown in (
        "Council Member",
        "Ward 3",
        "School Board Member 2015 to 2019",
        "Mayor pro tem, since December 2023",
        "Co-chair, 2021 to 2023",
        "Grew up on a farm.",
        "council@example.org",
    ):
        assert shown in words
    assert "kept@example.org" not in words


def test_pages_that_pick_the_person_or_show_them_in_their_body_are_listed_once(
    reference_index, client, person
):
    merged = PersonFactory(merged_into=person)
    both = NewsPageFactory(title="Picked twice", body=[("person", person)])
    both.page_people = [PagePerson(person=person)]
    both.save()
    NewsPageFactory(title="In its body", body=[("person", person)])
    NewsPageFactory(title="Of the merged record", body=[("person", merged)])
    CampaignPageFactory(title="A campaign of hers", body=[("person", person)])
    NewsPageFactory(title="Not yet published", body=[("person", person)], live=False)
    NewsPageFactory(title="Of somebody else", body=[("person", MemberFactory())])
    words = words_of(client, person)
    for title in ("Picked twice", "In its body", "Of the merged record", "A campaign of hers"):
        assert words.count(title) == 1
    assert "Not yet published" not in words and "Of somebody else" not in words


def test_a_change_that_is_not_published_lists_nothing(client, person):
    page = NewsPageFactory(title="Later perhaps")
    page.body = [("person", person)]
    page.save_revision()
    assert "Later perhaps" not in words_of(client, person)


def test_an_address_stays_leads_on_or_is_gone(client, person):
    address = person.get_absolute_url()
    person.family_name, person.name = "Renamed", ""
    person.save()
    assert client.get(address).status_code == 200
    merged = MemberFactory(merged_into=person)
    assert client.get(merged.get_absolute_url()).url == address
    Person.objects.filter(pk=person.pk).update(status=Person.Status.WITHDRAWN)
    assert client.get(address).status_code == 410
    assert person.name not in client.get(address).text


def test_the_address_of_a_merged_record_does_not_lead_to_somebody_withdrawn(client, home):
    survivor, merged = MemberFactory(name="Newname Example"), MemberFactory(name="Oldname Example")
    Person.objects.filter(pk=merged.pk).update(merged_into=survivor)
    Person.objects.filter(pk=survivor.pk).update(status=Person.Status.WITHDRAWN)
    for address in (merged.get_absolute_url(), f"{merged.get_absolute_url()}correction/"):
        response = client.get(address)
        assert response.status_code == 410
        assert "Newname" not in response.text and "Location" not in response

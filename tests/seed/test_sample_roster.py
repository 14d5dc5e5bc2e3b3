"""The made-up members: counted while they are there, never mistaken for real, gone without a trace."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from campaigns.models import CampaignPage
from members.admin.merging.choices import suggested
from members.admin.merging.merger import merge
from members.models import (
    CommitteeSeat,
    CountedRoster,
    Jurisdiction,
    LeadershipRole,
    Measure,
    Membership,
    Office,
    PagePerson,
    Person,
    Region,
    RosterSettings,
    Tenure,
)
from pages.models import StandardPage
from tests import addresses
from tests.members.factories import CommitteeSeatFactory, ContactFactory, LinkFactory, MemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded_site")]

SAMPLE_NAME = re.compile(r"Sample Member \d\d")


def remove_samples():
    call_command("remove_sample_roster", verbosity=0)


@pytest.fixture
def sample():
    return Person.objects.filter(is_sample=True).first()


def test_83_members_in_45_jurisdictions_are_counted(client):
    assert CountedRoster().number(Measure.MEMBERS) == Person.objects.members().count() == 83
    assert (
        CountedRoster().number(Measure.JURISDICTIONS)
        == Jurisdiction.objects.represented().count()
        == 45
    )
    figures = [
        " ".join(figure.get_text().split())
        for figure in BeautifulSoup(client.get("/").content, "html.parser").select(".fig")
    ]
    assert figures[:2] == ["83 members", "45 jurisdictions"]


def test_everything_that_was_loaded_has_a_history(sample):
    for model in (Person, Jurisdiction, Office, Region):
        assert model.objects.exists()
        assert not model.objects.filter(latest_revision=None).exists()
    assert len(sample.latest_revision.content["tenures"]) == 1


@pytest.mark.parametrize("year", [2026, 2030, 2060])
def test_the_count_does_not_change_with_the_years(year):
    assert Person.objects.members(on=date(year, 12, 31)).count() == 83


def test_nobody_can_take_a_sample_for_a_real_person():
    samples = Person.objects.filter(is_sample=True)
    assert len(samples) == 79
    assert [person.name for person in samples if not SAMPLE_NAME.fullmatch(person.name)] == []
    assert [person.slug for person in samples if not person.slug.startswith("sample-")] == []


def test_every_page_says_so_and_stays_out_of_search_engines(public_pages):
    assert len(public_pages) > 50
    for address, page in public_pages.items():
        assert "Sample data is loaded" in page.text, address
        assert '<meta name="robots" content="noindex">' in page.text, address


def test_after_the_removal_no_page_says_so(client, sample):
    remove_samples()
    visited = [*addresses.every_page(), "/members/", "/members/former/", "/places/", "/topics/"]
    for address in visited:
        text = client.get(address).text
        assert "Sample" not in text, address
        assert "noindex" not in text, address
    assert client.get(sample.get_absolute_url()).status_code == 404


def test_removes_exactly_the_samples():
    editors_own = MemberFactory(given_name="Sample", family_name="Member 99")
    kept = {
        model: set(model.objects.exclude(**{f"{path}is_sample": True}).values_list("pk", flat=True))
        for model, path in (
            (Person, ""),
            (Membership, "person__"),
            (Tenure, "person__"),
            (CommitteeSeat, "person__"),
            (LeadershipRole, "tenure__person__"),
        )
    }
    remove_samples()
    left = {model: set(model.objects.values_list("pk", flat=True)) for model in kept}
    assert left == kept
    assert len(left[Person]) == 5
    assert Person.objects.filter(pk=editors_own.pk).exists()
    assert RosterSettings.objects.get().complete is False


def test_goes_through_whatever_editors_did_with_a_sample(client, sample):
    campaign = CampaignPage.objects.first()
    campaign.page_people = [PagePerson(person=sample)]
    campaign.save_revision().publish()
    about = StandardPage.objects.get(slug="about")
    about.body.append(("person", sample))
    about.save_revision().publish()
    CommitteeSeatFactory(person=sample)
    ContactFactory(person=sample, published=True)
    LinkFactory(person=sample)
    other = Person.objects.filter(is_sample=True).last()
    Person.objects.filter(pk=other.pk).update(merged_into=sample)
    assert "Sample Member" in client.get(campaign.url).text
    assert "Sample Member" in client.get(about.url).text

    remove_samples()

    assert not Person.objects.filter(is_sample=True).exists()
    assert "Sample Member" not in client.get(campaign.url).text
    assert "Sample Member" not in client.get(about.url).text
    assert "Sample Member" not in client.get("/").text


def test_sample_people_who_were_merged_are_removed(sample):
    other = Person.objects.filter(is_sample=True).last()
    merge(suggested(sample, other))
    remove_samples()
    assert not Person.objects.filter(is_sample=True).exists()


def test_a_real_record_merged_into_a_sample_is_kept(sample):
    real = MemberFactory(given_name="Real", family_name="Person", merged_into=sample)
    remove_samples()
    real.refresh_from_db()
    assert real.merged_into is None


@pytest.mark.parametrize("sample_roster", [False, True])
def test_a_removed_sample_roster_stays_away(sample_roster):
    remove_samples()
    call_command("seed_site", sample_roster=sample_roster, verbosity=0)
    assert not Person.objects.filter(is_sample=True).exists()
    assert RosterSettings.objects.get().complete is False


def test_what_staff_say_of_the_roster_stays_on_a_second_run():
    RosterSettings.objects.update(complete=False)
    call_command("seed_site", sample_roster=True, verbosity=0)
    assert RosterSettings.objects.get().complete is False

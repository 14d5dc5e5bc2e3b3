"""What is prepared for all requests: right after each change, and left as it is by whoever shows it."""

import pytest

from campaigns.models import Win
from core import generation
from members.models import Person, all_places
from tests import factories
from tests.members.factories import CityFactory, MemberFactory, MembershipFactory, TenureFactory

ON = "on=2023-06-01"


@pytest.fixture
def home(transactional_db):
    return factories.HomePageFactory()


def test_a_change_of_the_roster_shows_at_once_on_every_page(home, client):
    city = CityFactory(name="Example City")
    pages = ["/members/", f"/members/?{ON}", "/places/", f"/places/?{ON}"]
    pages += [city.get_absolute_url(), f"{city.get_absolute_url()}?{ON}", "/find/?q=Example+City"]
    before = {page: client.get(page).text for page in pages}
    person = TenureFactory(jurisdiction=city, start="2021").person
    MembershipFactory(person=person, start="2021")
    after = {page: client.get(page).text for page in pages}
    assert [page for page in pages if before[page] == after[page]] == []
    address = person.get_absolute_url()
    assert person.name in client.get(address).text
    Person.objects.filter(pk=person.pk).update(name="Another Name")
    for page in (address, "/members/", city.get_absolute_url(), "/find/?q=Example+City"):
        assert "Another Name" in client.get(page).text, page
    person.refresh_from_db()
    person.status = Person.Status.WITHDRAWN
    person.save()
    assert client.get(address).status_code == 410
    for page in pages:
        assert "Another Name" not in client.get(page).text, page


def test_a_change_of_a_win_shows_at_once(home, client):
    win = factories.WinFactory(title="First title")
    pages = ["/wins/", win.get_absolute_url(), win.jurisdiction.get_absolute_url()]
    assert all("First title" in client.get(page).text for page in pages)
    Win.objects.filter(pk=win.pk).update(title="Second title")
    assert all("Second title" in client.get(page).text for page in pages)
    Win.objects.filter(pk=win.pk).update(live=False)
    assert client.get(win.get_absolute_url()).status_code == 404
    assert not any("title</bdi>" in client.get(page).text for page in (pages[0], pages[2]))


def test_a_tag_of_one_list_is_on_no_other(home, client):
    person = MemberFactory()
    place = person.tenures.get().jurisdiction
    person.memberships.update(end_first="2023-01-01", end_last="2023-12-31")
    Person.objects.update()  # so that everything is prepared anew
    address = place.get_absolute_url()
    pages = {
        page: client.get(page).text for page in (f"/members/?{ON}", f"{address}?{ON}", address)
    }
    again = {page: client.get(page).text for page in reversed(pages)}
    assert again == pages
    assert "tag-basted" in pages[f"{address}?{ON}"] and "tag-basted" in pages[f"/members/?{ON}"]


def test_a_place_that_another_process_added_a_moment_ago_is_no_error(home, client, monkeypatch):
    MemberFactory()
    all_places()
    monkeypatch.setattr(generation.known, "read", lambda: None)
    monkeypatch.setattr(generation.known, "read_at", float("inf"))
    monkeypatch.setattr(generation.known, "hear", lambda token: None)
    newcomer = MemberFactory(tenure__jurisdiction=CityFactory(name="New City"))
    for page in ("/", "/members/", "/places/", newcomer.get_absolute_url()):
        assert client.get(page).status_code == 200, page
        assert client.get(f"{page}?{ON}").status_code == 200, page

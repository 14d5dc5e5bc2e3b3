"""A near start is called incoming, which doesn't hide a departure."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Site

from members.models import Person, RosterSettings, Tenure
from members.public.data.rows import tenure_rows
from tests.members.factories import CityFactory, MembershipFactory, OfficeFactory, TenureFactory

pytestmark = pytest.mark.django_db

START = date(2023, 12, 4)


def title_on(person, day):
    return Person.objects.with_titles(day).get(pk=person.pk).title


def state_on(tenure, day):
    stated = Tenure.objects.with_state(day).get(pk=tenure.pk)
    assert stated.state_on(day, [stated]) == stated.state
    return stated.state


def settle(days):
    site = Site.objects.get(is_default_site=True)
    settings = RosterSettings(site=site, incoming_days=days)
    settings.full_clean()
    settings.save()


@pytest.mark.parametrize(
    "days, state", [(121, "coming"), (120, "incoming"), (119, "incoming"), (1, "incoming")]
)
def test_a_term_is_incoming_from_120_days_before_it_begins(days, state):
    assert state_on(TenureFactory(start=START), START - timedelta(days)) == state


@pytest.mark.parametrize("start, first", [("December 2023", "2023-12-01"), ("2024", "2024-01-01")])
def test_of_a_month_or_a_year_the_first_possible_day_counts(start, first):
    tenure, first = TenureFactory(start=start), date.fromisoformat(first)
    states = [state_on(tenure, first - timedelta(days)) for days in (121, 120, 1, 0)]
    assert states == ["coming", "incoming", "incoming", "uncertain"]


@pytest.mark.parametrize("days", [1, 30, 366])
def test_the_roster_settings_say_how_long_before(days):
    settle(days)
    tenure = TenureFactory(start=START)
    assert state_on(tenure, START - timedelta(days)) == "incoming"
    assert state_on(tenure, START - timedelta(days + 1)) == "coming"


@pytest.mark.parametrize("days", [0, 367, -1])
def test_the_settings_have_sane_limits(days):
    with pytest.raises(ValidationError) as refusal:
        settle(days)
    assert list(refusal.value.message_dict) == ["incoming_days"]


@pytest.fixture
def returning():
    """Left the seat in 2019 and came back in December 2023."""
    seat = {
        "office": OfficeFactory(title_pattern="Mayor of {place}"),
        "jurisdiction": CityFactory(name="Sampleton"),
    }
    old = TenureFactory(start="2015", end="2019-12-02", **seat)
    MembershipFactory(person=old.person)
    TenureFactory(start=START, person=old.person, **seat)
    return old.person


@pytest.mark.parametrize(
    "day, title",
    [
        (date(2021, 6, 1), "former Mayor of Sampleton"),
        (START - timedelta(121), "former Mayor of Sampleton"),
        (START - timedelta(120), "incoming Mayor of Sampleton and former Mayor of Sampleton"),
        (START, "Mayor of Sampleton"),
    ],
)
def test_it_never_hides_former(returning, day, title):
    assert title_on(returning, day) == title


def test_before_that_a_coming_term_alone_gives_no_title_and_no_place():
    tenure = TenureFactory(start=START)
    person = Person.objects.with_titles(date(2021, 6, 1)).get(pk=tenure.person_id)
    assert (person.title, person.place, person.county) == ("", None, None)


def test_pages_of_a_day_years_before_say_former_or_nothing(client, home, returning):
    page = f"{returning.get_absolute_url()}?on=2021-06-01"
    content = client.get(page).content.decode()
    assert "former Mayor of Sampleton" in content
    assert "incoming" not in content.lower()
    place = client.get(f"{returning.tenures.first().jurisdiction.get_absolute_url()}?on=2021-06-01")
    assert "incoming" not in place.content.decode().lower()


def test_data_files_tell_the_two_apart(returning):
    rows = list(tenure_rows(date(2021, 6, 1)))
    assert sorted(row["state"] for row in rows) == ["coming", "former"]

"""Made-up people and wins by the thousand, in a few queries: for what pages cost and how long they take."""

from itertools import cycle, islice

from django.utils.timezone import now
from wagtail.search.backends import get_search_backend

from campaigns.models import Win, WinSource, WinStatus
from members.models import Jurisdiction, Membership, Office, Person, Tenure

#: What is known of a membership and of a tenure, beside their starts: most members are in office, and of
#: ten people three have a story each.
IN_OFFICE = ({}, {})
OTHER_STORIES = [
    ({}, {"expected_end": "2023"}),
    ({"end": "2024"}, {"end": "2024", "end_reason": "resigned"}),
    ({}, {"verified_on": "2022"}),
]
STORIES = [IN_OFFICE] * 7 + OTHER_STORIES


def make_people(count, places=(), stories=STORIES):
    """Make that many people with a membership and a tenure each, taking the places (all that there are
    unless some are named) and the stories one after the other."""
    taken = Person.objects.count()
    people = Person.objects.bulk_create(
        Person(name=f"Example Person {n:05}", sort_name=f"{n:05}", slug=f"example-person-{n:05}")
        for n in range(taken, taken + count)
    )
    office = Office.objects.filter(one_holder=False).first()
    places, stories = (
        cycle(places or Jurisdiction.objects.all()),
        list(islice(cycle(stories), count)),
    )
    Membership.objects.bulk_create(
        Membership(person=person, start="2020", **membership)
        for person, (membership, _) in zip(people, stories, strict=True)
    )
    Tenure.objects.bulk_create(
        Tenure(person=person, office=office, jurisdiction=next(places), start="2021", **tenure)
        for person, (_, tenure) in zip(people, stories, strict=True)
    )
    get_search_backend().get_index_for_model(Person).add_items(Person, people)


def make_members(count):
    """People until there are that many members."""
    while (lacking := count - Person.objects.members().count()) > 0:
        make_people(lacking)


def make_wins(count, places=(), kinds=Win.Kind.values, years=range(2000, 2025)):
    """That many published wins, one after the other in each of the places, or in all that there are, of
    each of the kinds and years."""
    places, kinds, years = cycle(places or Jurisdiction.objects.all()), cycle(kinds), cycle(years)
    wins = Win.objects.bulk_create(
        Win(
            title=f"Example Ordinance {n:04}",
            slug=f"example-ordinance-{n:04}",
            kind=next(kinds),
            jurisdiction=next(places),
            first_published_at=now(),
        )
        for n in range(count)
    )
    WinStatus.objects.bulk_create(
        WinStatus(win=win, status="adopted", date=str(next(years))) for win in wins
    )
    WinSource.objects.bulk_create(
        WinSource(win=win, title="Minutes", url="https://example.org/") for win in wins
    )

"""Sponsors of wins, with their titles on the day of the win."""

from copy import copy

from members.models import Person
from members.models.titles import forget_titles


def sponsors_of(wins):
    """Return the sponsors of each win, with their titles on its `titles_on`, in a fixed number of queries.

    A merged record is replaced by its survivor, no one is repeated, and withdrawn people are left out. Only
    people with `is_public` have a page. Prefetch the wins' rows of sponsors first.
    """
    picked = [[row.person_id for row in win.sponsors.all()] for win in wins]
    pks = {pk for row in picked for pk in row}
    if not pks:
        return [[] for _ in picked]
    survivors = Person.objects.survivors(pks)
    people = (
        Person.objects.not_withdrawn()
        .marked_public()
        .with_titles()
        .in_bulk(set(survivors.values()))
    )
    return [
        [
            titled_on(people[pk], win.titles_on)
            for pk in dict.fromkeys(map(survivors.get, row))
            if pk in people
        ]
        for win, row in zip(wins, picked, strict=True)
    ]


def titled_on(person, day):
    """Return the person with their titles on that day."""
    tenures = person.stated_tenures
    person = copy(person)
    forget_titles(person)
    person.stated_tenures = [copy(tenure) for tenure in tenures]
    for tenure in person.stated_tenures:
        tenure.state = tenure.state_on(day, person.stated_tenures)
    return person

"""Sponsors of wins, each titled as on the day of the win."""

from copy import copy

from members.models import Person


def sponsors_of(wins):
    """For each win its sponsors with their titles on its `titles_on`, in as many queries for any number.

    A merged record gives its survivor and nobody stands there twice; withdrawn people are left out. Only
    those with `is_public` have a page. The wins' rows of sponsors should be at hand.
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


def name_sponsors(wins):
    """Gives each of many wins the `sponsor_people` that it would otherwise ask for by itself."""
    for win, people in zip(wins, sponsors_of(wins), strict=True):
        win.sponsor_people = people


def titled_on(person, day):
    """The same person with the titles of that day."""
    person = copy(person)
    person.stated_tenures = [copy(tenure) for tenure in person.stated_tenures]
    for tenure in person.stated_tenures:
        tenure.state = tenure.state_on(day, person.stated_tenures)
    return person

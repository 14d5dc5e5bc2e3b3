"""Every page of the public roster takes the same queries with 3 and 30 members, and its lists with 300.

`make bench` asks the same with 10,000 members.
"""

from datetime import date

import pytest
from django.urls import resolve

from core.datasets import FORMATS
from members.models import Jurisdiction, Office, Person, RosterSettings
from members.public.data.datasets import DATASETS
from members.public.people import PEOPLE_PER_PAGE
from members.urls import urlpatterns
from tests.many import IN_OFFICE, OTHER_STORIES, make_members, make_people
from tests.test_queries import added, queries_of, queries_once_running

pytestmark = pytest.mark.django_db

FEW, MORE, MANY = 3, 30, 300
PLACES = ["county-durham", "city-durham", "school-district-durham-public-schools"]
SERVING = [f"/places/{slug}/" for slug in PLACES]
PERSON = "/members/{person}/"
FILES = [f"/data/{name}.{extension}" for name in DATASETS for extension in FORMATS]
#: A day on which much isn't certain of those who are made up.
DAY = "on=2024-07-01"

#: How many queries the addresses may take at most.
MOST = {
    25: [
        "/members/",
        "/members/?page={last}",
        f"/members/?{DAY}",
        f"/members/?{DAY}&page={{last_on_day}}",
        "/members/?name=person",
        "/members/?name=nobody",
        "/members/?office={office}",
        "/members/?kind=city",
        "/members/?county=county-durham",
        "/members/?region={region}",
        "/members/?committee=on",
        f"/members/?name=person&office={{office}}&kind=city&county=county-durham&{DAY}",
        "/members/former/",
        f"/members/former/?{DAY}",
        "/places/",
        f"/places/?{DAY}",
    ],
    32: [
        PERSON,
        f"{PERSON}?{DAY}",
        *SERVING,
        *(f"{address}?{DAY}" for address in SERVING),
        "/find/",
        "/find/?q=durham",
        "/find/?q=City+of+Durham",
        "/find/?q=27517",
        "/find/?q=90210",
        "/find/?q=Ashville",
        "/search/?q=example+person",
        "/search/?q=durham",
        "/search/?q={person}",
    ],
    20: ["/"],
    15: ["/embed/", f"{PERSON}correction/", f"{SERVING[0]}correction/"],
    12: [
        "/data/",
        "/data/members.schema.json",
        *FILES,
        *(f"/data/{name}.csv?{DAY}" for name in DATASETS),
    ],
}
ADDRESSES = {address: most for most, addresses in MOST.items() for address in addresses}

#: What shows or counts everyone, and so has most to gain from asking for each of them.
OF_EVERYONE = [
    "/",
    "/members/",
    "/members/?page={last}",
    f"/members/?{DAY}&page={{last_on_day}}",
    "/members/former/",
    "/places/",
    "/embed/",
    "/search/?q=example+person",
    *(f"/data/{name}.csv" for name in DATASETS),
]


def grow(size):
    """Make people until there are that many members, and of each story that many (at most 30) at the
    places to visit."""
    places = list(Jurisdiction.objects.filter(slug__in=PLACES))
    at_places = Person.objects.filter(
        tenures__jurisdiction__in=places, name__startswith="Example Person"
    )
    lacking = min(size, 30) - at_places.count() // (1 + len(OTHER_STORIES))
    for story in (IN_OFFICE, *OTHER_STORIES):
        make_people(lacking, places, [story])
    make_members(size)


def sql_of_each(client, addresses, queries=queries_once_running):
    """Return the SQL of the addresses; `{last}` is the last page with the members that there are."""
    values = {
        "last": -(-Person.objects.members().count() // PEOPLE_PER_PAGE),
        "last_on_day": -(-Person.objects.members(on=date(2024, 7, 1)).count() // PEOPLE_PER_PAGE),
        "person": Person.objects.filter(slug__startswith="example-person").first().slug,
        "office": Office.objects.get(name="County commissioner").pk,
        "region": Jurisdiction.objects.get(slug="county-durham").region_id,
    }
    return {address: queries(client, address.format(**values)) for address in addresses}


def test_every_page_takes_the_same_queries_however_many_people_there_are(client, first_content):
    RosterSettings.objects.update(complete=True)
    grow(FEW)
    few = sql_of_each(client, ADDRESSES, queries_of)
    for size, addresses in ((MORE, ADDRESSES), (MANY, OF_EVERYONE)):
        grow(size)
        assert Person.objects.members().count() >= size
        assert differing(few, sql_of_each(client, addresses)) == []
    dear = {address: sql for address, sql in few.items() if len(sql) > ADDRESSES[address]}
    assert dear == {}


def differing(few, many):
    return [
        f"{address}: {len(few[address])}, then {len(many[address])}\n{added(few[address], many[address])}"
        for address in many
        if len(few[address]) != len(many[address])
    ]


def test_no_view_of_the_roster_is_left_out():
    paths = [address.partition("?")[0].format(person="example") for address in ADDRESSES]
    visited = {resolve(path).url_name for path in paths}
    assert {pattern.name for pattern in urlpatterns} <= visited
    assert len(ADDRESSES) == 57 and set(OF_EVERYONE) < set(ADDRESSES)

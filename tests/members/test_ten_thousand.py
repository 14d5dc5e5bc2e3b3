"""The public roster with 83 and with 10,000 members: every page of it takes the same queries."""

import pytest
from django.core.management import call_command
from django.urls import resolve

from members.data.datasets import DATASETS
from members.data.formats import FORMATS
from members.models import Jurisdiction, Office, Person, RosterSettings
from members.urls import urlpatterns
from members.views.people import PEOPLE_PER_PAGE
from tests.many import make_members, make_people
from tests.test_queries import added, queries_of, queries_once_running

pytestmark = pytest.mark.django_db

FEW, MANY = 83, 10_000
PLACES = ["county-durham", "city-durham", "school-district-durham-public-schools"]
SERVING = [f"/places/{slug}/" for slug in PLACES]
PERSON = "/members/example-person-00010/"
FILES = [f"/data/{name}.{extension}" for name in DATASETS for extension in FORMATS]
#: A day on which much isn't certain of those who are made up.
DAY = "on=2024-07-01"

#: How many queries the addresses may take at most.
MOST = {
    25: [
        "/members/",
        "/members/?page={last}",
        f"/members/?{DAY}",
        f"/members/?{DAY}&page=2",
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
        "/search/?q=example+person+00010",
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


@pytest.fixture
def roster(db):
    """83 members, all kinds of stories at the places to visit."""
    call_command("seed_site", verbosity=0)
    RosterSettings.objects.update(complete=True)
    for place in Jurisdiction.objects.filter(slug__in=PLACES):
        make_people(10, [place])
    make_members(FEW)


def sql_of_each(queries, client):
    """What `queries` says of every address; `{last}` is the last page with the members that there are."""
    members = Person.objects.members().count()
    values = {
        "last": -(-members // PEOPLE_PER_PAGE),
        "office": Office.objects.get(name="County commissioner").pk,
        "region": Jurisdiction.objects.get(slug="county-durham").region_id,
    }
    return {address: queries(client, address.format(**values)) for address in ADDRESSES}


def test_every_page_takes_the_same_queries_with_83_and_with_10000_members(client, roster):
    few = sql_of_each(queries_of, client)
    make_members(MANY)
    assert Person.objects.members().count() == MANY
    many = sql_of_each(queries_once_running, client)
    differing = [
        f"{address}: {len(few[address])}, then {len(many[address])}\n{added(few[address], many[address])}"
        for address in ADDRESSES
        if len(few[address]) != len(many[address])
    ]
    assert not differing, "\n\n".join(differing)
    dear = [
        f"{address}: {len(sql)}\n" + "\n".join(sql)
        for address, sql in many.items()
        if len(sql) > ADDRESSES[address]
    ]
    assert not dear, "\n\n".join(dear)


def test_no_view_of_the_roster_is_left_out():
    visited = {resolve(address.partition("?")[0]).url_name for address in ADDRESSES}
    assert {pattern.name for pattern in urlpatterns} <= visited
    assert len(ADDRESSES) == 57

"""The cost of the first request of each page after a change, when nothing is prepared."""

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from core.models import Topic
from tests.addresses import one_of_each, site_page_models, unvisited_routes

pytestmark = pytest.mark.django_db(transaction=True)

MOST_ON_HOME, MOST = 12, 10
#: Pages that still take more, because they show many kinds of records, each with what it takes.
MORE = {
    "search": 13,
    "search, by a topic’s synonym": 13,
}


def test_the_first_request_of_a_page_after_a_change_costs_few_queries(seeded_site, client):
    addresses = one_of_each() | {"a missing page": "/no-such-page/"}
    too_many = {}
    for name, address in addresses.items():
        b"".join(client.get(address))  # so that what is read once a process is there
        Topic.objects.update(name=F("name"))
        with CaptureQueriesContext(connection) as queries:
            b"".join(client.get(address))
        most = MORE.get(name, MOST_ON_HOME if address == "/" else MOST)
        if len(queries) > most:
            too_many[name] = [len(queries), *(query["sql"] for query in queries)]
    assert too_many == {}
    assert {model.__name__ for model in site_page_models()} < addresses.keys()
    assert unvisited_routes(addresses.values()) == set() and len(addresses) > 45

"""The cost of pages whose parts are prepared, as for all but the first visitor after a change."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.addresses import record_addresses

pytestmark = pytest.mark.django_db

MOST, ON = 10, "on=2023-06-01"


def test_a_page_asked_for_again_costs_few_queries(seeded_site, client):
    addresses = ["/", *record_addresses().values(), f"/members/?{ON}", f"/places/?{ON}", "/news/"]
    costs = {}
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        costs[address] = len(queries)
    assert {address: cost for address, cost in costs.items() if cost > MOST} == {}
    assert costs["/"] == costs["/members/"] == costs["/places/"] == costs["/wins/"] == 0
    assert len(costs) > 20

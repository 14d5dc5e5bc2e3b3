"""The form of every page type."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["go_live_at", "expire_at"])
def test_schedules_name_their_time_zone(name, client_of):
    address = reverse("wagtailadmin_pages:edit", args=[StandardPageFactory().pk])
    html = client_of("Communications").get(address).content
    soup = BeautifulSoup(html, "html.parser")
    field = soup.find("input", {"name": name})
    assert "Eastern time (New York)." in str(soup.find(id=field["aria-describedby"]))

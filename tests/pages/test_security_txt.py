"""Where to report a security problem, as RFC 9116 wants it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

ADDRESS = "/.well-known/security.txt"

pytestmark = pytest.mark.django_db


def test_without_a_contact_there_is_none(client, home, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("security@example.org", "mailto:security@example.org"),
        ("mailto:security@example.org", "mailto:security@example.org"),
        ("https://example.org/report", "https://example.org/report"),
    ],
)
@pytest.mark.parametrize("day", ["2026-01-01T04:59:00Z", "2028-02-29T12:00:00Z"])
def test_it_has_each_field_once_and_never_ends(client, settings, contact, said, day):
    settings.SECURITY_CONTACT, settings.BASE_URL = contact, "https://lpnc.example.org"
    with time_machine.travel(day):
        answer = client.get(ADDRESS)
        now = datetime.now(UTC)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = [line.split(": ", 1) for line in answer.text.splitlines()]
    fields = dict(lines)
    assert len(fields) == len(lines)
    expires = datetime.fromisoformat(fields.pop("Expires"))
    assert now + timedelta(days=100) < expires < now + timedelta(days=364)
    assert fields == {
        "Contact": said,
        "Canonical": f"https://lpnc.example.org{ADDRESS}",
        "Preferred-Languages": "en",
    }
    assert client.post(ADDRESS).status_code == 405

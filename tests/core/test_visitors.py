"""The visitor's address behind proxies."""

from ipaddress import ip_network

import pytest

from core.visitors import visitor_address

ONE, OTHER = "20.1.2.3", "20.1.2.4"


@pytest.fixture(autouse=True)
def proxies(settings):
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1"), ip_network("20.9.0.0/16")]


@pytest.mark.parametrize(
    "asked_from, forwarded, address",
    [
        (ONE, "", ONE),
        (ONE, OTHER, ONE),
        ("127.0.0.1", OTHER, OTHER),
        ("127.0.0.1", f"{ONE}, {OTHER}", OTHER),
        ("127.0.0.1", f"{ONE}, {OTHER}, 20.9.1.1", OTHER),
        ("::ffff:127.0.0.1", f" {OTHER} ", OTHER),
        ("127.0.0.1", "2a00::1", "2a00::1"),
        ("127.0.0.1", "", None),
        ("127.0.0.1", f"{ONE}, nonsense", None),
        ("127.0.0.1", f"{ONE}, 10.0.0.1", None),
        ("127.0.0.1", "20.9.1.1, 20.9.1.1", None),
        ("10.0.0.1", ONE, None),
        ("", ONE, None),
    ],
)
def test_the_address_of_the_visitor(rf, asked_from, forwarded, address):
    request = rf.get("/", REMOTE_ADDR=asked_from, HTTP_X_FORWARDED_FOR=forwarded)
    assert str(visitor_address(request)) == str(address)

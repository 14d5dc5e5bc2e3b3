"""Visitors told apart by address: which address is theirs, and a hash of it that can be stored."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.utils.crypto import salted_hmac

#: The IPv6 prefix length of one household or office.
IPV6_PREFIX = 64


def visitor_hash(request, purpose):
    """Return a keyed hash of the visitor's network, different for each purpose; "" if it can't be known."""
    address = visitor_address(request)
    if address is None:
        return ""
    network = ip_network((address, IPV6_PREFIX if address.version == 6 else 32), strict=False)
    return salted_hmac("core.visitors", f"{purpose} {network}", algorithm="sha256").hexdigest()


def visitor_address(request):
    """Return the last address that none of the proxies in TRUSTED_PROXIES has, or None.

    Each proxy appends its client's address to X-Forwarded-For; anything before that is only a claim. A
    private address is an unnamed proxy, not a visitor.
    """
    claimed = request.headers.get("X-Forwarded-For", "").split(",")
    for hop in [request.META.get("REMOTE_ADDR", ""), *reversed(claimed)]:
        try:
            address = ip_address(hop.strip())
        except ValueError:
            return None
        address = getattr(address, "ipv4_mapped", None) or address
        if not any(address in network for network in settings.TRUSTED_PROXIES):
            return address if address.is_global else None
    return None

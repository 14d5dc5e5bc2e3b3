"""Requests that carry a canary in every place that is nobody's business."""

from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

CANARY = "jane-canary"
HEADERS = dict.fromkeys(
    ("User-Agent", "Referer", "X-Forwarded-For", "Cookie"), f"{CANARY}@example.org"
)


def send_canaries(*addresses):
    """Send a GET and a POST to each address as a server does; return their statuses."""
    factory = RequestFactory(headers=HEADERS)
    return [
        status_of(ask(f"{address}?q={CANARY}", {"name": CANARY}))
        for address in addresses
        for ask in (factory.get, factory.post)
    ]


def status_of(request):
    statuses = []
    response = WSGIHandler()(request.environ, lambda status, headers: statuses.append(status))
    b"".join(response)
    response.close()
    return int(statuses[0].split()[0])

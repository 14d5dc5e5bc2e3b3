"""A visitor who follows every link of the public site."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urldefrag

from django.conf import settings
from django.test import Client

LINKS = re.compile(r'(?:href|src|content|url)="([^"]+)"|<(?:loc|id|uri)>([^<]+)<')
#: What isn't the public site's own, or no answer of the application.
PASSED_BY = ("/admin/", "/static/", "/media/", "/_util/", "//")
AT_MOST = 2_000


@dataclass
class Answer:
    status: int
    headers: str
    content: bytes

    @property
    def text(self):
        return self.content.decode(errors="replace")

    def __getitem__(self, header):
        return dict(line.split(": ", 1) for line in self.headers.split("\n"))[header]


def crawl(addresses):
    """`{address: Answer}` of all these addresses and of those that their answers lead to."""
    client, found, waiting = Client(), {}, list(addresses)
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        found[address] = answer = asked(client, address)
        assert len(found) <= AT_MOST, "The site has no end."
        waiting += [link for link in links(address, answer) if link not in found]
    return found


def asked(client, address):
    response = client.get(address)
    content = b"".join(response) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return Answer(response.status_code, headers, content)


def links(address, answer):
    """The public addresses that an answer names; of lists with filters, those with one of them."""
    place = re.search(r"^Location: (.+)$", answer.headers, re.MULTILINE)
    if place:
        named = [place[1]]
    elif re.search(r"^Content-Type: (text/html|.*xml)", answer.headers, re.MULTILINE):
        named = [unescape(one or other) for one, other in LINKS.findall(answer.text)]
    else:
        named = []
    for link in named:
        link = urldefrag(link.removeprefix(settings.BASE_URL)).url
        if link.startswith("?"):
            link = address.partition("?")[0] + link
        if link.startswith("/") and not link.startswith(PASSED_BY) and "&" not in link:
            yield link

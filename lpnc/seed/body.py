"""Shorthand for the blocks of a page's body; a page link is written `page:news/slug`."""

import re

from wagtail.models import Page


def heading(words, level="2"):
    return "heading", {"text": words, "level": level}


def text(html):
    return "text", html


def contact_details():
    return "contact_details", None


def call_to_action(title, words, label, address):
    return (
        "call_to_action",
        {"heading": title, "text": words, "link": {"label": label, "page": address, "url": ""}},
    )


def find_page(address):
    """Return the page at `address` ("news/slug") below the home page, or None if an editor removed it."""
    return (
        Page.objects.filter(depth__gt=2, url_path__endswith=f"/{address}/")
        .order_by("depth")
        .first()
    )


def resolve(blocks):
    """Return `blocks` in the form of a StreamField's value, with links to pages resolved."""
    return [(name, RESOLVERS.get(name, lambda value: value)(value)) for name, value in blocks]


def resolve_links(html):
    def link(match):
        page = find_page(match[1])
        return f'<a linktype="page" id="{page.pk}">' if page else "<a>"

    return re.sub(r'<a href="page:([^"]+)">', link, html)


def resolve_action(value):
    return value | {"link": value["link"] | {"page": find_page(value["link"]["page"])}}


RESOLVERS = {"text": resolve_links, "call_to_action": resolve_action}

"""Links and forms in the HTML of our templates."""

import re
from html import escape, unescape

from django.conf import settings

ATTRIBUTE = re.compile(r'(?<=\s)(href|src|srcset|poster|content|action)="([^"]*)"')
FORM = re.compile(r"<form\b(?P<attributes>[^>]*)>.*?</form>", re.DOTALL)
ACTION = re.compile(r'\baction="([^"]*)"')
CLASS = re.compile(r'\bclass="([^"]*)"')


def links_in(html):
    found = []
    with_links(html, lambda link: found.append(link) or link)
    return found


def with_links(html, change):
    """Replace each link in `html` by what `change` returns for it."""

    def changed(attribute):
        name, value = attribute[1], unescape(attribute[2])
        if name == "srcset":
            sources = [source.split(maxsplit=1) for source in value.split(",")]
            value = ", ".join(" ".join([change(link), *size]) for link, *size in sources)
        elif is_link(name, value):
            value = change(value)
        return f'{name}="{escape(value)}"'

    return ATTRIBUTE.sub(changed, html)


def is_link(name, value):
    """Return whether an attribute is one; a `content` may be any text."""
    if name == "content":
        return value.startswith(f"{settings.BASE_URL}/")
    return value and not value.startswith("#")


def with_forms(html, notice):
    """Replace each form in `html` by what `notice` returns for its action and its classes."""

    def replaced(form):
        action = ACTION.search(form["attributes"])
        classes = CLASS.search(form["attributes"])
        return notice(unescape(action[1]) if action else "", classes[1] if classes else "")

    return FORM.sub(replaced, html)

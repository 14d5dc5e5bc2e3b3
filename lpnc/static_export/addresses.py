"""Which addresses a static copy has, and in which files."""

import posixpath
import re
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings

# Only the application may serve documents, because it checks who may see them.
NOT_PUBLIC = ("/admin/", "/_util/", f"{settings.MEDIA_URL}documents/")
FURTHER_PAGE = re.compile(r"page=(?!1$)([0-9]{1,6})")


def address_of(link, base="/"):
    """Return the address on this site that a link on the page `base` leads to, or None.

    Of its parameters, only the number of a further page counts: a filtered list becomes the whole one.
    """
    live = urlsplit(settings.BASE_URL)
    try:
        target = urlsplit(urljoin(settings.BASE_URL + base, link.strip()))
    except ValueError:
        return None
    if (target.scheme, target.netloc) != (live.scheme, live.netloc):
        return None
    path = target.path or "/"
    further = FURTHER_PAGE.fullmatch(target.query)
    return f"{path}?{further[0]}" if further and path.endswith("/") else path


def is_not_public(address):
    return address.startswith(NOT_PUBLIC)


def file_of(address):
    """Return the path of an address's file in the copy: `/wins/?page=2` is in `wins/page-2/index.html`."""
    path, _, query = address.partition("?")
    if query:
        path += f"{query.replace('=', '-')}/"
    path = unquote(path).lstrip("/")
    is_file = posixpath.splitext(path)[1] and not path.endswith("/")
    return path if is_file else posixpath.join(path, "index.html")


def address_in_copy(address):
    """Return the address at which a web server serves the file of `address`."""
    path, _, query = address.partition("?")
    return f"{path}{query.replace('=', '-')}/" if query else path

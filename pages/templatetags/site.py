import json
import re
import unicodedata
from contextlib import suppress
from operator import attrgetter
from urllib.parse import urljoin, urlsplit

from django import template
from django.conf import settings
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from wagtail.images.models import SourceImageIOError

from core import share_images, structured_data
from core.base import SitePage
from core.site_settings import find_site
from core.visibility import page_tree, public_address
from pages.models import StandardPage, published_page

register = template.Library()

LEGAL_FORM = re.compile(r"\d+\(\w\)\(\d+\)")
LINES_AND_JOINERS = frozenset("\n\t\u200c\u200d")
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def json_ld(data):
    """Return `data` as a JSON-LD script block, escaped so that nothing in it can end the block or run."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return mark_safe(f'<script type="application/ld+json">{text.translate(ESCAPES)}</script>')


@register.filter
def keeping_legal_forms(text):
    """Return the text with "501(c)(3)" and the like kept on one line."""
    unbroken = r'<span class="unbroken">\g<0></span>'
    return mark_safe(LEGAL_FORM.sub(unbroken, conditional_escape(text)))


@register.filter
def without_controls(text):
    """Return the text without control and format characters, which could reverse the words after them;
    those that break lines or join letters stay."""
    letters = set(text) - LINES_AND_JOINERS
    controls = [ord(c) for c in letters if unicodedata.category(c) in ("Cc", "Cf")]
    return text.translate(dict.fromkeys(controls))


@register.filter
def one_line(text):
    """Return the text on one line, for a title or a description that a template writes over several."""
    return " ".join(text.split())


def is_below(path, address):
    """Return whether the path is below the address; always False for the home page, which has all below it."""
    return address != "/" and path.startswith(address)


@register.filter
def current(path, address):
    """Return the `aria-current` of a link to the address on the page at the path, or ""."""
    if path == address:
        return "page"
    return "true" if is_below(path, address) else ""


@register.filter
def address(page):
    """Return the page's address, without asking for each link which site has it."""
    return public_address(page) or page.url or ""


@register.filter
def host(address):
    """Return the host name of a web address."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


@register.simple_tag
def way_to_join(organization):
    """Return the address to ask about joining: the join page, the email address, the Contact page, or None."""
    if organization.join_url:
        return organization.join_url
    if organization.email:
        return f"mailto:{organization.email}"
    return contact_address()


def contact_address():
    tree = page_tree()
    named = [page for page in tree.published.values() if page.slug == "contact"]
    contacts = [page for page in named if page.specific_class is StandardPage]
    return tree.address_of(min(contacts, key=attrgetter("pk"))) if contacts else None


@register.simple_tag
def organization_json_ld(organization):
    return json_ld(structured_data.organization_data(organization))


@register.simple_tag
def breadcrumb_json_ld(breadcrumbs, title, url):
    return json_ld(structured_data.breadcrumb_data(breadcrumbs, title, url))


@register.simple_tag(takes_context=True)
def share_picture(context):
    """Return the address, size and alternative text of the page's picture for shared links, or the home page's."""
    page = context.get("page")
    if not (isinstance(page, SitePage) and page.pk):
        site = find_site(context["request"])
        page = site and published_page(site, "")
    return page and share_picture_of(page, context["organization"])


def share_picture_of(page, organization):
    if page.share_image:
        with suppress(SourceImageIOError):
            picture = page.share_image.get_rendition("fill-1200x630|format-jpeg")
            size, words = (picture.width, picture.height), page.share_image.alternative_text
            url = urljoin(settings.BASE_URL, picture.url)  # uploads may be on a server of their own
            return {"url": url, "size": size, "words": words}
    return {
        "url": f"{settings.BASE_URL}{page.share_picture_url(organization)}",
        "size": (share_images.WIDTH, share_images.HEIGHT),
        "words": page.share_picture(organization).alternative_text,
    }

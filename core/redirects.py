"""Old addresses, all kept as Wagtail redirects: exact ones, prefixes, and `/?p=NUMBER`."""

from django.core.exceptions import ValidationError
from django.http import HttpResponsePermanentRedirect
from wagtail.contrib.redirects import middleware
from wagtail.contrib.redirects.base_formats import DEFAULT_FORMATS, XLSX
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from core.visibility import is_published

PREFIX_MARK = "*"


def lead_to_published_pages():
    """Have a redirect lead nowhere while not everyone may read its page, whose address is private, too."""
    link = Redirect.link.func

    def link_of(redirect):
        page = redirect.redirect_page
        return link(redirect) if not page or is_published(page) else None

    Redirect.link = property(link_of)


def check_old_addresses():
    """Have the form refuse an old address that Wagtail can't take apart."""
    RedirectForm.base_fields["old_path"].validators.append(validate_old_address)


def validate_old_address(address):
    try:
        Redirect.normalise_path(address)
    except ValueError:
        raise ValidationError(
            "This can’t be an address. Enter its path, such as /2024/06/06/our-news/.",
            code="invalid",
        ) from None


def import_texts_only():
    """Take workbooks off the formats that redirects are imported from: Wagtail reads them without any limit."""
    DEFAULT_FORMATS.remove(XLSX)


def find_redirect(request, old_path):
    """The redirect that an editor stored for exactly this address and leads somewhere, or None."""
    redirects = Redirect.get_for_site(Site.find_for_request(request))
    found = redirects.filter(old_path=old_path).order_by("-site_id").first()
    return found if found and found.link else None


def find_prefix_redirect(request):
    """The redirect whose old address ends in `*` and fits the start of this one; the longest wins."""
    path = Redirect.normalise_path("/" + request.path.lstrip("/"))
    redirects = Redirect.get_for_site(Site.find_for_request(request))
    fitting = [
        redirect
        for redirect in redirects.filter(old_path__endswith=PREFIX_MARK)
        if path.startswith(redirect.old_path.removesuffix(PREFIX_MARK)) and redirect.link
    ]
    return max(fitting, key=lambda redirect: len(redirect.old_path), default=None)


def find_numbered_redirect(request):
    """The redirect for `/?p=NUMBER`, the old site's short addresses: they ask for the home page."""
    number = request.GET.get("p", "")
    if request.path != "/" or not (number.isascii() and number.isdigit()):
        return None
    return find_redirect(request, Redirect.normalise_path(f"/?p={number}"))


class RedirectMiddleware(middleware.RedirectMiddleware):
    """Wagtail's own, which acts on a 404; then prefixes; short addresses before the home page answers."""

    def process_request(self, request):
        redirect = find_numbered_redirect(request)
        return HttpResponsePermanentRedirect(redirect.link) if redirect else None

    def process_response(self, request, response):
        response = super().process_response(request, response)
        if response.status_code != 404:
            return response
        redirect = find_prefix_redirect(request)
        return HttpResponsePermanentRedirect(redirect.link) if redirect else response

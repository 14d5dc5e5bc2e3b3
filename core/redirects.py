"""Old addresses, all stored as Wagtail redirects: exact ones, prefixes and `/?p=NUMBER`."""

from django.core.exceptions import BadRequest, ValidationError
from django.core.signing import BadSignature, Signer
from django.http import HttpResponsePermanentRedirect
from wagtail.contrib.redirects import middleware, views
from wagtail.contrib.redirects.base_formats import DEFAULT_FORMATS, XLSX
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from core.visibility import is_published

PREFIX_MARK = "*"


def lead_to_published_pages():
    """Disable redirects to pages that not everyone may read, whose addresses are private too."""
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
    """Remove workbooks from the import formats of redirects, because Wagtail reads them without any limit."""
    DEFAULT_FORMATS.remove(XLSX)


def finish_import(request):
    """Import the redirects of a file, once an editor has confirmed it on a form that Wagtail signed."""
    if request.method == "POST":
        try:
            for name in ("import_file_name", "input_format"):
                Signer().unsign(request.POST.get(name, ""))
        except BadSignature:
            raise BadRequest("The form wasn't made here.") from None
    return views.process_import(request)


def find_redirect(request, old_path):
    """Return the redirect for exactly this address if it leads somewhere, or None."""
    redirects = Redirect.get_for_site(Site.find_for_request(request))
    found = redirects.filter(old_path=old_path).order_by("-site_id").first()
    return found if found and found.link else None


def find_prefix_redirect(request):
    """Return the redirect whose old address ends in `*` and matches the start of this one; longest wins."""
    path = Redirect.normalise_path("/" + request.path.lstrip("/"))
    redirects = Redirect.get_for_site(Site.find_for_request(request))
    fitting = [
        redirect
        for redirect in redirects.filter(old_path__endswith=PREFIX_MARK)
        if path.startswith(redirect.old_path.removesuffix(PREFIX_MARK)) and redirect.link
    ]
    return max(fitting, key=lambda redirect: len(redirect.old_path), default=None)


def find_numbered_redirect(request):
    """Return the redirect for `/?p=NUMBER`, an old short address that requests the home page."""
    number = request.GET.get("p", "")
    if request.path != "/" or not (number.isascii() and number.isdigit()):
        return None
    return find_redirect(request, Redirect.normalise_path(f"/?p={number}"))


class RedirectMiddleware(middleware.RedirectMiddleware):
    """Wagtail's middleware for 404s, plus prefixes, and short addresses before the home page responds."""

    def process_request(self, request):
        redirect = find_numbered_redirect(request)
        return HttpResponsePermanentRedirect(redirect.link) if redirect else None

    def process_response(self, request, response):
        response = super().process_response(request, response)
        if response.status_code != 404:
            return response
        redirect = find_prefix_redirect(request)
        return HttpResponsePermanentRedirect(redirect.link) if redirect else response

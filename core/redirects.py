"""Old addresses, all stored as Wagtail redirects: exact ones, prefixes and `/?p=NUMBER`.

Every redirect of a public address keeps the parameters that it was asked for with.
"""

from urllib.parse import parse_qsl, urlsplit, urlunsplit

from django.core.exceptions import BadRequest, ValidationError
from django.core.signing import BadSignature, Signer
from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.encoding import escape_uri_path, iri_to_uri
from wagtail.contrib.redirects import views
from wagtail.contrib.redirects.base_formats import DEFAULT_FORMATS, XLSX
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from core.visibility import is_published

PREFIX_MARK = "*"
#: Where a request has the part of its query string that a redirect passes on.
KEPT_QUERY = "core.kept_query"
#: Addresses that see to their parameters themselves.
OWN_QUERIES = ("/admin/", "/_util/")


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


def find_redirect(request, *old_paths):
    """Return the redirect for the first of these addresses that leads somewhere, or None.

    A redirect of this site alone goes before one of all sites.
    """
    redirects = Redirect.get_for_site(Site.find_for_request(request))
    found = [redirect for redirect in redirects.filter(old_path__in=old_paths) if redirect.link]
    return min(
        found,
        key=lambda redirect: (old_paths.index(redirect.old_path), redirect.site_id is None),
        default=None,
    )


def find_exact_redirect(request):
    """Return the redirect for this address, looked up with the query string it came with, then without the
    parameters that no view sees, then without any; each as text, then as it was encoded."""
    path = escape_uri_path("/" + request.path.lstrip("/"))
    queries = (request.META[KEPT_QUERY], request.META.get("QUERY_STRING", ""), "")
    addresses = [f"{path}?{iri_to_uri(query)}" for query in dict.fromkeys(queries)]
    old_paths = [
        Redirect.normalise_path(address, decode_unicode=decoded)
        for address in addresses
        for decoded in (True, False)
    ]
    return find_redirect(request, *(old_path for old_path in old_paths if "\0" not in old_path))


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


class RedirectMiddleware:
    """Lead old addresses on: a short one before the home page responds, any other in place of a 404."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if redirect := find_numbered_redirect(request):
            return lead_on(request, redirect)
        response = self.get_response(request)
        if response.status_code == 404:
            redirect = find_exact_redirect(request) or find_prefix_redirect(request)
            return lead_on(request, redirect) if redirect else response
        return response


def lead_on(request, redirect):
    """Return the response for an old address, which uses up the parameters that it is registered with."""
    used = names_in(urlsplit(redirect.old_path).query)
    request.META[KEPT_QUERY] = without_names(request.META[KEPT_QUERY], used)
    permanent = redirect.is_permanent
    return (HttpResponsePermanentRedirect if permanent else HttpResponseRedirect)(redirect.link)


class KeepQueryMiddleware:
    """Add the parameters that a public address was asked for with to the one it redirects to.

    A sign-in leads back to the whole address by itself.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.META[KEPT_QUERY] = request.META.get("QUERY_STRING", "")
        response = self.get_response(request)
        query, target = request.META[KEPT_QUERY], response.get("Location")
        if query and target and request.method in ("GET", "HEAD"):
            addresses = (request.path, target)
            if not any(address.startswith(OWN_QUERIES) for address in addresses):
                response["Location"] = with_query(target, query)
        return response


def with_query(address, query):
    """Return the address with those of the parameters whose names it doesn't have yet."""
    parts = urlsplit(address)
    added = iri_to_uri(without_names(query, names_in(parts.query)))
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, added)))))


def names_in(query):
    return {name for name, _ in parse_qsl(query, keep_blank_values=True)}


def without_names(query, names):
    """Return the query string without the parameters of these names; the others stay as they were written."""
    return "&".join(pair for pair in query.split("&") if not names & names_in(pair))

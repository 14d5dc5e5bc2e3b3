import re
from urllib.parse import parse_qsl, unquote_to_bytes

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.handlers.exception import response_for_exception
from django.db import DataError, transaction
from django.http import Http404, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDictKeyError
from wagtail import views as wagtail_views

from core.site_settings import find_site
from pages.models import published_page
from spreadsheets.cells import without_unseen

# Wagtail's date pickers and inline panels use inline scripts; everything else stays blocked.
ADMIN_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, *settings.MEDIA_ORIGINS, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}

# Nothing of the site uses a device; players of videos may fill the screen once they are opened.
PLAYERS = '(self "https://www.youtube-nocookie.com" "https://player.vimeo.com")'
PERMISSIONS = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), serial=(), usb=(), "
    f"xr-spatial-tracking=(), autoplay={PLAYERS}, fullscreen={PLAYERS}, picture-in-picture={PLAYERS}"
)

# Longer than any real id or date in digits.
TOO_LARGE = re.compile(r"\s*[-+]?\d{19,}\s*")


class BrowserLimitsMiddleware:
    """Tell browsers on every response, errors included, what it may use and who may load it.

    Other sites may load pictures, the embedded map, and the style sheet, which a frame without an origin
    counts as another site's too.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        shared = request.path.startswith(
            ("/embed/", "/share/", settings.MEDIA_URL, settings.STATIC_URL)
        )
        response["Permissions-Policy"] = PERMISSIONS
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response["Cross-Origin-Resource-Policy"] = "cross-origin" if shared else "same-origin"
        return response


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Send a Content-Security-Policy with every response; pages under /admin/ have their own."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith("/admin/") and not report_only:
            parts.replace = ADMIN_POLICY
        return parts


class IgnoreNullCookiesMiddleware:
    """Ignore cookies that contain a NUL, above all session cookies, since PostgreSQL can't look them up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.COOKIES = {
            name: value for name, value in request.COOKIES.items() if "\0" not in value
        }
        return self.get_response(request)


class RefuseImpossibleValuesMiddleware:
    """Respond with 404 to an address with a value that no database stores: NUL or too large a number.

    PostgreSQL raises an error on the first, and SQLite on the second if it is compared with ids. NULs and
    other unseen characters in posted data are removed because no one types them, and a form that no screen
    sends gets 400. Every request is read as UTF-8, which browsers send, regardless of the encoding it names,
    because some codecs aren't for text.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.encoding = "utf-8"
        parameters = request.META.get("QUERY_STRING", "")
        has_null = b"\0" in unquote_to_bytes(parameters) or "\0" in request.path
        if has_null or any(TOO_LARGE.fullmatch(value) for _, value in parse_qsl(parameters)):
            return response_for_exception(request, Http404("No such value is stored."))
        return self.get_response(request)

    def process_view(self, request, view, *arguments):
        # An exempt view may still have to set limits before its request is read.
        if not getattr(view, "csrf_exempt", False):
            request.POST = without_unseen_text(request.POST)
            if claims_more_rows_than_fields(request.POST):
                raise BadRequest("No form has so many rows.")

    def process_exception(self, request, exception):
        """Respond with 400 to what no screen sends: a form without a field, an impossible id or number."""
        lists = [*request.GET.lists(), *request.POST.lists()]
        if isinstance(exception, MultiValueDictKeyError) or any(
            fails_on(exception, value) for _, values in lists for value in values
        ):
            return response_for_exception(request, BadRequest("No screen sends this."))
        return None


def fails_on(exception, value):
    """Return whether the exception says that this value is no number, no choice, or too large for an id."""
    if isinstance(exception, (OverflowError, DataError)):
        return bool(TOO_LARGE.fullmatch(value))
    if isinstance(exception, KeyError):
        return exception.args == (value,)
    said = str(exception)
    return (
        said == refusal_of_number(value)
        or f"expected a number but got {value!r}" in said
        or f"“{value}” value must be" in said
    )


def refusal_of_number(value):
    """Return what Python says of text that isn't a whole number, or None."""
    try:
        int(value)
    except ValueError as error:
        return str(error)


def claims_more_rows_than_fields(posted):
    """Return whether a form names an absurd number of rows, which would take long to show again."""
    return any(
        value.isdecimal() and (len(value) > len(str(len(posted))) or int(value) > len(posted))
        for name, value in posted.items()
        if name.endswith("-TOTAL_FORMS")
    )


def without_unseen_text(posted):
    """Return the data without control characters and format characters such as zero-width spaces."""
    lists = {
        without_unseen(name): list(map(without_unseen, values)) for name, values in posted.lists()
    }
    if lists == dict(posted.lists()):
        return posted
    cleaned = QueryDict(mutable=True)
    for name, values in lists.items():
        cleaned.setlist(name, values)
    return cleaned


class WholePostsMiddleware:
    """Save all of what someone posts in the admin or, if it is refused or the server is killed, nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method != "POST" or not request.path.startswith("/admin/"):
            return self.get_response(request)
        with transaction.atomic():
            response = self.get_response(request)
            if response.status_code == 400 or response.status_code >= 500:
                transaction.set_rollback(True)
        return response


class PublishedPagesMiddleware:
    """Serve the pages that anyone may read without a walk down the tree; leave the others to Wagtail."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, named):
        if view is not wagtail_views.serve or request.method not in ("GET", "HEAD"):
            return None
        site = find_site(request)
        page = site and published_page(site, *arguments)
        return page.serve(request) if page else None


class MaintenanceMiddleware:
    """Respond with 503 to visitors while MAINTENANCE is on, without the database; the admin stays open.

    The edge must not serve an older page instead.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.MAINTENANCE and not request.path.startswith("/admin/"):
            page = render_to_string("maintenance.html")
            headers = {"Retry-After": "600", "Surrogate-Control": "no-store"}
            return HttpResponse(page, status=503, headers=headers)
        return self.get_response(request)

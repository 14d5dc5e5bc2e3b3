import re
from urllib.parse import parse_qsl, unquote_to_bytes

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.handlers.exception import response_for_exception
from django.db import DataError
from django.http import Http404, HttpResponse, QueryDict
from django.template.loader import render_to_string

# Wagtail's date pickers and inline panels are inline scripts; everything else stays closed.
ADMIN_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}

# An ordinary id or a date in digits is shorter.
TOO_LARGE = re.compile(r"\s*[-+]?\d{19,}\s*")


class AdminPolicyMiddleware:
    """Gives pages under /admin/ a Content-Security-Policy of their own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_replace = ADMIN_POLICY
        return response


class IgnoreNullCookiesMiddleware:
    """Ignores a cookie with a NUL in it, a session's above all: PostgreSQL can't look for one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.COOKIES = {
            name: value for name, value in request.COOKIES.items() if "\0" not in value
        }
        return self.get_response(request)


class RefuseImpossibleValuesMiddleware:
    """Answers 404 to an address with a value that no database stores: a NUL, or a number too large.

    PostgreSQL raises on the one, and SQLite on the other wherever it is compared with ids. From what is
    posted, NULs are removed: nobody types them. Whatever a request claims to be written in is read as
    UTF-8, which browsers send: not every codec is of text.
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
        # A view that is exempt may still have to set limits before its request is read.
        if not getattr(view, "csrf_exempt", False):
            request.POST = without_nulls(request.POST)

    def process_exception(self, request, exception):
        """Answer 400 where an id was posted that can be none, which no chooser of the admin does."""
        if any(
            fails_on(exception, value) for _, values in request.POST.lists() for value in values
        ):
            return response_for_exception(request, BadRequest("No record has such an id."))
        return None


def fails_on(exception, value):
    """Whether it is this value that a database can't compare with ids."""
    if isinstance(exception, (OverflowError, DataError)):
        return bool(TOO_LARGE.fullmatch(value))
    return f"expected a number but got {value!r}" in str(exception)


def without_nulls(posted):
    if not any("\0" in text for name in posted for text in (name, *posted.getlist(name))):
        return posted
    cleaned = QueryDict(mutable=True)
    for name, values in posted.lists():
        cleaned.setlist(name.replace("\0", ""), [value.replace("\0", "") for value in values])
    return cleaned


class MaintenanceMiddleware:
    """Answers 503 to visitors while MAINTENANCE is on; needs no database. The admin stays open."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.MAINTENANCE and not request.path.startswith("/admin/"):
            page = render_to_string("maintenance.html")
            return HttpResponse(page, status=503, headers={"Retry-After": "600"})
        return self.get_response(request)

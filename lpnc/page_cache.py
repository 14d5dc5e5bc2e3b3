"""The page cache: whole public pages, kept until anything that a visitor could see changes.

An entry holds the generation and North Carolina's date that were read before its page was rendered, and
ends at the next moment at which a page changes by itself. It counts only while all three are right.
"""

import gzip
import hashlib
import re
import time
from dataclasses import dataclass
from datetime import datetime
from functools import cache as remembered
from operator import itemgetter
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import get_path_info
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.timezone import localdate, now
from django_filters import CharFilter

from campaigns.public.win_filters import WinFilters
from core import generation
from core.failsafe import failures
from core.moments import next_moment
from lpnc import edge
from lpnc.logs import begin_request, log_request
from members.public.member_filters import MemberFilters

#: Parameters by which mails and ads count their readers; no page depends on them.
COUNTING = re.compile(r"(?:utm_\w+|mc_[ce]id|_hs\w+|fbclid|gclid|msclkid|mkt_tok)")
#: Parameters with a choice of values. An address with any other one isn't kept.
CHOICES = {"on", "page"} | {
    name
    for filters in (MemberFilters, WinFilters)
    for name, filter_ in filters.base_filters.items()
    if type(filter_) is not CharFilter
}
#: Only so many addresses with parameters, or with another host than BASE_URL's, are kept: a new one takes
#: another one's place.
SLOTS = 2048
LARGEST = 1_000_000  # bytes
LONGEST = 24 * 60 * 60  # seconds
#: Pages that each process also holds in its memory, and where a request says which one was its answer.
MOST_HELD = 100
ANSWER = "lpnc.kept_page"
#: Someone with one of these may get a page of their own.
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages")
PRIVATE_PATHS = ("/admin/", "/documents/", "/_util/")
CONDITIONS = (
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
)
#: What Django reads of a request about its scheme and host.
NAMING_HOST = (
    "HTTP_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "wsgi.url_scheme",
    "SERVER_NAME",
    "SERVER_PORT",
)
ACCEPTS_GZIP = re.compile(r"\bgzip\b")


@remembered
def release():
    """Return what identifies the code and templates, so that a new version of them keeps its own pages."""
    content = hashlib.sha256(settings.BASE_URL.encode())
    folders = ("lpnc", "pages", "news", "campaigns", "members", "core", "templates")
    files = [
        *(file for folder in folders for file in (settings.BASE_DIR / folder).rglob("*.[ph]*")),
        settings.BASE_DIR / "requirements.txt",
        Path(settings.STATIC_ROOT) / "staticfiles.json",
    ]
    for file in sorted(file for file in files if file.is_file() and file.suffix != ".pyc"):
        content.update(file.read_bytes())
    return content.hexdigest()


@dataclass(frozen=True)
class KeptPage:
    """A response, for an address, of an edition of the site, until a moment."""

    address: str
    edition: tuple
    ends_at: datetime
    headers: list
    content: bytes

    def is_right(self, edition):
        return self.edition == edition and now() < self.ends_at

    @property
    def lifetime(self):
        """What the edge is told of how long the page is right."""
        return f"max-age={seconds_until(self.ends_at)}"

    def response(self):
        return HttpResponse(self.content, headers=dict(self.headers))


class PageCacheMiddleware:
    """Respond with a kept page, or keep the one that is rendered.

    Only the log, the health checks, the headers of every response and the parameters that a redirect keeps stand
    outside it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
            return self.get_response(request)
        without_counting(request)
        generation.listen()
        address = address_of(request)
        if not address:
            return kept_by_no_one(self.get_response(request))
        edition = (generation.current(), localdate())
        page = cache.get(key_of(address))
        if page and page.address == address and page.is_right(edition):
            request.META[ANSWER] = page
            response = page.response()
            response["Surrogate-Control"] = page.lifetime
        else:
            response = self.render(request, address, edition)
        return get_conditional_response(request, etag=response.get("ETag"), response=response)

    def render(self, request, address, edition):
        conditions = {name: request.META.pop(name, None) for name in CONDITIONS}
        ends_at = next_moment()
        with failures() as failed:
            response = self.get_response(request)
        request.META |= {name: value for name, value in conditions.items() if value is not None}
        if failed or not may_be_kept(response):
            return kept_by_no_one(response)
        seconds = seconds_until(ends_at)
        share(response, seconds)
        if request.method == "GET" and edition[0] is not None:
            page = KeptPage(address, edition, ends_at, list(response.items()), response.content)
            cache.set(key_of(address), page, min(seconds, LONGEST))
        return response


class HeldPages:
    """A WSGI application that answers with pages that this process sent lately, before Django sees the request.

    That is only while it is certain, without asking anyone, that they are right.
    """

    def __init__(self, application):
        self.application = application
        self.held = {}

    def __call__(self, environ, start_response):
        plain = plain_request(environ)
        if plain is None:
            return self.application(environ, start_response)
        start = time.monotonic()
        if (number := generation.certain()) is not None and plain in self.held:
            path, page, headers = self.held[plain]
            if page.is_right((number, localdate())):
                begin_request()
                start_response("200 OK", [*headers, ("Surrogate-Control", page.lifetime)])
                log_request("GET", path, 200, start, len(page.content))
                return [page.content]

        def hold_and_start(status, headers, *more):
            if page := environ.get(ANSWER):
                if len(self.held) >= MOST_HELD:
                    self.held.clear()
                lasting = [header for header in headers if header[0] != "Surrogate-Control"]
                self.held[plain] = (get_path_info(environ), page, lasting)
            return start_response(status, headers, *more)

        return self.application(environ, hold_and_start)


def plain_request(environ):
    """Return what the answer depends on, or None if that is more than the address and the compression."""
    if (
        environ["REQUEST_METHOD"] != "GET"
        or environ.get("QUERY_STRING")
        or "HTTP_COOKIE" in environ
        or any(name in environ for name in CONDITIONS)
    ):
        return None
    accepts_gzip = bool(ACCEPTS_GZIP.search(environ.get("HTTP_ACCEPT_ENCODING", "")))
    return (accepts_gzip, environ["PATH_INFO"], *map(environ.get, NAMING_HOST))


def seconds_until(moment):
    return max(0, int((moment - now()).total_seconds()))


def without_counting(request):
    """Drop the parameters that no page depends on, so that none can show them."""
    query = request.META.get("QUERY_STRING", "")
    if COUNTING.search(query):
        pairs = parse_qsl(query, keep_blank_values=True)
        request.META["QUERY_STRING"] = urlencode(
            [(name, value) for name, value in pairs if not COUNTING.fullmatch(name)]
        )


def address_of(request):
    """Return what the page depends on, as text, or None if the page may not be kept."""
    if (
        not settings.PAGE_CACHE
        or settings.MAINTENANCE
        or request.method not in ("GET", "HEAD")
        or request.path.startswith(PRIVATE_PATHS)
        or any(name in request.COOKIES for name in PERSONAL_COOKIES)
    ):
        return None
    pairs = parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True)
    if any(name not in CHOICES for name, _ in pairs):
        return None
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    form = "gzip" if ACCEPTS_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) else ""
    query = urlencode(sorted(pairs, key=itemgetter(0)))
    return f"{release()} {form} {request.scheme}://{host}{request.path}?{query}"


def key_of(address):
    """Return the key of the address's entry; those that anyone can make up share a limited number of keys."""
    digest = hashlib.sha256(address.encode()).hexdigest()
    if address.endswith("?") and f" {settings.BASE_URL}/" in address:
        return f"page-{digest}"
    return f"slot-{release()[:16]}-{int(digest, 16) % SLOTS}"


def may_be_kept(response):
    """Return whether anyone may see this response: a whole page without anything of one visitor's."""
    control = response.get("Cache-Control", "")
    varies_by = {name.strip().lower() for name in response.get("Vary", "").split(",")}
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not re.search("private|no-store", control)
        and varies_by <= {"", "cookie", "accept-encoding"}
        and len(response.content) <= LARGEST
    )


def share(response, seconds):
    """Let caches keep a page and ask each time, and the edge respond with it until told to forget it."""
    response["Vary"] = "Accept-Encoding"  # without a session cookie, no page depends on cookies
    patch_cache_control(response, public=True, no_cache=True)
    response.headers.setdefault("ETag", etag_of(response))
    response["Surrogate-Control"] = f"max-age={seconds}"
    response["Surrogate-Key"] = edge.TAG


def etag_of(response):
    """Return an ETag of the page before its compression, which never gives the same bytes twice."""
    content = response.content
    if response.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    return f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'


def kept_by_no_one(response):
    """Let only the visitor's browser keep the page; a file's own view decides about it."""
    if not response.streaming:
        response.headers.setdefault("Cache-Control", "private, no-cache")
    return response

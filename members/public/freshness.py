"""HTTP caching of responses built from the roster."""

from datetime import UTC, datetime, time
from functools import wraps
from zlib import crc32

from django.utils.cache import patch_cache_control
from django.utils.http import http_date
from django.utils.timezone import get_current_timezone, localdate
from django.views.decorators.http import condition

from core.models import OrganizationSettings
from members.models import RosterSettings, RosterVersion
from members.models.figures import has_sample, stated_figures


def etag(request, *further):
    """Return an ETag from the roster's version, today's date (states change at midnight) and staff settings."""
    organization = OrganizationSettings.for_request(request)
    roster = RosterSettings.of_default_site()
    settings = (
        *(organization.name, organization.data_license),
        *(roster.complete, roster.incoming_days, has_sample(), stated_figures()),
    )
    checksum = crc32(repr((*settings, *further)).encode())
    return f'"{RosterVersion.current()}-{localdate()}-{checksum:x}"'


def last_modified(request, **kwargs):
    midnight = datetime.combine(localdate(), time.min, tzinfo=get_current_timezone())
    changed = RosterVersion.objects.values_list("changed_at", flat=True).first()
    return max(filter(None, (changed, midnight))).astimezone(UTC)


def sent_once(etag_func, last_modified=last_modified):
    """Decorate a view to respond with 304 if the client's ETag matches.

    Last-Modified is sent but not checked, because it doesn't cover staff settings.
    """

    def decorate(view):
        view = condition(etag_func=etag_func)(view)

        @wraps(view)
        def answer(request, **kwargs):
            response = view(request, **kwargs)
            response["Last-Modified"] = http_date(last_modified(request).timestamp())
            return response

        return answer

    return decorate


def checked_back(view):
    """Decorate a view so that caches store the response and revalidate it each time."""

    @wraps(view)
    def answer(request, **kwargs):
        response = view(request, **kwargs)
        patch_cache_control(response, public=True, no_cache=True)
        return response

    return answer

"""How caches learn whether what was made from the roster is still true."""

from datetime import UTC, datetime, time
from functools import wraps
from zlib import crc32

from django.utils.cache import patch_cache_control
from django.utils.http import http_date
from django.utils.timezone import get_current_timezone, localdate
from django.views.decorators.http import condition

from core.models import OrganizationSettings
from members.models import RosterSettings, RosterVersion


def etag(request, *further):
    """The roster's version and the day, as states change at midnight, and what staff set besides."""
    organization = OrganizationSettings.for_request(request)
    settings = (organization.name, organization.data_license, RosterSettings.standing(), *further)
    return f'"{RosterVersion.current()}-{localdate()}-{crc32(repr(settings).encode()):x}"'


def last_modified(request, **kwargs):
    midnight = datetime.combine(localdate(), time.min, tzinfo=get_current_timezone())
    changed = RosterVersion.objects.values_list("changed_at", flat=True).first()
    return max(filter(None, (changed, midnight))).astimezone(UTC)


def sent_once(etag_func, last_modified=last_modified):
    """Sends nothing again to those who have it by its ETag.

    When the records last changed is told, but decides nothing: it doesn't know of what staff set.
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
    """Lets caches keep the answer, and asks them to check back each time."""

    @wraps(view)
    def answer(request, **kwargs):
        response = view(request, **kwargs)
        patch_cache_control(response, public=True, no_cache=True)
        return response

    return answer

"""The addresses below /data/."""

from datetime import UTC, datetime, time

from django.conf import settings
from django.http import Http404, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.timezone import get_current_timezone, localdate
from django.views.decorators.http import condition, require_safe

from members.data.datasets import DATASETS
from members.data.formats import FORMAT_VERSION, FORMATS, schema
from members.days import day_asked_for
from members.models import RosterVersion
from pages.models import OrganizationSettings


def dataset_named(name):
    if name not in DATASETS:
        raise Http404("There is no such dataset.")
    return DATASETS[name]


def etag(request, **kwargs):
    """The roster's version and the day, as states change at midnight."""
    return f'"{RosterVersion.current()}-{localdate()}-{day_asked_for(request) or "today"}"'


def last_modified(request, **kwargs):
    midnight = datetime.combine(localdate(), time.min, tzinfo=get_current_timezone())
    changed = RosterVersion.objects.values_list("changed_at", flat=True).first()
    return max(filter(None, (changed, midnight))).astimezone(UTC)


@require_safe
@condition(etag_func=etag, last_modified_func=last_modified)
def dataset(request, name, extension):
    """One dataset as a file; `?on=` gives it as it is known today for another day."""
    chosen, on = dataset_named(name), day_asked_for(request)
    write, content_type = FORMATS[extension]
    response = StreamingHttpResponse(
        write(chosen, on, meta(request, chosen, on)), content_type=content_type
    )
    stamp = (on or localdate()).isoformat()
    response["Content-Disposition"] = f'inline; filename="lpnc-{name}-{stamp}.{extension}"'
    response["X-Robots-Tag"] = "noindex"
    return open_to_all(response)


def meta(request, chosen, on):
    organization = OrganizationSettings.for_request(request)
    return {
        "format": FORMAT_VERSION,
        "roster_version": str(RosterVersion.current()),
        "on": (on or localdate()).isoformat(),
        "publisher": organization.name,
        "license": organization.data_license,
        "source": f"{settings.BASE_URL}{reverse('data')}",
    }


def open_to_all(response):
    """Lets other sites' scripts read it, and asks caches to check back each time."""
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, no_cache=True)
    return response


@require_safe
def dataset_schema(request, name):
    return open_to_all(JsonResponse(schema(dataset_named(name)), json_dumps_params={"indent": 2}))


@require_safe
def data(request):
    """What can be downloaded, under which license, and what each column means."""
    return render(
        request,
        "members/data.html",
        {"datasets": DATASETS.values(), "version": RosterVersion.current(), "today": localdate()},
    )

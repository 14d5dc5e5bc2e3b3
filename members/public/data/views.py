"""The views below /data/."""

from django.conf import settings
from django.http import Http404, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from core.datasets import FORMAT_VERSION, FORMATS, from_any_site
from core.models import OrganizationSettings
from members.models import RosterVersion
from members.public import freshness
from members.public.data.datasets import DATASETS
from members.public.data.schema import schema
from members.public.day import day_asked_for


def dataset_named(name):
    if name not in DATASETS:
        raise Http404("There is no such dataset.")
    return DATASETS[name]


def dataset_etag(request, name, extension):
    return freshness.etag(request, FORMAT_VERSION, day_asked_for(request))


@from_any_site
@freshness.checked_back
@require_safe
@freshness.sent_once(dataset_etag)
def dataset(request, name, extension):
    """Return one dataset as a file; `?on=` gives it for another day, as known today."""
    chosen, on = dataset_named(name), day_asked_for(request)
    write, content_type = FORMATS[extension]
    about = meta(request, on)
    response = StreamingHttpResponse(write(chosen, on, about), content_type=content_type)
    version = f"{about['on']}-v{about['roster_version']}"
    response["Content-Disposition"] = f'inline; filename="lpnc-{name}-{version}.{extension}"'
    response["X-Robots-Tag"] = "noindex"
    # A CSV file can't contain its license, which is on the page.
    links = [f'<{about["source"]}>; rel="license"'] if about["license"] else []
    if on:
        links.append(f'<{settings.BASE_URL}{request.path}>; rel="canonical"')
    if links:
        response["Link"] = ", ".join(links)
    return response


def meta(request, on):
    organization = OrganizationSettings.for_request(request)
    return {
        "format": FORMAT_VERSION,
        "roster_version": str(RosterVersion.current()),
        "on": (on or localdate()).isoformat(),
        "publisher": organization.name,
        "license": organization.data_license,
        "source": f"{settings.BASE_URL}{reverse('data')}",
    }


@from_any_site
@freshness.checked_back
@require_safe
def dataset_schema(request, name):
    return JsonResponse(schema(dataset_named(name)), json_dumps_params={"indent": 2})


@require_safe
def data(request):
    """Show the available files, their license and the meaning of each column."""
    context = {
        "datasets": DATASETS.values(),
        "version": RosterVersion.current(),
        "today": localdate(),
        "embed_code": embed_code(OrganizationSettings.for_request(request)),
    }
    return render(request, "members/data.html", context)


def embed_code(organization):
    """Return the HTML that shows the figures and the map on another site."""
    frame = format_html(
        '<iframe src="{}{}" title="{}: our members on the map" width="100%" height="640" loading="lazy">',
        settings.BASE_URL,
        reverse("embed"),
        organization.name,
    )
    return f"{frame}</iframe>"

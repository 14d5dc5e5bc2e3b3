"""The figures and map that partners embed on their own sites."""

from csp.decorators import csp_replace
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.timezone import localdate
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from members.models import Measure, RosterSettings, figures, todays_roster
from members.public import freshness


def embed_etag(request):
    return freshness.etag(request, static("css/main.css"))


# Also on a 304 response, since browsers apply its headers to the cached copy.
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@freshness.checked_back
@require_safe
@freshness.sent_once(embed_etag)
def embedded_map(request):
    roster = todays_roster()
    counted = roster if RosterSettings.is_complete() else None
    context = {
        "figures": figures(Measure.values, counted),
        "county_members": roster.members_by_county,
        "map_places": roster.places,
        "today": localdate(),
    }
    return render(request, "members/embed.html", context)

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from members.models import CountedRoster, RosterSettings
from pages.site_settings import NavigationSettings, OrganizationSettings


def further_page(request):
    """The number of the page of a long list that is shown, or None for the first one."""
    number = getattr(request, "page_number", 1)
    return number if number > 1 else None


def canonical_url(request):
    """The one address of what is shown: no parameter but the number of a further page is part of it."""
    further = further_page(request)
    return f"{settings.BASE_URL}{request.path}" + (f"?page={further}" if further else "")


def site(request):
    """What the frame of every public page needs; nothing for the admin, which has a frame of its own.

    An address below /admin/ that leads nowhere gets the public page that says so.
    """
    if request.path.startswith("/admin/") and request.resolver_match:
        return {}
    standing = RosterSettings.standing()
    return {
        "organization": OrganizationSettings.for_request(request),
        "navigation": NavigationSettings.for_request(request),
        "roster_complete": standing.complete,
        "sample_roster": standing.has_sample,
        "stated_figures": standing.stated,
        "canonical_url": canonical_url(request),
        "further_page": further_page(request),
        "base_url": settings.BASE_URL,
        "counted_roster": SimpleLazyObject(CountedRoster),
    }

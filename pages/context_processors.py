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
    """What the frame of every public page needs; nothing for the admin, which has a frame of its own."""
    if request.path.startswith("/admin/"):
        return {}
    roster_complete, sample_roster = RosterSettings.standing() or (False, False)
    return {
        "organization": OrganizationSettings.for_request(request),
        "navigation": NavigationSettings.for_request(request),
        "roster_complete": roster_complete,
        "sample_roster": sample_roster,
        "canonical_url": canonical_url(request),
        "further_page": further_page(request),
        "base_url": settings.BASE_URL,
        "counted_roster": SimpleLazyObject(CountedRoster),
    }

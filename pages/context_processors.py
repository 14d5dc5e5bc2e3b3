from django.conf import settings

from members.models import RosterSettings
from pages.pagination import MOST_DIGITS
from pages.site_settings import NavigationSettings, OrganizationSettings


def further_page(request):
    """The number of the page that a long list is asked for, or None for its first one."""
    number = request.GET.get("page", "")
    if number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS and int(number) > 1:
        return int(number)
    return None


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
    }

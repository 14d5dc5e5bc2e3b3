from django.conf import settings
from django.utils.functional import SimpleLazyObject

from core.failsafe import failsafe
from core.site_settings import NavigationSettings, OrganizationSettings
from members.models import CountedRoster, RosterSettings
from members.models.figures import RosterStanding


def further_page(request):
    """The number of the page of a long list that is shown, or None for the first one."""
    number = getattr(request, "page_number", 1)
    return number if number > 1 else None


def canonical_url(request):
    """The one address of what is shown: no parameter but the number of a further page is part of it."""
    further = further_page(request)
    return f"{settings.BASE_URL}{request.path}" + (f"?page={further}" if further else "")


def settings_for(request, model):
    """The settings as they stand, or as they are before anyone has filled them in if they can't be read."""
    name = f"the settings “{model._meta.verbose_name}”"
    return failsafe(name, lambda: model.for_request(request), model())


def site(request):
    """What the frame of every public page needs; nothing for the admin, which has a frame of its own.

    An address below /admin/ that leads nowhere gets the public page that says so.
    """
    if request.path.startswith("/admin/") and request.resolver_match:
        return {}
    standing = failsafe("the roster’s settings", RosterSettings.standing, RosterStanding())
    return {
        "organization": settings_for(request, OrganizationSettings),
        "navigation": settings_for(request, NavigationSettings),
        "roster_complete": standing.complete,
        "sample_roster": standing.has_sample,
        "stated_figures": standing.stated,
        "canonical_url": canonical_url(request),
        "further_page": further_page(request),
        "base_url": settings.BASE_URL,
        "counted_roster": SimpleLazyObject(CountedRoster),
    }

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from core.failsafe import failsafe
from core.site_settings import NavigationSettings, OrganizationSettings
from members.models import RosterSettings, todays_roster
from members.models.figures import has_sample


def further_page(request):
    """Return the number of the current page of a list, or None for the first one."""
    number = getattr(request, "page_number", 1)
    return number if number > 1 else None


def canonical_url(request):
    """Return the canonical address, whose only parameter is the number of a page after the first."""
    further = further_page(request)
    return f"{settings.BASE_URL}{request.path}" + (f"?page={further}" if further else "")


def settings_for(request, model):
    """Return the settings, or empty ones if they can't be read."""
    name = f"the settings “{model._meta.verbose_name}”"
    return failsafe(name, lambda: model.for_request(request), model())


def site(request):
    """Return the context of every public page's frame; nothing for the admin, which has its own frame.

    An address below /admin/ that doesn't exist gets the public 404 page.
    """
    if request.path.startswith("/admin/") and request.resolver_match:
        return {}
    roster = failsafe("the roster’s settings", RosterSettings.of_default_site, RosterSettings())
    return {
        "organization": settings_for(request, OrganizationSettings),
        "navigation": settings_for(request, NavigationSettings),
        "roster_complete": roster.complete,
        "sample_roster": failsafe("the made-up members", has_sample, False),
        "canonical_url": canonical_url(request),
        "further_page": further_page(request),
        "base_url": settings.BASE_URL,
        "counted_roster": SimpleLazyObject(todays_roster),
    }

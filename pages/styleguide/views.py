from django import forms
from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from campaigns.models import CampaignPage
from core.site_settings import NavigationSettings, OrganizationSettings
from pages.styleguide import blocks, content, frame, roster, wins
from pages.styleguide.samples import Samples

FOUNDATIONS = {
    "grounds": ["paper", "paper-2", "sky", "gold", "clay", "pine", "night"],
    "fabrics": ["gold", "sky", "sky2", "clay", "pine", "pine2", "cotton", "ink"],
    "tints": ["a", "b", "c", "d"],
    "blocks": CampaignPage.Pattern.choices,
}


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=[("light", "Light"), ("dark", "Dark")], required=False)


def groups(request):
    """Return the guide's groups, as pairs of a title and a list of entries."""
    samples = Samples()
    organization = OrganizationSettings.for_request(request)
    navigation = NavigationSettings.for_request(request)
    return [
        ("The frame of a page", frame.entries(samples, organization, navigation)),
        ("People and places", roster.entries(samples)),
        ("Campaigns, news, library", content.entries(samples)),
        ("Local wins", wins.entries(samples)),
        ("Blocks of a page", blocks.entries(samples)),
    ]


def may_see(user):
    return settings.DEBUG or user.has_perm("wagtailadmin.access_admin")


@never_cache
def styleguide(request):
    """Show the living style guide to developers and signed-in staff; raise Http404 for everyone else."""
    form = ThemeForm(request.GET)
    if not may_see(request.user) or not form.is_valid():
        raise Http404
    context = {
        "groups": groups(request),
        "theme": form.cleaned_data["theme"],
        "themes": form.fields["theme"].choices,
        "noindex": True,
        **FOUNDATIONS,
    }
    return render(request, "pages/styleguide.html", context)

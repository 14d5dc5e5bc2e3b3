"""Places: where members serve, and a place's page."""

from django.shortcuts import get_object_or_404, render

from campaigns.models import CampaignPage
from members.models import CountedRoster, Jurisdiction, Person
from members.views.sections import SectionView
from news.models import NewsPage
from pages.resources import ResourcePage
from pages.sections import Section


class PlaceListView(SectionView):
    template_name = "members/place_list.html"
    section_key = Section.Key.PLACES

    def get_context_data(self, **kwargs):
        places = Jurisdiction.objects.active()
        return super().get_context_data(
            county_members=CountedRoster().members_by_county,
            represented=places.represented().order_by("name", "pk"),
            counties=places.counties().order_by("name"),
            **kwargs,
        )


def place(request, slug):
    """A jurisdiction with the members who serve there, and what this site says about it."""
    jurisdiction = get_object_or_404(
        Jurisdiction.objects.select_related("primary_county", "region"), slug=slug
    )
    return render(request, "members/place.html", place_context(jurisdiction))


def place_context(jurisdiction):
    return {
        "place": jurisdiction,
        "section": Section.objects.for_key(Section.Key.PLACES),
        "people": Person.objects.serving(jurisdiction).with_titles(),
        "places_within": Jurisdiction.objects.lying_in(jurisdiction),
        "campaigns": CampaignPage.objects.published().about(place=jurisdiction).in_list_order(),
        "news": NewsPage.objects.published().about(place=jurisdiction).in_list_order(),
        "resources": ResourcePage.objects.published().about(place=jurisdiction).in_list_order(),
    }

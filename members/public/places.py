"""Views of places where members serve and of a place's page, today or on another day."""

from django.shortcuts import get_object_or_404, render

from core.previews import shows
from core.related import related
from core.sections import Section
from members.models import CountedRoster, Jurisdiction, Person
from members.public.nearby import reached_near
from members.public.on_date import day_asked_for
from members.public.seats import seats_of
from members.public.sections import SectionView

KIND_GROUPS = [
    ("Counties", [Jurisdiction.Kind.COUNTY]),
    ("Cities, towns and villages", Jurisdiction.MUNICIPAL_KINDS),
    ("School districts", [Jurisdiction.Kind.SCHOOL_DISTRICT]),
    ("Other districts", [Jurisdiction.Kind.OTHER]),
]


class PlaceListView(SectionView):
    template_name = "members/place_list.html"
    section_key = Section.Key.PLACES

    def get_context_data(self, **kwargs):
        on = day_asked_for(self.request)
        roster = CountedRoster(on)
        places = Jurisdiction.objects.order_by("name", "pk")
        return super().get_context_data(
            on=on,
            noindex=bool(on),
            county_members=roster.members_by_county,
            represented=roster.places,
            groups=in_groups(roster.places),
            uncertain=places.possibly_represented(on) if on else [],
            counties=places.active().counties(),
            **kwargs,
        )


def in_groups(places):
    """Return pairs of a plural and the places of that kind by name; other districts only if there are any."""
    found = [
        (name, sorted((p for p in places if p.kind in kinds), key=lambda p: (p.name, p.pk)))
        for name, kinds in KIND_GROUPS
    ]
    return [(name, group) for name, group in found if group or name != "Other districts"]


def place(request, slug):
    """Show a jurisdiction with the members who serve there and related content."""
    on = day_asked_for(request)
    jurisdiction = get_object_or_404(
        Jurisdiction.objects.select_related("primary_county", "region"), slug=slug
    )
    context = {"noindex": bool(on), **place_context(jurisdiction, on)}
    return render(request, "members/place.html", context)


def inside(county, roster):
    """Return the places in a county, the served ones, and the people who serve only in these."""
    places = list(Jurisdiction.objects.lying_in(county))
    served = [place for place in places if place in roster.places]
    people = roster.serving(*served).with_titles(roster.on)
    return {
        "places_within": [(p, p in served) for p in places if p in served or not p.retired],
        "served_within": served,
        "people_within": people.exclude(pk__in=roster.serving(county)),
    }


@shows(Jurisdiction)
def place_context(jurisdiction, on=None):
    roster = CountedRoster(on)
    return {
        "place": jurisdiction,
        "on": on,
        "section": Section.objects.for_key(Section.Key.PLACES),
        "people": roster.serving(jurisdiction).with_titles(on),
        "uncertain": Person.objects.possibly_serving(jurisdiction, on).with_titles(on),
        **inside(jurisdiction, roster),
        "seats": seats_of(jurisdiction, on),
        "county_members": roster.members_by_county,
        "map_places": roster.places,
        "nearby": reached_near(jurisdiction, roster),
        "related": related("place", jurisdiction, on),
    }

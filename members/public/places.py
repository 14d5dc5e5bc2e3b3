"""Views of places where members serve and of a place's page, today or on another day."""

from dataclasses import dataclass
from itertools import groupby
from math import hypot, inf

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render

from core.previews import shows
from core.related import related
from core.sections import Section, SectionView
from members.models import CountedRoster, Jurisdiction, Person, State, Tenure
from members.models.seats import plain_seat_label
from members.public.day import day_asked_for
from members.public.maps import with_noun


@dataclass(frozen=True)
class HeldSeat:
    """A seat, or an office whose seats have no names, with its tenures in order of start."""

    name: str
    tenures: list


def seats_of(jurisdiction, on=None):
    """Return the place's seats with the tenures of people on record, in their states on the day."""
    tenures = (
        Tenure.objects.active()
        .filter(jurisdiction=jurisdiction)
        .for_titles(on)
        .prefetch_related(Prefetch("person", Person.objects.marked_public()), "leadership_roles")
    )
    held = sorted(tenures, key=_seat_key)
    return [
        HeldSeat(_seat_name(group[0]), group)
        for group in (list(group) for _, group in groupby(held, key=_seat_key))
    ]


def _seat_key(tenure):
    """Return the sort key: offices in their order, numbered seats by number."""
    label = "" if tenure.office.one_holder else plain_seat_label(tenure.seat_label)
    words = [(int(word) if word.isdecimal() else 0, word) for word in label.split()]
    return tenure.office.sort_order, tenure.office.name, words


def _seat_name(tenure):
    label = "" if tenure.office.one_holder else tenure.seat_label
    return f"{tenure.office.name}, {label}" if label else tenure.office.name


MOST_PLACES = 8


def reached_near(place, roster):
    """Return pairs of a represented place near this one and a remark about it.

    Near a county, these are the adjoining counties. Near any other place, they are the represented
    places in its counties and in the adjoining ones, nearest first.
    """
    around = Jurisdiction.objects.adjoining([c.pk for c in place.lies_in or [place]])
    counties = around.order_by("name", "pk")
    if place.kind == Jurisdiction.Kind.COUNTY:
        return adjoining_reached(place, counties, roster)
    pks = {county.pk for county in counties}
    others = [o for o in roster.places if o.pk != place.pk and o.county and o.county.pk in pks]
    others.sort(key=lambda other: (distance(place, other), other.name, other.pk))
    return [(other, other.governing_body) for other in others[:MOST_PLACES]]


def adjoining_reached(place, counties, roster):
    reached = {other.county.pk for other in roster.places if other.county}
    return [
        (county, with_noun(roster.members_by_county[county.geoid]))
        for county in counties
        if county.pk in reached and county.pk != place.pk
    ]


def distance(place, other):
    """Return the distance of two places on the map; a place without a location is the farthest."""
    if place.map_x is None or other.map_x is None:
        return inf
    return hypot(place.map_x - other.map_x, place.map_y - other.map_y)


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
            none_served=none_served(on),
            counties=places.active().counties(),
            **kwargs,
        )


def none_served(on):
    """Return the sentence on a group of places without members."""
    if on:
        return "We can’t confirm that a member served in any of them on that day."
    return "No member on our list serves in any of them."


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
    uncertain = list(Person.objects.possibly_serving(jurisdiction, on).with_titles(on))
    for person in uncertain:  # a title that says so itself needs no tag
        person.doubt = "" if person.state == State.UNCERTAIN else "Uncertain"
    return {
        "place": jurisdiction,
        "on": on,
        "section": Section.objects.for_key(Section.Key.PLACES),
        "people": roster.serving(jurisdiction).with_titles(on),
        "uncertain": uncertain,
        **inside(jurisdiction, roster),
        "seats": seats_of(jurisdiction, on),
        "county_members": roster.members_by_county,
        "map_places": roster.places,
        "nearby": reached_near(jurisdiction, roster),
        "related": related("place", jurisdiction, on),
    }

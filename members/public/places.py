"""Views of places where members serve and of a place's page, today or on another day."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import hypot, inf

from django.db.models import Q
from django.http import Http404
from django.shortcuts import render

from core.child_rows import fetch_rows
from core.generation import prepared
from core.previews import shows
from core.related import related
from core.sections import Section, SectionView
from members.models import Jurisdiction, Person, State, Tenure, all_places, roster_on
from members.models.places import adjoining, lying_in, places_with
from members.models.seats import plain_seat_label
from members.public.day import day_asked_for, doubted
from members.public.maps import with_noun


@dataclass(frozen=True)
class HeldSeat:
    """A seat, or an office whose seats have no names, with its tenures in order of start."""

    name: str
    tenures: list


def seats_of(jurisdiction, people):
    """Return the place's seats with the tenures of these people of it."""
    tenures = [
        tenure
        for person in people
        if person.is_active
        for tenure in person.stated_tenures
        if tenure.jurisdiction_id == jurisdiction.pk
    ]
    tenures.sort(key=lambda tenure: (tenure.start_first or date.min, tenure.pk))
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
    counties = adjoining(place.lies_in or [place])
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


def active_counties():
    """Return the counties by name."""
    counties = (place for place in all_places().values() if place.kind == Jurisdiction.Kind.COUNTY)
    return sorted((county for county in counties if not county.retired), key=by_name)


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
        roster = roster_on(on)
        return super().get_context_data(
            on=on,
            noindex=bool(on),
            county_members=roster.members_by_county,
            represented=roster.places,
            groups=in_groups(roster.places),
            uncertain=possibly_represented(roster) if on else [],
            none_served=none_served(on),
            counties=active_counties(),
            **kwargs,
        )


def none_served(on):
    """Return the sentence on a group of places without members."""
    if on:
        return "We can’t confirm that a member served in any of them on that day."
    return "No member on our list serves in any of them."


def possibly_represented(roster):
    """Return the places represented on the roster's day in some readings of the dates, but not in all, by name."""
    return sorted(places_with(roster.uncertain_places), key=by_name)


def by_name(place):
    return place.name, place.pk


def in_groups(places):
    """Return pairs of a plural and the places of that kind by name; other districts only if there are any."""
    found = [
        (name, sorted((place for place in places if place.kind in kinds), key=by_name))
        for name, kinds in KIND_GROUPS
    ]
    return [(name, group) for name, group in found if group or name != "Other districts"]


def place(request, slug):
    """Show a jurisdiction with the members who serve there and related content."""
    on = day_asked_for(request)
    context = {"noindex": bool(on), **place_at(slug, on)}
    return render(request, "members/place.html", context)


@prepared(most=5)
def place_at(slug, on):
    """Return the context of the place with this address; raise Http404 if there is none."""
    jurisdiction = next((place for place in all_places().values() if place.slug == slug), None)
    if jurisdiction is None:
        raise Http404("No place has this address.")
    return place_context(jurisdiction, on)


def inside(county, roster):
    """Return the places in a county, each with whether a member serves there."""
    served = {place.pk for place in roster.places}
    places = [(place, place.pk in served) for place in lying_in(county)]
    return [(place, is_served) for place, is_served in places if is_served or not place.retired]


def people_of(jurisdiction, others, on):
    """Return everyone who holds or has held an office in the place, and these others, with titles of the day
    and with the leaders among them."""
    holders = Tenure.objects.active().filter(jurisdiction=jurisdiction).values("person")
    people = Person.objects.marked_public().with_titles(on)
    found = list(people.filter(Q(pk__in=others) | Q(pk__in=holders)))
    fetch_rows([tenure for person in found for tenure in person.stated_tenures], "leadership_roles")
    return found


@shows(Jurisdiction)
def place_context(jurisdiction, on=None):
    roster = roster_on(on)
    places_within = inside(jurisdiction, roster)
    served_within = [place for place, is_served in places_within if is_served]
    serving = roster.serving(jurisdiction)
    within = roster.serving(*served_within) - serving
    uncertain = roster.possibly_serving(jurisdiction)  # a title that says so itself needs no tag
    people = people_of(jurisdiction, frozenset(serving | within | uncertain), on)
    return {
        "place": jurisdiction,
        "on": on,
        "section": Section.objects.for_key(Section.Key.PLACES),
        "people": [person for person in people if person.pk in serving],
        "people_within": [person for person in people if person.pk in within],
        "uncertain": [
            doubted(person, "" if person.state == State.UNCERTAIN else "Uncertain")
            for person in people
            if person.pk in uncertain
        ],
        "places_within": places_within,
        "served_within": served_within,
        "seats": seats_of(jurisdiction, people),
        "county_members": roster.members_by_county,
        "map_places": roster.places,
        "nearby": reached_near(jurisdiction, roster),
        "related": related("place", jurisdiction, on),
    }

"""Places nearby where members serve."""

from math import hypot, inf

from members.models import Jurisdiction
from members.public.maps import with_noun

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

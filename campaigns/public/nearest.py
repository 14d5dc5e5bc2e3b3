"""Wins nearby: the newest one of each other place, nearest place first."""

from heapq import nsmallest
from math import asin, cos, radians, sin, sqrt

MOST = 4
EARTH_IN_MILES = 3959


def nearest_wins(place, wins, most=MOST):
    """Return pairs of one of `wins` and its distance in words; none if the place's location is unknown."""
    here = (place.latitude, place.longitude)
    if None in here:
        return []
    places = nsmallest(most, ((miles(here, there), pk) for pk, *there in elsewhere(place, wins)))
    newest = newest_by_place(wins, [pk for _, pk in places])
    found = wins.for_list().in_bulk(newest.values())
    return [(found[newest[pk]], miles_in_words(distance)) for distance, pk in places]


def elsewhere(place, wins):
    """Return the id and location of each other place that has one of the wins."""
    spots = ("jurisdiction__latitude", "jurisdiction__longitude")
    known = wins.exclude(jurisdiction=place).exclude(**{spots[0]: None}).exclude(**{spots[1]: None})
    return known.order_by().values_list("jurisdiction", *spots).distinct()


def newest_by_place(wins, places):
    """Map each place's id to the id of its newest win."""
    in_order = wins.filter(jurisdiction__in=places).in_list_order()
    found = {}
    for place, pk in in_order.values_list("jurisdiction", "pk"):
        found.setdefault(place, pk)
    return found


def miles(here, there):
    """Return the distance in miles between two points, each a latitude and longitude in degrees."""
    (north, east), (other_north, other_east) = (map(radians, point) for point in (here, there))
    height, width = sin((other_north - north) / 2), sin((other_east - east) / 2)
    half_chord = sqrt(height**2 + cos(north) * cos(other_north) * width**2)
    return 2 * EARTH_IN_MILES * asin(min(half_chord, 1))


def miles_in_words(distance):
    return f"About {round(distance)} miles away" if distance >= 1.5 else "About a mile away"

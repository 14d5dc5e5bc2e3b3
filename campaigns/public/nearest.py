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
    newest = newest_elsewhere(place, wins)
    distances = ((miles(here, there), pk, win) for *there, pk, win in newest)
    nearest = nsmallest(most, distances)
    found = wins.for_list().in_bulk([win for *_, win in nearest])
    return [(found[win], miles_in_words(distance)) for distance, _, win in nearest]


def newest_elsewhere(place, wins):
    """Return the location and id of each other place that has one of the wins, and the id of its newest one."""
    spots = ("jurisdiction__latitude", "jurisdiction__longitude")
    known = wins.exclude(jurisdiction=place).exclude(**{spots[0]: None}).exclude(**{spots[1]: None})
    newest_first = known.in_list_order().values_list(*spots, "jurisdiction", "pk")
    return {row[2]: row for row in reversed(newest_first)}.values()


def miles(here, there):
    """Return the distance in miles between two points, each a latitude and longitude in degrees."""
    (north, east), (other_north, other_east) = (map(radians, point) for point in (here, there))
    height, width = sin((other_north - north) / 2), sin((other_east - east) / 2)
    half_chord = sqrt(height**2 + cos(north) * cos(other_north) * width**2)
    return 2 * EARTH_IN_MILES * asin(min(half_chord, 1))


def miles_in_words(distance):
    return f"About {round(distance)} miles away" if distance >= 1.5 else "About a mile away"

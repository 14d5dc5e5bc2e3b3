"""Wins nearby: the newest one of each other place, nearest place first."""

from heapq import nsmallest
from math import asin, cos, radians, sin, sqrt

MOST = 4
EARTH_IN_MILES = 3959


def wins_around(place, wins):
    """Return those of `wins` that are the place's own, and pairs of the newest one of each of the nearest other
    places and its distance in words; there are no pairs if the place's location is unknown."""
    spots = ("jurisdiction__latitude", "jurisdiction__longitude")
    rows = list(wins.in_list_order().values_list("pk", "jurisdiction", *spots))
    own = [pk for pk, where, *_ in rows if where == place.pk]
    nearest = nearest_among(rows, place)
    found = wins.for_list().in_bulk([*own, *(pk for *_, pk in nearest)])
    near = [(found[pk], miles_in_words(distance)) for distance, _, pk in nearest]
    return [found[pk] for pk in own], near


def nearest_wins(place, wins):
    """Return only the pairs."""
    return wins_around(place, wins)[1]


def nearest_among(rows, place):
    """Return the distance and id of the nearest other places with a win, each with the id of its newest one."""
    here = (place.latitude, place.longitude)
    if None in here:
        return []
    newest = {where: (there, pk) for pk, where, *there in reversed(rows) if None not in there}
    newest.pop(place.pk, None)
    distances = ((miles(here, there), where, pk) for where, (there, pk) in newest.items())
    return nsmallest(MOST, distances)


def miles(here, there):
    """Return the distance in miles between two points, each a latitude and longitude in degrees."""
    (north, east), (other_north, other_east) = (map(radians, point) for point in (here, there))
    height, width = sin((other_north - north) / 2), sin((other_east - east) / 2)
    half_chord = sqrt(height**2 + cos(north) * cos(other_north) * width**2)
    return 2 * EARTH_IN_MILES * asin(min(half_chord, 1))


def miles_in_words(distance):
    return f"About {round(distance)} miles away" if distance >= 1.5 else "About a mile away"

"""The location of municipalities and their counties."""

import re
from collections import defaultdict
from dataclasses import dataclass

FARTHEST_FROM_COUNTY = 3  # km; outlines are simplified, and beaches wash away


@dataclass(frozen=True)
class Location:
    latitude: float
    longitude: float
    counties: tuple
    source: str
    population: int | None = None


class Locator:
    """A locator with positions from GeoNames, post offices and the overrides."""

    def __init__(self, shapes, populated_places, postal_areas, overrides):
        self.shapes = shapes
        self.geoids = {shape.name: geoid for geoid, shape in shapes.items()}
        self.sources = {
            "geonames": _by_name(populated_places, lambda place: place.name),
            "post office": _by_name(postal_areas, lambda area: area.place),
        }
        self.overrides = overrides

    def locate(self, name):
        """Return the location of the incorporated place with the name; raise LookupError if there is none."""
        by_hand = self.overrides["positions"].get(name)
        if by_hand:
            return self.place(name, "hand", **by_hand)
        for source, places in self.sources.items():
            found = self._candidates(name, places)
            if source == "geonames" and len(found) > 1:
                raise LookupError(f"{name} is ambiguous; name its county under homonyms")
            if found:
                population = getattr(found[0], "population", None)
                return self.place(
                    name, source, found[0].latitude, found[0].longitude, population=population
                )
        raise LookupError(f"no position for {name}")

    def place(self, name, source, latitude, longitude, county=None, population=None):
        """Return a location with its counties, primary first; raise LookupError if their outlines disagree."""
        here = self.geoids[county] if county else self.county_at(latitude, longitude)
        counties = self.geoids_of(self.overrides["counties"].get(name)) or (here,)
        primary = self.shapes[counties[0]]
        nearest = min(self.shapes[c].distance_km(longitude, latitude) for c in counties)
        if here not in counties or nearest > FARTHEST_FROM_COUNTY:
            raise LookupError(f"{name} is outside its counties")
        if not primary.neighbors.issuperset(counties[1:]):
            raise LookupError(f"{name} is listed in counties that don't adjoin")
        return Location(latitude, longitude, counties, source, population)

    def county_at(self, latitude, longitude):
        return min(self.shapes, key=lambda g: self.shapes[g].distance_km(longitude, latitude))

    def geoids_of(self, county_names):
        return tuple(self.geoids[name] for name in county_names or ())

    def _candidates(self, name, places):
        found = places[plain_name(name)]
        county = self.overrides["homonyms"].get(name)
        if not county:
            return found
        return [p for p in found if self.county_at(p.latitude, p.longitude) == self.geoids[county]]


def plain_name(name):
    words = name.lower().replace("-", " ").replace("saint ", "st ")
    return re.sub(r"[^a-z0-9 ]", "", words).strip()


def _by_name(places, name_of):
    index = defaultdict(list)
    for place in places:
        index[plain_name(name_of(place))].append(place)
    return index

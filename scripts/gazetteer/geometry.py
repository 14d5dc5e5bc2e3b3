"""Conversion of TopoJSON to drawn counties: shapes, neighbors, projection and path data."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from math import cos, log, pi, radians, sin, tan

KM_PER_DEGREE = 111.2
SMALLEST_ISLAND = 6  # square map units; smaller islands aren't drawn

# North Carolina's State Plane: a Lambert conformal conic, here on a sphere.
STANDARD_PARALLELS = radians(34 + 1 / 3), radians(36 + 1 / 6)
ORIGIN_LATITUDE, CENTRAL_MERIDIAN = radians(33.75), -79.0


def _half_angle(latitude):
    return tan(pi / 4 + latitude / 2)


_SOUTH, _NORTH = STANDARD_PARALLELS
CONE = log(cos(_SOUTH) / cos(_NORTH)) / log(_half_angle(_NORTH) / _half_angle(_SOUTH))
CONE_SCALE = cos(_SOUTH) * _half_angle(_SOUTH) ** CONE / CONE
ORIGIN_RADIUS = CONE_SCALE / _half_angle(ORIGIN_LATITUDE) ** CONE


def conic(longitude, latitude):
    """Return the point on the cone, in sphere radii; y increases northward."""
    radius = CONE_SCALE / _half_angle(radians(latitude)) ** CONE
    angle = CONE * radians(longitude - CENTRAL_MERIDIAN)
    return radius * sin(angle), ORIGIN_RADIUS - radius * cos(angle)


@dataclass(frozen=True)
class Projection:
    """A projection of longitude and latitude onto the map; y increases downward."""

    scale: float
    west: float
    north: float
    margin: int
    width: int
    height: int

    @classmethod
    def fit(cls, shapes, width, margin):
        """Return the projection that fits the shapes to a map of this width."""
        points = [conic(*point) for shape in shapes for ring in shape.rings for point in ring]
        xs, ys = zip(*points, strict=True)
        scale = (width - 2 * margin) / (max(xs) - min(xs))
        height = int((max(ys) - min(ys)) * scale) + 1 + 2 * margin
        return cls(scale, min(xs), max(ys), margin, width, height)

    def __call__(self, longitude, latitude):
        x, y = conic(longitude, latitude)
        return (
            round(self.margin + (x - self.west) * self.scale),
            round(self.margin + (self.north - y) * self.scale),
        )


@dataclass(frozen=True)
class CountyShape:
    """A county's outline in longitude and latitude, and the GEOIDs of those it borders."""

    geoid: str
    name: str
    rings: tuple
    neighbors: frozenset

    def contains(self, longitude, latitude):
        inside = False
        for ring in self.rings:
            for (x1, y1), (x2, y2) in pairwise(ring):
                crosses = (y1 > latitude) != (y2 > latitude)
                if crosses and longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1:
                    inside = not inside
        return inside

    def distance_km(self, longitude, latitude):
        """Return a point's distance from the county in kilometers; 0 inside it."""
        if self.contains(longitude, latitude):
            return 0.0
        squeeze = cos(radians(latitude))
        edges = (edge for ring in self.rings for edge in pairwise(ring))
        return min(_to_edge(longitude, latitude, *edge, squeeze) for edge in edges) * KM_PER_DEGREE

    @property
    def center(self):
        """Return the longitude and latitude of the middle of the largest ring."""
        ring = max(self.rings, key=lambda ring: abs(signed_area(ring)))
        x = y = 0
        for (x1, y1), (x2, y2) in pairwise(ring):
            cross = x1 * y2 - x2 * y1
            x += (x1 + x2) * cross
            y += (y1 + y2) * cross
        area = signed_area(ring)
        return x / (6 * area), y / (6 * area)


def county_shapes(topology, state_fips):
    """Return the state's counties by GEOID. Counties are neighbors if they share an arc of border."""
    geometries = sorted(
        (g for g in topology["objects"]["counties"]["geometries"] if g["id"][:2] == state_fips),
        key=lambda geometry: geometry["id"],
    )
    sharers = defaultdict(set)
    for geometry in geometries:
        for ring in _arc_rings(geometry):
            for arc in ring:
                sharers[_arc_index(arc)].add(geometry["id"])
    shapes = {}
    for geometry in geometries:
        geoid, rings = geometry["id"], _arc_rings(geometry)
        touching = set().union(*(sharers[_arc_index(arc)] for ring in rings for arc in ring))
        shapes[geoid] = CountyShape(
            geoid=geoid,
            name=geometry["properties"]["name"],
            rings=tuple(tuple(_ring_points(topology, ring)) for ring in rings),
            neighbors=frozenset(touching - {geoid}),
        )
    return shapes


def signed_area(ring):
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def drawn_rings(shape, projection):
    """Return the county's rings in whole map units, without repeated points or tiny islands."""
    rings = []
    for ring in shape.rings:
        points = [projection(*point) for point in ring]
        rings.append(points[:1] + [b for a, b in pairwise(points) if a != b])
    rings.sort(key=lambda ring: -abs(signed_area(ring)))
    return rings[:1] + [r for r in rings[1:] if abs(signed_area(r)) >= SMALLEST_ISLAND]


def path_data(rings):
    """Return SVG path data of closed rings, relative and as short as whole units allow."""
    return "".join(_ring_path(ring) for ring in rings)


def _ring_path(ring):
    x, y = ring[0]
    path, in_line = f"M{x} {y}", False
    for (x1, y1), (x2, y2) in pairwise(ring[:-1]):
        dx, dy = x2 - x1, y2 - y1
        if dx and dy:
            path += ("l" if not in_line else "" if dx < 0 else " ") + str(dx)
            path += ("" if dy < 0 else " ") + str(dy)
        else:
            path += f"h{dx}" if dx else f"v{dy}"
        in_line = bool(dx and dy)
    return path + "z"


def _arc_rings(geometry):
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [ring for polygon in polygons for ring in polygon]


def _arc_index(arc):
    return arc if arc >= 0 else ~arc


def _ring_points(topology, ring):
    points = []
    for arc in ring:
        line = _arc_points(topology, _arc_index(arc))
        points += (line if arc >= 0 else line[::-1])[1 if points else 0 :]
    return points


def _arc_points(topology, index):
    """Return an arc's points, which TopoJSON stores as whole steps from point to point."""
    (scale_x, scale_y) = topology["transform"]["scale"]
    (shift_x, shift_y) = topology["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy in topology["arcs"][index]:
        x, y = x + dx, y + dy
        points.append((x * scale_x + shift_x, y * scale_y + shift_y))
    return points


def _to_edge(x, y, start, end, squeeze):
    """Return the distance in degrees of latitude from a point to an edge."""
    (x1, y1), (x2, y2) = start, end
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    t = max(0, min(1, ((x - x1) * dx + (y - y1) * dy) / length)) if length else 0
    return (((x - x1 - t * dx) * squeeze) ** 2 + (y - y1 - t * dy) ** 2) ** 0.5

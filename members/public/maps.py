"""The map of North Carolina as a quilt, and single counties as patches."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from members import gazetteer
from members.models import Jurisdiction

MOST_DOTS = 60  # with more represented places than this, the map shows only counties
PRINTS = {"stripe", "check", "dots", "cross"}
LABEL_HEIGHT, LABEL_PADDING, LABEL_DISTANCE = 46, 16, 20
NARROW_LETTERS, WIDE_LETTERS = frozenset(" .'-fijlrtI"), frozenset("mwMW")
# The position of a county within a monogram of 100 by 100: left, top, width, height.
PATCH_AREA = 24, 7, 69, 66
# The two halves of the state: name and visible part of the map (left, top, width, height).
# They overlap so that each county is complete in one of them.
HALVES = [("West", (0, 0, 1110, 640)), ("East", (930, 0, 1070, 775))]


@dataclass(frozen=True)
class County:
    """A county's outline on the map, with its permanent cloth."""

    geoid: str
    name: str
    tint: str
    cloth: str
    box: list
    path: str

    @cached_property
    def uncut(self):
        """The county without members, drawn."""
        drawn = '<path class="t-{}" d="{}"><title>{} County</title></path>'
        return format_html(drawn, self.tint, self.path, self.name)

    def patch(self, title, map_id):
        """Return the county drawn as a patch of its cloth, of which a print is defined in the map."""
        paint = ("class", f"f-{self.cloth}")
        if self.cloth in PRINTS:
            paint = ("fill", f"url(#{map_id}-{self.cloth})")
        return format_html(
            '<path {}="{}" d="{}"><title>{}</title></path>', *paint, self.path, title
        )


@lru_cache(maxsize=1)
def _drawing():
    return gazetteer.read("nc_counties")


@lru_cache(maxsize=1)
def all_counties():
    """Return the hundred counties by GEOID."""
    return {row["geoid"]: County(**row) for row in _drawing()["counties"]}


def county_roll(members):
    """Return every county's name in alphabetical order, and whether `members` counts anyone there."""
    return sorted((county.name, geoid in members) for geoid, county in all_counties().items())


def served(members, noun="member"):
    """Return pairs of each county where `members` counts anyone and its title on the map."""
    return [
        (county, f"{county.name} County, {with_noun(members[geoid], noun)}")
        for geoid, county in all_counties().items()
        if members.get(geoid)
    ]


@lru_cache(maxsize=20)
def drawn_patches(members, noun, map_id):
    """Draw the counties where `members`, pairs of a GEOID and a number, count anyone."""
    return mark_safe("".join(c.patch(title, map_id) for c, title in served(dict(members), noun)))


@lru_cache(maxsize=20)
def drawn_uncut(members):
    """Draw the counties whose GEOIDs aren't among `members`."""
    uncut = (county.uncut for geoid, county in all_counties().items() if geoid not in members)
    return mark_safe("".join(uncut))


def shapes_of(place):
    """Return the outlines of the counties that the place is or is in, as far as they are on the map."""
    if not place:
        return []
    counties = place.lies_in or [place]
    return [shape for county in counties if (shape := all_counties().get(county.geoid))]


def can_be_shown(place):
    """Return whether the map has anything to mark for the place."""
    return place.map_x is not None or bool(shapes_of(place))


def halves(place=None):
    """Return the half of the state that has all of the place's counties, or else both halves."""
    boxes = [shape.box for shape in shapes_of(place)]
    whole = [
        (side, (left, top, width, height))
        for side, (left, top, width, height) in HALVES
        if boxes and all(left <= box[0] and box[2] <= left + width for box in boxes)
    ]
    return whole[:1] or HALVES


class CountyMap:
    """The contents of the map.

    `members` counts members by county GEOID; these counties are patches of cloth. `places` are
    represented jurisdictions; towns among them are dots if there are few enough places. `labels`
    are the places to name; a name without enough room is left out. `shown` is the place that the map
    is about: its counties are outlined, a pin marks its location, and its name comes first.
    `noun` is the noun for the numbers in `members` if they aren't members. `id` is unique on the page.
    """

    def __init__(self, members, places=(), labels=(), shown=None, noun="member", id="map"):
        self.id = id
        self.members = {geoid: count for geoid, count in members.items() if count}
        self.places = places
        self.named_places = [shown, *labels] if shown else labels
        self.shown = shown
        self.noun = noun
        self.width = _drawing()["projection"]["width"]
        self.height = _drawing()["projection"]["height"]

    @cached_property
    def patches(self):
        """Return pairs of a represented county and its title."""
        return served(self.members, self.noun)

    @property
    def drawn_patches(self):
        return drawn_patches(tuple(self.members.items()), self.noun, self.id)

    @property
    def drawn_uncut(self):
        return drawn_uncut(frozenset(self.members))

    @property
    def drawn_dots(self):
        dot = '<circle cx="{}" cy="{}" r="9"><title>{}</title></circle>'
        places = ((place.map_x, place.map_y, place.display_name) for place in self.dots)
        return format_html_join("", dot, places)

    @cached_property
    def dots(self):
        few = len(self.places) <= MOST_DOTS
        return [place for place in self.places if _is_town(place)] if few else []

    @property
    def outline(self):
        """The counties of the place that the map is about, as one path."""
        return "".join(county.path for county in shapes_of(self.shown))

    @property
    def pin(self):
        """The place that the map is about if it is smaller than a county, or None."""
        shown = self.shown
        return shown if shown and shown.lies_in and shown.map_x is not None else None

    @cached_property
    def labels(self):
        labels = []
        for place in self.named_places:
            label = Label.beside(place, self, [label.box for label in labels])
            if label:
                labels.append(label)
        return labels

    @property
    def description(self):
        """A description of the map for people who can't see it."""
        total, count = len(all_counties()), len(self.patches)
        if not count:
            return f"North Carolina’s {total} counties; members serve in none of them."
        text = (
            f"Members serve in {count} of North Carolina’s {total} counties, "
            "shown as patches of cloth."
        )
        if self.dots:
            noun = "city or town" if len(self.dots) == 1 else "cities and towns"
            text += f" Dots mark {len(self.dots)} {noun}."
        if self.shown:
            text += f" {self._marked}"
        return text

    @property
    def _marked(self):
        if not self.shown.lies_in:
            return f"An outline marks {self.shown.display_name}."
        noun = "county" if len(shapes_of(self.shown)) == 1 else "counties"
        pin = ", and a pin marks the place itself" if self.pin else ""
        return f"An outline marks the {noun} of {self.shown.display_name}{pin}."


@dataclass(frozen=True)
class Label:
    """A place's name on the map, in a box next to its dot."""

    place: object
    left: int
    top: int
    width: int
    height: int = LABEL_HEIGHT

    @classmethod
    def beside(cls, place, county_map, taken):
        """Return the label to the right, left, above or below the place, or None if there is no room."""
        if place.map_x is None:
            return None
        width = 2 * LABEL_PADDING + _text_width(place.name)
        x, y, middle = place.map_x, place.map_y, LABEL_HEIGHT // 2
        corners = (
            (x + LABEL_DISTANCE, y - middle),
            (x - LABEL_DISTANCE - width, y - middle),
            (x - width // 2, y - LABEL_DISTANCE - LABEL_HEIGHT),
            (x - width // 2, y + LABEL_DISTANCE),
        )
        labels = (cls(place, left, top, width) for left, top in corners)
        return next((label for label in labels if label._fits(county_map, taken)), None)

    @property
    def box(self):
        return self.left, self.top, self.left + self.width, self.top + self.height

    @property
    def text_x(self):
        return self.left + LABEL_PADDING

    @property
    def text_y(self):
        return self.top + 33

    def _fits(self, county_map, taken):
        left, top, right, bottom = self.box
        if left < 0 or top < 0 or right > county_map.width or bottom > county_map.height:
            return False
        return not any(
            left < east and west < right and top < south and north < bottom
            for west, north, east, south in taken
        )


@dataclass(frozen=True)
class CountyPatch:
    """A county drawn to fill a monogram; `dot` is the place's position in it, or None."""

    path: str
    transform: str
    dot: tuple | None


def county_patch(county, place=None):
    """Return the patch of a county (a Jurisdiction), with a dot if the place is a town."""
    town = (place.map_x, place.map_y) if place and _is_town(place) else None
    return patch_of(county.geoid, town) if county else None


@lru_cache(maxsize=1000)
def patch_of(geoid, town):
    """Return the same for the county's GEOID and the town's position on the map."""
    shape = all_counties().get(geoid)
    if not shape:
        return None
    left, top, width, height = PATCH_AREA
    west, north, east, south = shape.box
    scale = min(width / (east - west), height / (south - north))
    x = left + (width - (east - west) * scale) / 2 - west * scale
    y = top + (height - (south - north) * scale) / 2 - north * scale
    dot = town and (f"{town[0] * scale + x:.1f}", f"{town[1] * scale + y:.1f}")
    return CountyPatch(shape.path, f"matrix({scale:.4f} 0 0 {scale:.4f} {x:.2f} {y:.2f})", dot)


def _text_width(text):
    """Return the approximate width of a label's text, in map units."""
    return sum(
        9 if c in NARROW_LETTERS else 25 if c in WIDE_LETTERS else 20 if c.isupper() else 16
        for c in text
    )


def _is_town(place):
    return place.kind in Jurisdiction.MUNICIPAL_KINDS and place.map_x is not None


def with_noun(count, noun="member"):
    return f"{count} {noun}" if count == 1 else f"{count:,} {noun}s"

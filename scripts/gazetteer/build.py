"""Write the three nc_*.json files from the fetched packages and overrides.json.

Run `scripts/gazetteer/fetch.sh`, then `python -m scripts.gazetteer.build`.
"""

import json
import re
from collections import Counter

from members.gazetteer import FOLDER, read
from scripts.gazetteer import sources
from scripts.gazetteer.coloring import TINTS, cloths, four_colors
from scripts.gazetteer.geometry import Projection, county_shapes, drawn_rings, path_data
from scripts.gazetteer.places import Locator

MAP_WIDTH, MAP_MARGIN = 2000, 8
COUNTY_ID = re.compile(re.escape(sources.DIVISION_PREFIX) + r"county:[^/]+")
PLACE_ID = re.compile(re.escape(sources.DIVISION_PREFIX) + r"place:[^/]+")
SCHOOL_ID = re.compile(rf"({COUNTY_ID.pattern})/school_district:[^/]+")
# State agencies, the schools for the deaf and blind, and military bases.
NOT_LOCAL_SCHOOLS = {"269", "298", "997", "998"}
GOVERNING_BODIES = {
    "county": "Board of Commissioners",
    "city": "City Council",
    "town": "Town Council",
    "village": "Village Council",
    "school_district": "Board of Education",
}


class Builder:
    """A builder of the rows, which are dictionaries that the loader understands."""

    def __init__(self):
        self.overrides = read("overrides")
        self.shapes = county_shapes(sources.county_topology(), sources.STATE_FIPS)
        self.projection = Projection.fit(self.shapes.values(), MAP_WIDTH, MAP_MARGIN)
        self.postal_areas = sources.postal_areas()
        self.locator = Locator(
            self.shapes, sources.populated_places(), self.postal_areas, self.overrides
        )
        self.divisions = sources.divisions()
        self.regions = {
            county: region["name"]
            for region in self.overrides["regions"]
            for county in region["counties"]
        }

    def jurisdictions(self):
        rows = [*self.counties(), *self.municipalities(), *self.added(), *self.school_districts()]
        return sorted(rows, key=lambda row: row["slug"])

    def counties(self):
        for division in self._divisions(COUNTY_ID):
            geoid = _geoid(division)
            shape = self.shapes[geoid]
            yield self._row(
                "county",
                f"{shape.name} County",
                shape.center,
                slug_name=shape.name,
                ocd_id=division["id"],
                geoid=geoid,
                region=self.regions[shape.name],
                neighbors=sorted(shape.neighbors),
            )

    def municipalities(self):
        for division in self._divisions(PLACE_ID):
            name, kind = division["name"].rsplit(" ", 1)
            yield self._municipality(
                kind, name, self.locator.locate(name), ocd_id=division["id"], geoid=_geoid(division)
            )

    def added(self):
        for place in self.overrides["added"]:
            place = dict(place)
            kind, name = place.pop("kind"), place.pop("name")
            yield self._municipality(kind, name, self.locator.place(name, "hand", **place))

    def school_districts(self):
        counties = {division["id"]: _geoid(division) for division in self._divisions(COUNTY_ID)}
        for division in self._divisions(SCHOOL_ID):
            number = division["sch_dist_stateid"]
            if not re.fullmatch(r"\d{3}", number) or number in NOT_LOCAL_SCHOOLS:
                continue
            name = division["name"].title()
            name = self.overrides["school_names"].get(name, name)
            home = counties[SCHOOL_ID.fullmatch(division["id"])[1]]
            others = self.locator.geoids_of(self.overrides["school_counties"].get(name))
            yield self._row(
                "school_district",
                name,
                self.shapes[home].center,
                ocd_id=division["id"],
                geoid=_geoid(division),
                counties=list(others or (home,)),
            )

    def map(self):
        colors = four_colors({geoid: shape.neighbors for geoid, shape in self.shapes.items()})
        west_to_east = sorted(self.shapes, key=lambda geoid: (self.shapes[geoid].center, geoid))
        cloth = cloths(colors, west_to_east)
        return {
            "projection": vars(self.projection),
            "counties": [
                {
                    "geoid": geoid,
                    "name": shape.name,
                    "tint": TINTS[colors[geoid]],
                    "cloth": cloth[geoid],
                    **self._drawing(shape),
                }
                for geoid, shape in self.shapes.items()
            ],
        }

    def zips(self):
        touched = sources.zip_counties()
        return [
            {
                "zip": area.zip_code,
                "place": area.place,
                "counties": [area.county, *sorted(touched[area.zip_code] - {area.county})],
                "latitude": area.latitude,
                "longitude": area.longitude,
            }
            for area in sorted(self.postal_areas, key=lambda area: area.zip_code)
        ]

    def _divisions(self, pattern):
        return [division for division in self.divisions if pattern.fullmatch(division["id"])]

    def _municipality(self, kind, name, location, **fields):
        return self._row(
            kind,
            name,
            (location.longitude, location.latitude),
            counties=list(location.counties),
            position_source=location.source,
            population=location.population,
            retired=name in self.overrides["retired"],
            **fields,
        )

    def _row(self, kind, name, position, slug_name=None, **fields):
        longitude, latitude = position
        x, y = self.projection(longitude, latitude)
        body = self.overrides["governing_bodies"] if kind in ("city", "town", "village") else {}
        return {
            "kind": kind,
            "slug": _slug(f"{kind} {slug_name or name}"),
            "name": name,
            "ocd_id": None,
            "geoid": "",
            "governing_body": body.get(name, GOVERNING_BODIES[kind]),
            "counties": [],
            "latitude": round(latitude, 4),
            "longitude": round(longitude, 4),
            "x": x,
            "y": y,
            "position_source": "county",
            "population": None,
            "retired": False,
            **fields,
        }

    def _drawing(self, shape):
        rings = drawn_rings(shape, self.projection)
        xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
        return {"box": [min(xs), min(ys), max(xs), max(ys)], "path": path_data(rings)}


def check(builder, jurisdictions, map_data, zips):
    """Stop the build if the sources or the overrides no longer match what we know."""
    kinds = Counter(row["kind"] for row in jurisdictions)
    municipalities = kinds["city"] + kinds["town"] + kinds["village"]
    assert kinds["county"] == 100 == len(map_data["counties"])
    assert municipalities == 553 + len(builder.overrides["added"])
    assert kinds["school_district"] == 115
    for field in ("slug", "ocd_id"):
        values = [row[field] for row in jurisdictions if row[field]]
        assert len(values) == len(set(values)), f"{field} isn't unique"
    size = map_data["projection"]
    assert all(0 < r["x"] < size["width"] and 0 < r["y"] < size["height"] for r in jurisdictions)
    counties = {row["geoid"] for row in jurisdictions if row["kind"] == "county"}
    schools = (r["counties"] for r in jurisdictions if r["kind"] == "school_district")
    assert counties == {home for home, *others in schools}
    assert all(counties.issuperset(area["counties"]) for area in zips)
    unused = _override_names(builder.overrides) - {row["name"] for row in jurisdictions}
    assert not unused, f"overrides that match nothing: {sorted(unused)}"


def _override_names(overrides):
    tables = ("positions", "homonyms", "counties", "retired", "governing_bodies", "school_counties")
    names = {name for table in tables for name in overrides[table]}
    return names | set(overrides["school_names"].values())


def _geoid(division):
    return division["census_geoid"].removeprefix("place-")


def _slug(words):
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[.']", "", words.lower())).strip("-")


def _lines(rows):
    """Return JSON with one row per line, so that a change shows as one line."""
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]"


def main():
    builder = Builder()
    jurisdictions, map_data, zips = builder.jurisdictions(), builder.map(), builder.zips()
    check(builder, jurisdictions, map_data, zips)
    projection, outlines = json.dumps(map_data["projection"]), _lines(map_data["counties"])
    texts = {
        "nc_jurisdictions": _lines(jurisdictions),
        "nc_zips": _lines(zips),
        "nc_counties": f'{{"projection": {projection}, "counties": {outlines}}}',
    }
    for name, text in texts.items():
        (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        print(f"{name}.json: {text.count(chr(10)) - 1} rows")


if __name__ == "__main__":
    main()

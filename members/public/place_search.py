"""Search for places by a name (even misspelled), a community or a ZIP code.

Matching runs in Python over the gazetteer so that both databases give the same results.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from members import gazetteer
from members.models import Jurisdiction, all_places
from members.models.place_names import name_of, name_typed

LONGEST_QUERY = 100
MOST_HITS = 12
#: The minimum similarity of two spellings, from 0 to 1; "Ashville" and "Asheville" have 0.94.
ALIKE = 0.82
#: The first three digits of every North Carolina ZIP code.
ZIP_PREFIXES = range(270, 290)

#: A ZIP code alone, or a North Carolina ZIP code after other words.
ZIP_CODE = re.compile(
    r"(.*[ ,](?=2[78])|(nc )?(zip ?(codes?)?:? ?)?)(?P<five>\d{5})([ –-]{0,3}\d{4})?",
    re.ASCII | re.IGNORECASE,
)

# The ranks of matches, best first.
FULL_NAME, NAME, COMMUNITY, BEGINNING, WORDS, SHARED_NAME, SPELLING = range(7)
#: If one of these is found, nothing was misspelled.
SURE = {FULL_NAME, NAME, COMMUNITY, SHARED_NAME}
REASONS = {
    FULL_NAME: "You typed its full name.",
    NAME: "It has the name you typed.",
    BEGINNING: "Its name starts with what you typed.",
    WORDS: "The name you typed is part of its name.",
    SHARED_NAME: "It shares the name you typed.",
    SPELLING: "The spelling is close to what you typed.",
}


class OutsideNorthCarolina(Exception):
    """The ZIP code belongs to another state."""


@dataclass(frozen=True)
class Hit:
    """A place that was found, with the reason in a sentence."""

    place: Jurisdiction
    reason: str


def find_places(query):
    """Return the active places that the query may mean, likeliest first.

    Raise OutsideNorthCarolina for a ZIP code in another state.
    """
    if not query.strip():
        return []
    return find_among([place for place in all_places().values() if not place.retired], query)


def find_among(places, query):
    """Do the same among these active places."""
    query = query.strip()[:LONGEST_QUERY]
    if zip_code := zip_code_in(query):
        return in_zip_code(zip_code, places)
    return list(by_likeness(query, places).values())[:MOST_HITS]


def by_likeness(text, places):
    """Map the places that the words may name, likeliest first, to their hits."""
    sought = name_typed(text[:LONGEST_QUERY], places)
    if not sought.full:
        return {}
    ranked = [*by_name(sought, places), *by_community(sought, places)]
    if SURE.isdisjoint(rank for rank, *_ in ranked):
        ranked += by_spelling(sought, places)
    best_first = sorted(ranked, key=lambda match: match[:-1])
    hits = {}
    for *_, hit in best_first:
        hits.setdefault(hit.place, hit)
    return hits


def named(text, places):
    """Return the places with exactly this name, with or without the words for their kind."""
    sought = name_typed(text, places)
    return [place for place in places if name_rank(sought, place) in (FULL_NAME, NAME)]


def zip_code_in(query):
    """Return the five digits if the query is or ends in a ZIP code (or ZIP+4), or None."""
    plainly = unicodedata.normalize("NFKC", query[:LONGEST_QUERY]).replace("\ufeff", "")
    match = ZIP_CODE.fullmatch(" ".join(plainly.split()))
    return match and match["five"]


def by_name(sought, places):
    for place in places:
        rank = name_rank(sought, place)
        if rank is not None:
            hit = Hit(place, REASONS[rank])
            yield rank, -(place.population or 0), place.name, place.pk, hit


def name_rank(sought, place):
    name, of_kind = name_of(place.name), place.kind in sought.kinds
    if sought.full == name_of(place.display_name).full:
        return FULL_NAME
    if sought.full in (name.full, name.bare) or (of_kind and sought.bare == name.bare):
        return NAME
    if name.full.startswith(sought.full):
        return BEGINNING
    if of_kind and (name.full.startswith(sought.bare) or has_words(name, sought)):
        return WORDS
    return SHARED_NAME if sought.bare == name.bare else None


def has_words(name, sought):
    return set(sought.bare.split()) <= set(name.full.split())


def by_community(sought, places):
    """Return the counties of a community with the name in the query."""
    for _, county, community in communities_named([sought.bare], places):
        reason = f"{community} has a post office that serves a part of this county."
        yield COMMUNITY, 0, county.name, county.pk, Hit(county, reason)


def by_spelling(sought, places):
    """Return places, and counties of communities, whose names are spelled like the query."""
    likeness = alike({sought.bare, sought.full}, communities() | {bare(p): p for p in places})
    named = [(bare(p), Hit(p, REASONS[SPELLING])) for p in places if bare(p) in likeness]
    for name, county, community in communities_named(likeness, places):
        reason = f"The spelling is close to {community}, a post office that serves a part of this county."
        named.append((name, Hit(county, reason)))
    for name, hit in named:
        place = hit.place
        other_kind = place.kind not in sought.kinds
        yield SPELLING, other_kind, -likeness[name], place.name, place.pk, hit


def alike(typed, names):
    """Return the names spelled like a typed one, with their similarity."""
    found = defaultdict(float)
    for words in typed:
        matcher = SequenceMatcher(b=words)
        for name in names:
            matcher.set_seq1(name)
            # The first two are quick upper bounds on the third.
            measures = matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio
            if all(measure() >= ALIKE for measure in measures):
                found[name] = max(found[name], matcher.ratio())
    return found


def communities_named(names, places):
    """Map each name to the counties served by a post office of that name, and its own spelling.

    If a municipality of that name is in one of the counties, the post office belongs to it.
    """
    counties = {place.geoid: place for place in places if place.kind == Jurisdiction.Kind.COUNTY}
    own = defaultdict(set)
    for town in towns_named(names, places):
        own[bare(town)].update(county.geoid for county in town.lies_in)
    for name in names:
        rows = [r for r in communities().get(name, ()) if own[name].isdisjoint(r["counties"])]
        spelled = {geoid: row["place"] for row in reversed(rows) for geoid in row["counties"]}
        for geoid in spelled.keys() & counties.keys():
            yield name, counties[geoid], spelled[geoid]


def towns_named(names, places):
    """Return the municipalities with these names."""
    return [p for p in places if p.kind in p.MUNICIPAL_KINDS and bare(p) in names]


def bare(place):
    return name_of(place.name).bare


@cache
def zip_codes():
    return {row["zip"]: row for row in gazetteer.read("nc_zips")}


@cache
def communities():
    """Return the ZIP codes' rows by the name of their post office."""
    rows = {}
    for row in zip_codes().values():
        rows.setdefault(name_of(row["place"]).bare, []).append(row)
    return rows


def in_zip_code(zip_code, places):
    """Return the post office's town, if any, and then every county that the ZIP code overlaps."""
    row = zip_codes().get(zip_code)
    if row is None:
        if int(zip_code[:3]) not in ZIP_PREFIXES:
            raise OutsideNorthCarolina(zip_code)
        return []
    by_geoid = {place.geoid: place for place in places if place.kind == Jurisdiction.Kind.COUNTY}
    counties = [by_geoid[geoid] for geoid in row["counties"] if geoid in by_geoid]
    named_for = f"ZIP code {zip_code} is named for its post office, {row['place']}."
    towns = [
        Hit(town, named_for)
        for town in towns_named([name_of(row["place"]).bare], places)
        if not set(town.lies_in).isdisjoint(counties)
    ]
    part = "" if len(row["counties"]) == 1 else "at least partly "
    reason = f"ZIP code {zip_code} is {part}in this county."
    return towns + [Hit(county, reason) for county in counties]

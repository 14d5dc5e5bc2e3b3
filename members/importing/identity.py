"""People's names in rows, and checks that a row is about the record of its ID.

A sheet sorted without its column of IDs mixes up the records. So if a name, a place or an office has nothing
in common with the record, the editor is asked, even with a valid ID. A new last name, a nickname, an accent
or a suffix isn't asked about, because something stays the same.
"""

from difflib import get_close_matches

from django.utils.text import get_text_list

from core.folding import plain_words
from core.visible_text import is_visible
from members.importing.matcher import name_in, places_of
from members.models.names import (
    HONORIFICS,
    PARTICLES,
    SUFFIXES,
    DerivedNames,
    NameParts,
    normalized,
    split_name,
)
from members.models.nicknames import FULL_NAMES
from members.models.people import LONGEST_NAME
from members.models.person_fields import NAME_FIELDS, NAME_PARTS
from members.models.place_names import name_of
from spreadsheets.cells import CLEAR, excerpt

#: How similar, from 0 to 1, two words are if one may be a typo of the other.
ALIKE = 0.8
TITLES_OF_PEOPLE = HONORIFICS | SUFFIXES | PARTICLES
OFFICE_WORDS = {"member", "board", "of", "and", "the", "city", "town", "village", "county"}


def person_differences(cells, person, record, tenure, place, office):
    """Yield in words the parts of the row that have nothing in common with a person's record.

    `person` is the person before any row of the file.
    """
    names = names_in_row(cells)
    others = [other.name for other in record.other_names]
    known = " ".join([person.name, person.given_name, person.family_name, *others])
    for name in names:
        if not share_words(name, known, TITLES_OF_PEOPLE, FULL_NAMES):
            yield f"the name “{excerpt(name)}”"
            break
    if tenure and office and not share_words(office.name, tenure.office.name, OFFICE_WORDS):
        yield f"the office “{office.name}” instead of “{tenure.office.name}”"
    # With a matching name, a different place is new; without a name, only the places can tell.
    known_places = (
        [tenure.jurisdiction] if tenure else [] if names else list(dict.fromkeys(places_of(record)))
    )
    if place and known_places and not any(may_be_one_place(place, other) for other in known_places):
        named = get_text_list([other.display_name for other in known_places], "or")
        yield f"{place.display_name} instead of {named}"


def names_in_row(cells):
    """Return the names in the row; invalid ones are refused elsewhere."""
    stated = {key: cells[key] for key in NAME_FIELDS if cells.get(key, CLEAR) != CLEAR}
    parts = f"{stated.get('given_name', '')} {stated.get('family_name', '')}".strip()
    names = dict.fromkeys((stated.get("name", ""), parts, stated.get("sort_name", "")))
    return [name for name in names if len(name) <= LONGEST_NAME and is_visible(name)]


def may_be_one_place(place, other):
    """Return whether both are the same place or share a name, such as Durham and Durham County."""
    words, others = (set(name_of(one.name).bare.split()) for one in (place, other))
    return place.pk == other.pk or words <= others or others <= words


def share_words(text, known, telling_nothing=frozenset(), full_forms=None):
    """Return whether two texts share a word, allowing typos, initials and short forms, or both have none."""
    words, others = (
        _telling_words(part, telling_nothing, full_forms or {}) for part in (text, known)
    )
    if words & others or not words | others:
        return True
    return any(
        _abbreviates(word, others) or get_close_matches(word, others, n=1, cutoff=ALIKE)
        for word in words
    )


def _abbreviates(word, others):
    return len(word) == 1 and any(other.startswith(word) for other in others)


def _telling_words(text, telling_nothing, full_forms):
    words = set(plain_words(text))
    words = words - telling_nothing or words
    full = {name for word in words for name in full_forms.get(word, ())}
    # An initial next to a whole name says little.
    return {word for word in words | full if len(word) > 1} or words


def takes_parts(cells, person):
    """Return whether the row gives the person a new whole name, and ours is made of its parts."""
    return cells.get("name") != person.name and DerivedNames(person).were_derived["name"]


def with_parts(cells, known):
    """Return the cells with the parts of the name, if the file has only whole names."""
    if cells.get("name", CLEAR) == CLEAR or known & {"given_name", "family_name"}:
        return cells
    parts = split_name(cells["name"])
    suffix = parts.suffix or cells.get("suffix", CLEAR)
    parts = NameParts(parts.given, parts.family, "" if suffix == CLEAR else suffix)
    found = {"given_name": parts.given, "family_name": parts.family, "suffix": parts.suffix}
    return cells | {key: text or CLEAR for key, text in found.items()} | {"name": parts.whole}


def without_respellings(cells, record):
    """Return the cells without parts of a name that differ from ours only in spelling, or are a former name's.

    A file without IDs doesn't remove an accent, replace a name with a nickname, or bring a former name back.
    """
    person, stated = record.person, normalized(name_in(cells))
    if stated not in map(normalized, record.names):
        return cells
    if stated != normalized(person.name):
        return {key: text for key, text in cells.items() if key not in NAME_FIELDS}
    return {
        key: text
        for key, text in cells.items()
        if key not in NAME_PARTS or not getattr(person, key)
    }

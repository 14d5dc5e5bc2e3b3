"""A person's name as rows write it, and the question whether a row is about the record of its ID.

A sheet that was sorted without its column of IDs says of each record what belongs to another one. So a name, a
place or an office that has nothing in common with the record is a question to the editor, however sure the
ID is. A new last name, a nickname, an accent or a suffix is no question: something stays.
"""

from contextlib import suppress
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.utils.text import get_text_list

from core.visible_text import is_visible
from members.importing.matcher import name_in, places_of
from members.models.names import (
    DEGREES,
    FULL_NAMES,
    GENERATIONS,
    HONORIFICS,
    normalized,
    plain_words,
)
from members.models.people import LONGEST_NAME
from members.models.place_names import name_of
from spreadsheets.cells import CLEAR, excerpt

PARTS = ("given_name", "family_name", "name")
#: How alike two words must be to be one with a typo, from 0 to 1.
ALIKE = 0.8
PARTICLES = {
    *("da", "de", "del", "den", "der", "di", "dos", "du"),
    *("el", "la", "las", "los", "van", "von", "y"),
}
TITLES_OF_PEOPLE = HONORIFICS | DEGREES | set(GENERATIONS) | PARTICLES
OFFICE_WORDS = {"member", "board", "of", "and", "the", "city", "town", "village", "county"}


def person_differences(cells, person, record, tenure, place, office):
    """Yield in words what the row says that has nothing in common with a person's record.

    `person` is the person before any row of the file.
    """
    names = names_told(cells)
    known = f"{person.name} {person.given_name} {person.family_name}"
    for name in names:
        if not share_words(name, known, TITLES_OF_PEOPLE, FULL_NAMES):
            yield f"the name “{excerpt(name)}”"
            break
    if tenure and office and not share_words(office.name, tenure.office.name, OFFICE_WORDS):
        yield f"the office “{office.name}” instead of “{tenure.office.name}”"
    # A name that fits tells that a place is a new one; without a name only the places can.
    known_places = (
        [tenure.jurisdiction] if tenure else [] if names else list(dict.fromkeys(places_of(record)))
    )
    if place and known_places and not any(may_be_one_place(place, other) for other in known_places):
        named = get_text_list([other.display_name for other in known_places], "or")
        yield f"{place.display_name} instead of {named}"


def names_told(cells):
    """Return the names in the row; one that can't be kept is refused elsewhere."""
    told = {key: cells[key] for key in (*PARTS, "sort_name") if cells.get(key, CLEAR) != CLEAR}
    parts = f"{told.get('given_name', '')} {told.get('family_name', '')}".strip()
    names = dict.fromkeys((told.get("name", ""), parts, told.get("sort_name", "")))
    return [name for name in names if len(name) <= LONGEST_NAME and is_visible(name)]


def may_be_one_place(place, other):
    """Tell whether both are one place, or one has the other's name: Durham and Durham County."""
    words, others = (set(name_of(one.name).bare.split()) for one in (place, other))
    return place.pk == other.pk or words <= others or others <= words


def share_words(text, known, telling_nothing=frozenset(), full_forms=None):
    """Tell whether two texts share a word, allowing typos, initials and short forms, or both have none."""
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
    # An initial beside a whole name tells little.
    return {word for word in words | full if len(word) > 1} or words


def split(name):
    """Return the given and family name of a whole one: "Example, Kim" or "Kim Example"."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and given and "," not in given:
        return given, family
    *given, family = name.split()
    return " ".join(given), family


def with_parts(cells, known):
    """Return the cells of a new person with given and family name, if the file has only whole names."""
    if "name" not in cells or cells["name"] == CLEAR or known & {"given_name", "family_name"}:
        return cells
    given, family = split(cells["name"])
    name = f"{given} {family}".strip() if "," in cells["name"] else cells["name"]
    return cells | {"given_name": given, "family_name": family, "name": name}


def without_respellings(cells, person):
    """Return the cells without the parts of a name that is only spelled differently from ours.

    A file that knows no IDs doesn't take away an accent, or put a nickname in a name's place.
    """
    if normalized(name_in(cells)) != normalized(person.name):
        return cells
    return {
        key: text for key, text in cells.items() if key not in PARTS or not getattr(person, key)
    }


class DerivedNames:
    """The names of a person that follow from the others, so that they can follow again."""

    def __init__(self, person):
        self.person = person
        self.name = person.name
        self.follows = person.name == f"{person.given_name} {person.family_name}".strip()
        self.sorts = person.sort_name == f"{person.family_name}, {person.given_name}"

    def follow(self, cells):
        """Derive the names anew; return the name as shown before and after."""
        if self.follows and cells.get("name", CLEAR) == CLEAR:
            self.person.name = ""
        if self.sorts and cells.get("sort_name", CLEAR) == CLEAR:
            self.person.sort_name = ""
        with suppress(ValidationError):
            self.person.clean()
        return self.name, self.person.name

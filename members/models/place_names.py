"""Names of places for comparison."""

import re
from functools import cache

from core.folding import plain_words
from members.models import Jurisdiction

SHORT_FORMS = {"st": "saint", "mt": "mount", "ft": "fort", "co": "county"}
STATE = re.compile(r" (nc|n c|north carolina)$")
#: "Durham, City of" for "City of Durham".
KIND_LAST = re.compile(r"(.+) ((?:city|town|village|county) of)")

Kind = Jurisdiction.Kind
#: Words that show the kind of place, and the kinds that they mean.
SCHOOL_WORDS = re.compile(
    r"( (county|city|graded|public))*"
    r" (school(s| district| system| board)?( board of ed(ucation)?)?|board of ed(ucation)?|boe)$"
)
COUNTY_WORDS = re.compile(r"^county of | county$")
MUNICIPAL_WORDS = re.compile(r"^(city|town|village) of | (city|town|village)$")
KIND_WORDS = [(SCHOOL_WORDS, {Kind.SCHOOL_DISTRICT}), (COUNTY_WORDS, {Kind.COUNTY})]


def plain(text):
    """Return the text without accents, case, punctuation and the state, with short forms spelled out."""
    return STATE.sub("", " ".join(SHORT_FORMS.get(word, word) for word in plain_words(text)))


def plain_name(text):
    """Return the name of a place for comparison: "The City of Durham" and "Durham, City of" are one."""
    return KIND_LAST.sub(r"\2 \1", plain(text).removeprefix("the "))


class PlaceName:
    """A name in full, without the words that show the kind of place, and the kinds that they
    mean: all kinds if there are no such words."""

    def __init__(self, text, kind_words=KIND_WORDS):
        self.full = self.bare = plain_name(text)
        self.kinds = set(Kind)
        for words, kinds in kind_words:
            bare = words.sub("", self.full)
            if bare != self.full:
                self.bare, self.kinds = bare, kinds
                break


@cache
def name_of(text):
    """Return the name of a place on record; "City" is part of it, as in Elizabeth City."""
    return PlaceName(text)


def name_typed(text, places):
    """Return the name that a visitor typed; "City" is the kind of place unless a place has that name."""
    if plain_name(text) in {name_of(place.name).full for place in places}:
        return PlaceName(text)
    return PlaceName(text, [*KIND_WORDS, (MUNICIPAL_WORDS, set(Jurisdiction.MUNICIPAL_KINDS))])


def meant_instead(others, is_right, among):
    """Return the places that are right and that may be meant by the names of others that aren't.

    These share the name, or are school districts in the same county.
    """
    right = [place for place in among if not place.retired and is_right(place)]
    names = {name_of(place.name).bare for place in others}
    sharing = [place for place in right if name_of(place.name).bare in names]
    counties = {place.county for place in others}
    return sharing or [
        place
        for place in right
        if place.kind == Kind.SCHOOL_DISTRICT and not counties.isdisjoint(place.lies_in)
    ]

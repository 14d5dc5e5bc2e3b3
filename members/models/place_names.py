"""Names of places as they are compared."""

import re
import unicodedata
from functools import cache

from members.models import Jurisdiction

SHORT_FORMS = {"st": "saint", "mt": "mount", "ft": "fort", "co": "county"}
STATE = re.compile(r" (nc|n c|north carolina)$")

Kind = Jurisdiction.Kind
#: The words that say what kind of place a name is for, and the kinds that they speak of.
SCHOOL_WORDS = re.compile(r"( (county|city|graded|public))* school(s| district| system| board)?$")
COUNTY_WORDS = re.compile(r"^county of | county$")
MUNICIPAL_WORDS = re.compile(r"^(city|town|village) of | (city|town|village)$")
KIND_WORDS = [(SCHOOL_WORDS, {Kind.SCHOOL_DISTRICT}), (COUNTY_WORDS, {Kind.COUNTY})]


def plain(text):
    """No accents, case or punctuation, short forms spelled out, and without the state."""
    letters = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9 ]+", " ", letters.replace("'", "")).split()
    return STATE.sub("", " ".join(SHORT_FORMS.get(word, word) for word in words))


class PlaceName:
    """A name in full, bare of the words that say what kind of place it is for, and the kinds that they
    speak of: all kinds if there are no such words."""

    def __init__(self, text, kind_words=KIND_WORDS):
        self.full = self.bare = plain(text)
        self.kinds = set(Kind)
        for words, kinds in kind_words:
            bare = words.sub("", self.full)
            if bare != self.full:
                self.bare, self.kinds = bare, kinds
                break


@cache
def name_of(text):
    """The name of a place on file; "City" is a part of it, as in Elizabeth City."""
    return PlaceName(text)


def name_typed(text, places):
    """The name that a visitor typed; "City" says what is meant, unless one of the places is called so."""
    if plain(text) in {name_of(place.name).full for place in places}:
        return PlaceName(text)
    return PlaceName(text, [*KIND_WORDS, (MUNICIPAL_WORDS, set(Jurisdiction.MUNICIPAL_KINDS))])

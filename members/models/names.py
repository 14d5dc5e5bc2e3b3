"""People's names: taken apart, put together, and compared without the differences between two spellings.

Each name is taken apart here, for imports, screens, sorting, initials, matching and duplicates alike.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from core.folding import plain_text, plain_words
from members.models.nicknames import FULL_NAMES

GENERATIONS = {
    "jr": "jr",
    "junior": "jr",
    "sr": "sr",
    "senior": "sr",
    "ii": "2",
    "2nd": "2",
    "iii": "3",
    "3rd": "3",
    "iv": "4",
    "4th": "4",
    "v": "5",
}
DEGREES = {
    *("esq", "esquire", "md", "phd", "edd", "jd", "dds", "dvm", "rn", "cpa", "mba", "mpa", "mph"),
}
SUFFIXES = DEGREES | set(GENERATIONS)
#: Suffixes that are nobody's name, spelled this way, so that they may follow a single word.
SURELY_SUFFIXES = {"Jr", "JR", "Sr", "SR", "Esq", "ESQ", "II", "III", "IV", "PhD", "Ph.D", "PHD"}
HONORIFICS = {
    *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "reverend", "pastor"),
    *("the", "hon", "honorable", "judge", "sheriff", "mayor", "commissioner", "councilmember"),
    *("councilman", "councilwoman", "councilor", "alderman", "alderwoman", "alderperson"),
    *("chairman", "chairwoman", "chairperson", "rep", "representative", "sen", "senator"),
    *("council", "member", "pro", "tem"),
}
#: Words in front of a last name that are part of it.
PARTICLES = {
    *("da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "la", "las", "le"),
    *(
        "los",
        "mac",
        "mc",
        "saint",
        "san",
        "santa",
        "st",
        "ter",
        "van",
        "vom",
        "von",
        "y",
        "zu",
        "zur",
    ),
}
#: Between two last names, as in Example y Muster.
AND = "y"
#: Nicknames in quotation marks or parentheses: Robert “Bob” Example.
CALLED = re.compile(r'"[^"]*"|“[^”]*”|\([^)]*\)|\[[^]]*\]')


@dataclass(frozen=True)
class NameParts:
    """The parts of a name as written. An honorific isn't stored: offices give people their titles."""

    given: str = ""
    family: str = ""
    suffix: str = ""
    honorific: str = ""

    @property
    def whole(self):
        """The name to show: Kim Example Jr., but Lee Specimen, Esq."""
        name = f"{self.given} {self.family}".strip()
        if not name or not self.suffix:
            return name
        is_generation = _only_word(self.suffix.split()[0]) in GENERATIONS
        return f"{name}{'' if is_generation else ','} {self.suffix}"

    @property
    def sort_name(self):
        """The name to sort by: Example, Kim, Jr."""
        if not self.family:
            return self.whole
        return ", ".join(filter(None, (self.family, self.given, self.suffix)))

    @property
    def initials(self):
        """The first letters of the first and the last name; those of "Alex van der Muster" are AM."""
        family = self.family.split()
        family = [word for word in family if not word.islower()] or family
        words = [*self.given.split()[:1], *family[:1]]
        return "".join(next(filter(str.isalnum, word), word[0]) for word in words).upper()

    @property
    def generation(self):
        """The one of `GENERATIONS` that the suffix means, or ""."""
        return next(filter(None, map(GENERATIONS.get, plain_words(self.suffix))), "")


def split_name(text):
    """Return the parts of a whole name, in either order: "Dr. Kim Example Jr." or "Example, Kim, Jr."."""
    called = CALLED.findall(text)
    bare = CALLED.sub(" ", text)
    if not bare.replace(",", " ").split():
        called, bare = [], text
    parts = [words for part in bare.split(",") if (words := part.split())]
    least = zip(parts, _least_words(parts), strict=True)
    suffixes = [_cut_suffix(part, number, part is parts[0]) for part, number in least]
    honorifics = [word for part in parts[1:] if all(map(_is_honorific, part)) for word in part]
    whole, *rest = parts or [[]]
    given = [word for part in rest if not all(map(_is_honorific, part)) for word in part]
    while len(given or whole) > 1 and _is_honorific((given or whole)[0]):
        honorifics.append((given or whole).pop(0))
    family = whole if given else _cut_family(whole)
    given = given or whole
    return NameParts(
        " ".join([*given, *called]),
        " ".join(family),
        ", ".join(filter(None, suffixes)),
        " ".join(honorifics),
    )


def _is_honorific(word):
    return _only_word(word) in HONORIFICS


def _only_word(word):
    words = plain_words(word)
    return words[0] if len(words) == 1 else ""


def _cut_suffix(words, least, keeps_one):
    """Take the suffix off the end of the words; only a sure one may leave fewer than `least`."""
    end = len(words)
    while end > keeps_one and _only_word(words[end - 1]) in SUFFIXES:
        if end <= least and words[end - 1].rstrip(".") not in SURELY_SUFFIXES:
            break
        end -= 1
    suffix = " ".join(words[end:])
    del words[end:]
    return suffix


def _least_words(parts):
    """Return how many words of each part can't be a suffix: the J.R. of "Example, J.R." is a first name."""
    if len(parts) == 1:
        return [2]
    only_other = len(parts) == 2 and len(parts[0]) == 1
    return [1] + [int(only_other)] * (len(parts) - 1) if parts else []


def _cut_family(words):
    """Take the last name off the end of the words, with its particles: van der Muster, Example y Muster."""
    plain = list(map(_only_word, words))
    start = max(len(words) - 1, 0)
    while start > 1 and plain[start - 1] in PARTICLES:
        start -= 2 if plain[start - 1] == AND and start > 2 else 1
    if start == 1 and _is_part_of_family(words, plain):
        start = 0
    family = words[start:]
    del words[start:]
    return family


def _is_part_of_family(words, plain):
    """Return whether the only word before a last name is one of its particles, not a first name like Van."""
    if plain[0] not in PARTICLES:
        return False
    return words[0].islower() or plain[0] == "mc" or (len(words) > 2 and plain[1] in PARTICLES)


#: Names that a process keeps taken apart, in about a kilobyte each.
MOST_KEPT = 20_000


@dataclass(frozen=True)
class PersonName:
    """The parts of a name, in lower case without accents, apostrophes or hyphens."""

    first: str = ""
    middle: tuple[str, ...] = ()
    last: str = ""
    generation: str = ""

    @property
    def key(self):
        first = self.first
        if self.last and len(FULL_NAMES.get(first, ())) == 1:
            (first,) = FULL_NAMES[first]
        middle = [word for word in self.middle if len(word) > 1]
        return " ".join(filter(None, (first, *middle, self.last)))

    @cached_property
    def turned_round(self):
        """The name with first and last name swapped, as in a list with mixed-up columns, or None without both."""
        if not self.last:
            return None
        return PersonName(self.last, self.middle, self.first, self.generation)

    @cached_property
    def rough_keys(self):
        """Keys that all spellings of this name share: each possible full first name with the last name."""
        if not self.last:
            return {self.first} - {""}
        return {f"{first} {self.last}" for first in FULL_NAMES.get(self.first, (self.first,))}

    def may_be_of_generation(self, other):
        return (self.generation or other.generation) == (other.generation or self.generation)

    def fits(self, other):
        """Return whether both may be the name of one person, judging by the names alone.

        This allows more than equal keys, because Alex may be Alexandra and a middle name may be missing, but
        also less: Kim A. isn't Kim B., and a Jr. isn't a Sr.
        """
        return (
            bool(self.rough_keys & other.rough_keys)
            and self.may_be_of_generation(other)
            and _middles_fit(*sorted((self.middle, other.middle), key=len))
        )


def normalized(name):
    """Return the name's key, the same for two spellings of a name; empty if nothing can be compared.

    Accents, apostrophes, hyphens, case, "Last, First", middle initials, honorifics and suffixes make no
    difference, nor do nicknames that stand for only one name: Bob is Robert, but Alex remains Alex.
    """
    return taken_apart(name).key


@lru_cache(maxsize=MOST_KEPT)
def taken_apart(name):
    """Return the name as a PersonName; those of a whole roster are kept."""
    bare = CALLED.sub(" ", name) if CALLED.sub("", name).strip() else name
    parts = split_name(",".join(map(plain_text, bare.split(","))))
    given = parts.given.split() or parts.honorific.split()[-1:]
    *given, last = given + parts.family.split() or [""]
    if not given:
        return PersonName(first=last, generation=parts.generation)
    first, *middle = _without_leading_initials(given)
    return PersonName(first, tuple(middle), last, parts.generation)


def _without_leading_initials(given):
    """Return the given names without leading initials: "J. Robert" goes by Robert, but "J. R." is J.R."""
    if all(len(word) == 1 for word in given):
        return ["".join(given)] if len(given) > 1 and len(given) == len("".join(given)) else given
    while len(given[0]) == 1:
        given = given[1:]
    return given


def _middles_fit(fewer, more):
    """Return whether each middle name of the shorter list, or its initial, is in the longer one."""
    remaining = list(more)
    for word in fewer:
        fitting = [other for other in remaining if _word_fits(word, other)]
        if not fitting:
            return False
        remaining.remove(fitting[0])
    return True


def _word_fits(one, other):
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


class DerivedNames:
    """The names of a person that are derived from others, to be derived again after a change."""

    def __init__(self, person):
        self.person = person
        self.name = person.name
        parts = NameParts(person.given_name, person.family_name, person.suffix)
        self.were_derived = {
            "name": person.name == parts.whole,
            "sort_name": person.sort_name == person.name_parts.sort_name,
        }

    def follow(self, stated):
        """Derive them again except the stated ones; return the name as shown before and after."""
        for name, was_derived in self.were_derived.items():
            if was_derived and name not in stated:
                setattr(self.person, name, "")
        with suppress(ValidationError):
            self.person.clean()
        return self.name, self.person.name

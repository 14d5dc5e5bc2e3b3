"""Names for comparison, without the differences between two spellings of one person's name."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import cached_property

#: Full names, each followed by its short forms. A short form can be in several lines.
NICKNAMES = """
    abigail abby
    albert al bert
    alexander alex alec sandy xander
    alexandra alex alexa sandy
    alfred al fred
    allison allie ali
    andrew andy drew
    anthony tony
    antonio tony
    barbara barb barbie babs
    benjamin ben benny benji
    bradley brad
    bernard bernie
    beverly bev
    catherine cathy kathy kate katie cate kay kit katherine kathryn catharine katharine kathleen
    charles charlie chuck chas
    christina chris chrissy tina christine kristina kristine
    christopher chris kit topher
    cynthia cindy
    daniel dan danny
    david dave davey
    deborah deb debbie debby debra
    dennis denny
    donald don donnie
    dorothy dot dottie
    douglas doug
    edward ed eddie ted ned
    eleanor ellie nell nora
    elizabeth liz beth betty betsy eliza libby lizzie liza elisabeth
    emily em emmy
    eugene gene
    frances fran frankie francie
    francis frank frankie
    francisco frank paco pancho
    franklin frank
    frederick fred freddie fredrick
    gabriel gabe
    gerald gerry jerry
    gregory greg gregg
    harold hal harry
    henry hank harry
    jacob jake
    jacqueline jackie jacquelyn
    james jim jimmy jamie
    janet jan
    jennifer jen jenny jenn
    jeffrey jeff geoffrey geoff jeffery
    jerome jerry
    jessica jess jessie
    john johnny jack
    jonathan jon jonny johnathan jonathon
    joseph joe joey
    josephine jo josie
    joshua josh
    judith judy
    kenneth ken kenny
    kimberly kim kimberley
    lawrence larry laurence
    leonard leo len lenny
    louis lou louie lewis
    louise lou
    margaret maggie meg peggy marge margie
    matthew matt
    michael mike mickey mick
    michelle shelly michele
    nancy nan
    nathaniel nate nathan
    nicholas nick nicky nicolas
    pamela pam
    patricia pat patty tricia trish
    patrick pat paddy
    peter pete
    philip phil phillip
    rachel rach rachael
    raymond ray
    rebecca becky becca
    richard rick dick rich ricky richie
    robert bob rob bobby robbie bert
    ronald ron ronnie
    samantha sam
    samuel sam sammy
    sandra sandy
    sarah sally sara
    stephanie steph stephany
    stephen steve steven stevie
    susan sue susie suzy suzanne
    teresa terry theresa tess
    terrence terry terence
    theodore ted teddy theo
    thomas tom tommy
    timothy tim timmy
    valerie val
    victoria vicky tori vicki
    vincent vince vinny
    virginia ginny
    walter walt
    william bill will billy willie liam
    zachary zach zack
"""
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
    "esq",
    "esquire",
    "md",
    "phd",
    "edd",
    "jd",
    "dds",
    "dvm",
    "rn",
    "cpa",
    "mba",
    "mpa",
    "mph",
}
HONORIFICS = {
    *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "reverend", "pastor"),
    *("the", "hon", "honorable", "judge", "sheriff", "mayor", "commissioner", "councilmember"),
    *("councilman", "councilwoman", "councilor", "alderman", "alderwoman", "alderperson"),
    *("chairman", "chairwoman", "chairperson", "rep", "representative", "sen", "senator"),
}
#: Letters that Unicode doesn't decompose into a plain letter and its mark.
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
APOSTROPHES = re.compile(r"['’‘ʻʼ`´′＇]")
#: Nicknames in quotation marks or parentheses: Robert “Bob” Example.
CALLED = re.compile(r'"[^"]*"|“[^”]*”|\([^)]*\)|\[[^]]*\]')
INITIALISM = re.compile(r"(?<=\b\w)\.(?=\w\b)")
BETWEEN_WORDS = re.compile(r"[\W_]+")


def full_names():
    """Map each short form to the full names that it may stand for; a full name stands for itself."""
    found = defaultdict(set)
    for full, *short in (line.split() for line in NICKNAMES.split("\n") if line.strip()):
        for word in (full, *short):
            found[word].add(full)
    return dict(found)


FULL_NAMES = full_names()


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

    def fits(self, other):
        """Return whether both may be the name of one person, judging by the names alone.

        This allows more than equal keys, because Alex may be Alexandra and a middle name may be missing, but
        also less: Kim A. isn't Kim B., and a Jr. isn't a Sr.
        """
        return (
            bool(self.rough_keys & other.rough_keys)
            and (self.generation or other.generation) == (other.generation or self.generation)
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
    words, generation = _in_order(CALLED.sub(" ", name) if CALLED.sub("", name).strip() else name)
    while len(words) > 2 and words[0] in HONORIFICS:
        words = words[1:]
    *given, last = words or [""]
    if not given:
        return PersonName(first=last, generation=generation)
    first, *middle = _without_leading_initials(given)
    return PersonName(first, tuple(middle), last, generation)


def _in_order(name):
    """Return the words, last name last, and the generation: "Example, Kim, Jr." gives kim, example and jr."""
    parts = [words for part in name.split(",") if (words := plain_words(part))]
    generation = ""
    for part, least in zip(parts, _least_words(parts), strict=True):
        while len(part) > least and (part[-1] in GENERATIONS or part[-1] in DEGREES):
            generation = GENERATIONS.get(part.pop(), generation)
    family, *given = parts or [[]]
    return [word for part in given for word in part] + family, generation


def _least_words(parts):
    """Return how many words of each part can't be a suffix: the J.R. of "Example, J.R." is a first name."""
    if len(parts) == 1:
        return [2]
    only_other = len(parts) == 2 and len(parts[0]) == 1
    return [1] + [int(only_other)] * (len(parts) - 1) if parts else []


def plain_words(text):
    """Return the words in lower case, without accents, apostrophes, hyphens and other marks."""
    # Some letters, such as 𝕬, have no lower case before they are decomposed.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = apart.translate(LETTERS)
    if not plain.isascii():
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = INITIALISM.sub("", APOSTROPHES.sub("", plain).replace("ph.d", "phd"))
    return BETWEEN_WORDS.sub(" ", plain).split()


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

"""Seats: their labels, which labels name no single seat, and which tenures share a seat.

Two tenures share a seat if place, office and label agree, and the label names one seat, or the office has one
holder. Labels agree if `plain_seat_label` gives the same for both; for queries, every tenure keeps it in a
field (`PlainSeatField`). It is for comparing only: what the site shows is the label as it was entered.
"""

import re
import unicodedata
from functools import lru_cache

from django.db.models import OuterRef, Q

from core.folding import BETWEEN_WORDS, INITIALISM, DerivedField

#: The stored form of every label that means at large.
AT_LARGE = "At-large"
PLAIN_AT_LARGE = AT_LARGE.casefold()
MEANS_AT_LARGE = re.compile(r"\b(at|al) ?(large|larg|lg|lrg|lge)\b")
#: These mean at large if the label has only one of them and words that tell no seat apart.
WHOLE_PLACE = {"countywide", "citywide", "townwide", "villagewide", "districtwide", "al"}
#: Words for a seat, to which a number, a letter or a name belongs.
UNITS = {"district", "ward", "seat", "position", "post", "precinct"}
#: Words for holders, bodies and terms, and small words.
HOLDERS = {
    *["the", "of", "on", "from", "for", "by", "in", "elected", "appointed", "vote", "voted"],
    *["member", "council", "councilmember", "councilor", "councillor"],
    *["councilman", "councilwoman", "councilperson"],
    *["commissioner", "commission", "board", "trustee", "supervisor"],
    *["alderman", "alderwoman", "alderperson", "aldermen", "representative", "rep"],
    *["delegate", "director", "education", "school"],
    *["term", "unexpired", "nonpartisan", "partisan"],
}
#: Words that name no seat, in the singular. "2 seats" says how many there are; "Seat 2" says which one it is.
TELL_NO_SEAT = {
    *(UNITS | HOLDERS),
    *["county", "city", "town", "village", "wide", "entire", "whole", "all"],
}
#: Words without which a label says the same, as long as another word is left.
SUPERFLUOUS = {
    *(UNITS | HOLDERS | {f"{word}s" for word in UNITS | HOLDERS}),
    *["dist", "distr", "wd", "pos", "pct", "no", "num", "number"],
}
HOW_MANY = re.compile(r"\b(\d+|two|three|four|five|six|seven|eight|nine) +(seats|members|years?)\b")
#: "county" in "county commissioner" and "city" in "city council" only name the body.
KIND_OF_BODY = re.compile(
    r"\b(county|city|town|village) (?=(commission|council|board|alder|school|trustee))"
)
#: "D3", "W 1" and "Dist3" for "District 3", "Ward 1" and "District 3".
SHORT_UNIT = re.compile(r"\b([dwsp] ?|dist|district|ward|seat|pos|position|post|no)(?=\d)")
ROMAN_ONE_FIVE_TEN = re.compile(r"\b(district|dist|ward) (i|v|x)\b")
DIGITS = re.compile(r"0*(\d+)(st|nd|rd|th)?")
CARDINALS = [
    *["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
    *["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"],
    *["nineteen", "twenty"],
]
ORDINALS = [
    *["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"],
    *["tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"],
    *["seventeenth", "eighteenth", "nineteenth", "twentieth"],
]
#: One letter, such as C, is the name of a seat and not a number.
ROMAN = ["-", "ii", "iii", "iv", "-", "vi", "vii", "viii", "ix", "-", "xi", "xii"]
NUMBERS = {
    word: str(number)
    for words in (CARDINALS, ORDINALS, ROMAN)
    for number, word in enumerate(words, 1)
    if word != "-"
} | {"i": "1", "v": "5", "x": "10"}
DIRECTIONS = {"north": "n", "south": "s", "east": "e", "west": "w"}
TWO_DIRECTIONS = re.compile(r"\b(north|south) ?(east|west)\b")

# What names a seat within a title, as in "Council Member, Ward 2".
_UNIT = r"(?:district|dist|ward|seat|position|post|precinct)s?\b\.?"
_ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)})"
_DIRECTION = r"(?:north|south)[ -]?(?:east|west)|north|south|east|west|[ns][ew]"
_NAMED = rf"(?:{_ORDINAL}|\d{{1,2}}(?:-?[a-z])?|{'|'.join(CARDINALS)}|{_DIRECTION}|[ivx]{{1,4}}|[a-z])(?!\w)"
_AT_LARGE = r"(?:at[\W_]*large|(?:county|city|town|village)[ -]?wide)(?!\w)"
SEAT_IN_TITLE = re.compile(
    rf"(?<!\w)(?:{_AT_LARGE}"
    rf"|{_UNIT}\s*(?:no\.?|number|\#)?\s*{_NAMED}"
    rf"|(?:{_ORDINAL}|{_DIRECTION})\s+(?:district|ward)(?!\w)"
    rf"|[dw]-?\d{{1,2}}(?!\w)"
    rf"|\#?\d{{1,2}}$)",
    re.IGNORECASE,
)


class PlainSeatField(DerivedField):
    """The normal form of a seat label, for queries."""

    def derived(self, label):
        return plain_seat_label(label)


@lru_cache(maxsize=2_000)
def normalize_seat_label(label, place=""):
    """Return the label as it is stored and shown: "ward  3" and "WARD 3" give "Ward 3"; "NE" stays.

    The name of the place doesn't tell its seats apart.
    """
    if means_at_large(label, place):
        return AT_LARGE
    label = _without_place(label, place)
    shouted = {word for word in label.split() if word.isupper() and len(word) > 3}
    return " ".join(
        word.capitalize() if word.islower() or word in shouted else word for word in label.split()
    )


def _without_place(label, place):
    """Return "District 3" for the label "Wake County District 3" in Wake County."""
    words = place.split()
    if not words or not SEAT_IN_TITLE.search(label):
        return label
    name = r"[\W_]+".join(map(re.escape, words))
    kind = "county|city|town|village"
    own = rf"\W*\b(?:(?:{kind}) of )?{name}(?: (?:{kind}))?\b\W*"
    rest = re.sub(own, " ", label, flags=re.IGNORECASE).strip()
    return rest if SEAT_IN_TITLE.search(rest) else label


@lru_cache(maxsize=2_000)
def plain_seat_label(label):
    """Return the label for comparison, the same for all labels of one seat.

    "District 3", "Dist. 3", "D3", "3" and "Third" name one seat of a board, as do "Ward One" and "W1".
    """
    if means_at_large(label):
        return PLAIN_AT_LARGE
    text = HOW_MANY.sub(" ", re.sub(r"\bal\b", "at large", _in_plain_letters(label)))
    text = KIND_OF_BODY.sub("", MEANS_AT_LARGE.sub(" atlarge ", text))
    text = re.sub(r"\b(\d+)([a-z])\b", r"\1 \2", SHORT_UNIT.sub(" ", text))
    text = TWO_DIRECTIONS.sub(lambda found: found[1][0] + found[2][0], text)
    text = ROMAN_ONE_FIVE_TEN.sub(lambda found: NUMBERS[found[2]], text)
    words = [_plain_word(word) for word in text.split()]
    telling = [word for word in words if word not in SUPERFLUOUS]
    telling.sort(key=lambda word: word != "atlarge")  # "Seat 3, At-large" is "At-large, Seat 3".
    return " ".join(telling or words) or normalize_seat_label(label).casefold()


def _plain_word(word):
    if found := DIGITS.fullmatch(word):
        return found[1]
    if word in ("i", "v", "x"):
        return word
    return NUMBERS.get(word) or DIRECTIONS.get(word, word)


def seats_in(title):
    """Return a title without the words for a seat, and these words: "Council Member" and "Ward 2"."""
    seats = SEAT_IN_TITLE.findall(title)
    return SEAT_IN_TITLE.sub(" , ", title) if seats else title, ", ".join(seats)


def names_one_seat(label):
    """Return whether the label tells one seat of a board from the others, unlike an empty one or at large."""
    return plain_seat_label(label) not in ("", PLAIN_AT_LARGE)


def means_at_large(label, place=""):
    """Return whether the label means at large, in any spelling, without telling one such seat from another.

    "At Large", "at–large" and "Council Member, At-Large (countywide)" do; "At-large, Seat 3" and
    "At Large, Residence District 2" name a seat.
    """
    rest, found = MEANS_AT_LARGE.subn("", _in_plain_letters(label))
    rest = set(HOW_MANY.sub("", rest).split()) - set(_in_plain_letters(place).split())
    known = TELL_NO_SEAT | {f"{word}s" for word in TELL_NO_SEAT} | WHOLE_PLACE
    return bool(found or rest & WHOLE_PLACE) and rest <= known


def _in_plain_letters(label):
    """Return the label in lower case, with one space in place of dashes, periods and other marks."""
    visible = "".join(sign for sign in label if unicodedata.category(sign) != "Cf")
    text = unicodedata.normalize("NFKC", visible).casefold().replace("@", " at ")
    text = re.sub(r"\b(county|city|town|village|district)[\W_]*wide\b", r"\1wide", text)
    text = " ".join(BETWEEN_WORDS.sub(" ", INITIALISM.sub("", text)).split())
    return re.sub(r"\ba l\b", "al", text)


def seat_key(tenure):
    """Return a key that tells the tenure's seat from others, or None if nothing does."""
    if not (tenure.office_id and tenure.jurisdiction_id):
        return None
    if tenure.office.one_holder:
        return tenure.jurisdiction_id, tenure.office_id, ""
    if not names_one_seat(tenure.seat_label):
        return None
    return tenure.jurisdiction_id, tenure.office_id, plain_seat_label(tenure.seat_label)


def in_seat(place, office, label):
    """Return a condition: a saved tenure is of the seat with this plain label, or its office has only one."""
    named = ~Q(plain_seat__in=["", PLAIN_AT_LARGE]) & Q(plain_seat=label)
    return Q(jurisdiction=place, office=office) & (Q(office__one_holder=True) | named)


#: Condition: a saved tenure is of the seat of the outer one.
IN_SEAT_OF_OUTER = in_seat(OuterRef("jurisdiction"), OuterRef("office"), OuterRef("plain_seat"))

"""Seats: their labels, which labels name no single seat, and which tenures share a seat.

Two tenures share a seat if place, office and label agree, and the label names one seat, or the office has one
holder. The rule is here twice: `seat_key` compares and groups rows in memory in any spelling of their labels,
and `in_seat` is a condition of a query, which can't normalize labels.
"""

import re
import unicodedata
from functools import lru_cache

from django.db.models import OuterRef, Q

from core.folding import BETWEEN_WORDS, INITIALISM

#: The stored form of every label that means at large.
AT_LARGE = "At-large"
MEANS_AT_LARGE = re.compile(r"\b(at|al) ?(large|larg|lg|lrg|lge)\b")
#: These mean at large if the label has only one of them and words that tell no seat apart.
WHOLE_PLACE = {"countywide", "citywide", "townwide", "villagewide", "districtwide", "al"}
#: Words that name no seat, in the singular. "2 seats" says how many there are; "Seat 2" says which one it is.
TELL_NO_SEAT = {
    *["the", "of", "on", "from", "for", "by", "in", "elected", "appointed", "vote", "voted"],
    *["seat", "position", "post", "district", "ward", "member", "council"],
    *["councilmember", "councilor", "councillor", "councilman", "councilwoman", "councilperson"],
    *["commissioner", "commission", "board", "trustee", "supervisor"],
    *["alderman", "alderwoman", "alderperson", "aldermen", "representative", "rep"],
    *["delegate", "director", "education", "school", "county", "city", "town", "village"],
    *["wide", "entire", "whole", "all", "term", "unexpired", "nonpartisan", "partisan"],
}
HOW_MANY = re.compile(r"\b(\d+|two|three|four|five|six|seven|eight|nine) +(seats|members|years?)\b")


@lru_cache(maxsize=2_000)
def normalize_seat_label(label, place=""):
    """Return the one spelling for each seat: "ward  3" and "WARD 3" give "Ward 3"; "NE" stays.

    The name of the place doesn't tell its seats apart.
    """
    if means_at_large(label, place):
        return AT_LARGE
    shouted = {word for word in label.split() if word.isupper() and len(word) > 3}
    return " ".join(
        word.capitalize() if word.islower() or word in shouted else word for word in label.split()
    )


def plain_seat_label(label):
    """Return the label for comparison, the same for all labels of one seat."""
    return normalize_seat_label(label).casefold()


def names_one_seat(label):
    """Return whether the label tells one seat of a board from the others, unlike an empty one or at large."""
    return normalize_seat_label(label) not in ("", AT_LARGE)


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
    """Return a condition: a saved tenure is of the seat with this label, or of the only one of the office."""
    named = ~Q(seat_label__in=["", AT_LARGE]) & Q(seat_label__iexact=label)
    return Q(jurisdiction=place, office=office) & (Q(office__one_holder=True) | named)


#: Condition: a saved tenure is of the seat of the outer one.
IN_SEAT_OF_OUTER = in_seat(OuterRef("jurisdiction"), OuterRef("office"), OuterRef("seat_label"))

"""What the seats of a board are called, and which of these labels name no single seat."""

import re
import unicodedata

#: How every label that means at large is kept.
AT_LARGE = "At-large"
MEANS_AT_LARGE = re.compile(r"\b(at|al) ?(large|larg|lg|lrg|lge)\b")
#: These mean at large when nothing but one of them, and words that tell no seat apart, is there.
WHOLE_PLACE = {"countywide", "citywide", "townwide", "villagewide", "districtwide", "al"}
#: Words that name no seat. "2 seats" says how many there are; "Seat 2" says which one it is.
TELL_NO_SEAT = {
    *["the", "of", "on", "from", "for", "by", "in", "elected", "appointed", "vote", "voted"],
    *["seat", "seats", "position", "positions", "post", "district", "ward", "member", "members"],
    *["council", "councilmember", "councilmembers", "councilor", "councilman", "councilwoman"],
    *["commissioner", "commissioners", "commission", "board", "trustee", "supervisor"],
    *[
        "alderman",
        "alderwoman",
        "alderperson",
        "aldermen",
        "representative",
        "delegate",
        "director",
    ],
    *["education", "school", "county", "city", "town", "village", "wide", "entire", "whole", "all"],
    *["term", "unexpired", "nonpartisan", "partisan"],
}
HOW_MANY = re.compile(r"\b(\d+|two|three|four|five|six|seven|eight|nine) +(seats|members|years?)\b")
INITIALS = re.compile(r"\b(\w)\.(?=\w\b)")
BETWEEN_WORDS = re.compile(r"[\W_]+")


def normalize_seat_label(label):
    """One spelling for each seat: "ward  3" and "WARD 3" give "Ward 3"; "NE" stays."""
    if means_at_large(label):
        return AT_LARGE
    shouted = {word for word in label.split() if word.isupper() and len(word) > 3}
    return " ".join(
        word.capitalize() if word.islower() or word in shouted else word for word in label.split()
    )


def plain_seat_label(label):
    """The label as it is compared: labels of one seat give the same."""
    return normalize_seat_label(label).casefold()


def names_one_seat(label):
    """Whether it tells one seat of a board from the others: no empty label does, nor one that means at large."""
    return normalize_seat_label(label) not in ("", AT_LARGE)


def means_at_large(label):
    """Whether the label says at large, however it is written, and nothing that tells one such seat from another.

    "At Large", "at–large" and "Council Member, At-Large (countywide)" do; "At-large, Seat 3" and
    "At Large, Residence District 2" name a seat.
    """
    rest, found = MEANS_AT_LARGE.subn("", _plain_words(label))
    rest = set(HOW_MANY.sub("", rest).split())
    return bool(found or rest & WHOLE_PLACE) and rest <= TELL_NO_SEAT | WHOLE_PLACE


def _plain_words(label):
    """In lower case, with one space in place of dashes, periods and other marks."""
    visible = "".join(sign for sign in label if unicodedata.category(sign) != "Cf")
    text = unicodedata.normalize("NFKC", visible).casefold().replace("@", " at ")
    text = re.sub(r"\b(county|city|town|village|district)[\W_]*wide\b", r"\1wide", text)
    return " ".join(BETWEEN_WORDS.sub(" ", INITIALS.sub(r"\1", text)).split())

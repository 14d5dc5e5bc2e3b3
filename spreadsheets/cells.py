"""One cell, as exports write it and imports read it."""

import re

import ftfy
from django.core.exceptions import ValidationError

#: Empties a field; an empty cell changes nothing.
CLEAR = "CLEAR"
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: A month or a day as Excel saves it in a CSV file: Dec-25, 1-Dec-25.
SHORT_DATE = re.compile(r"(?:(?P<day>\d{1,2})-)?(?P<month>[A-Za-z]{3})-(?P<year>\d{2})", re.ASCII)
#: A date that Excel made of something without a year.
WITHOUT_YEAR = re.compile(r"\d{1,2}-[A-Za-z]{3}|[A-Za-z]{3}-\d{1,2}", re.ASCII)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: Control characters, and format characters such as zero-width spaces and marks of direction. The joiner
#: within an emoji stays.
UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb]|(?<![\ufe0f\u2600-\u27bf\U0001f000-\U0001faff])\u200d"
)
#: A character as Excel writes it into a file if XML has none of the kind (ECMA-376, part 1, 22.9.2.19).
ESCAPED = re.compile(r"_x(?!D[89A-F])([0-9A-F]{4})_", re.IGNORECASE)
#: What stands in a cell that has nothing to say. "Unknown" isn't here: it says something of a date.
PLACEHOLDERS = {
    "n/a",
    "n.a.",
    "n.a",
    "na",
    "none",
    "null",
    "nil",
    "tbd",
    "tba",
    "-",
    "?",
    "??",
    "???",
}
DASHES = re.compile(r"[-‐‑‒–—−]+")
#: Longer numbers are no ids, and too long for SQLite.
NUMBER = re.compile(r"\d{1,18}", re.ASCII)


def neutralize(text):
    """Put an apostrophe before text that a spreadsheet program would take for a formula."""
    return f"'{text}" if text.lstrip("'").startswith(RISKY) else text


def restore(text):
    """Remove the apostrophe that `neutralize` added."""
    is_neutralized = text.startswith("'") and text.lstrip("'").startswith(RISKY)
    return text[1:] if is_neutralized else text


def in_one_style(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def decoded_cell(text):
    """Return a cell's text with the characters that its escapes stand for, without unseen ones."""
    return without_unseen(ESCAPED.sub(lambda match: chr(int(match[1], 16)), text))


def repaired(text):
    """Return the text as it was before a program read its UTF-8 as another encoding, if one did."""
    return text if text.isascii() else ftfy.fix_encoding(text)


def without_unseen(text):
    return UNSEEN.sub("", text)


def is_placeholder(text):
    return DASHES.sub("-", text.strip().casefold()) in PLACEHOLDERS


def filled_lines(text):
    """Return the lines of a cell that aren't blank."""
    return list(filter(None, (line.strip() for line in in_one_style(text).split("\n"))))


def iso_date(value):
    """Return a date as files write it, such as 2025-12-01, or "" without one."""
    return value.isoformat() if value else ""


def year_in_full(digits):
    """Return the year from 1970 to 2069 for its last two digits."""
    return int(digits) + (2000 if int(digits) < 70 else 1900)


def read_date(field, text):
    """Return the date in a cell for a model's field, or raise ValidationError."""
    if match := SHORT_DATE.fullmatch(text):
        day = f"{match['day']}, " if match["day"] else ""
        text = f"{match['month']} {day}{year_in_full(match['year'])}"
    if WITHOUT_YEAR.fullmatch(text) and not SHORT_DATE.fullmatch(text):
        raise ValidationError(
            f"“{text}” has no year. Excel may have made it of something else; enter the whole date."
        )
    try:
        return field.to_python(text)
    except ValidationError as error:
        raise ValidationError(f"“{excerpt(text)}” can’t be read. {error.messages[0]}") from error


def read_number(text, noun="whole number"):
    """Return the number in a cell, or raise ValidationError."""
    if not NUMBER.fullmatch(text):
        raise ValidationError(f"“{excerpt(text)}” isn’t a {noun}.")
    return int(text)


def excerpt(text, length=60):
    """Shorten a text for a quotation in a sentence."""
    return text if len(text) <= length else f"{text[:length]}…"

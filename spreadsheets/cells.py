"""How one cell is written in a file and read from it; exports and imports share this."""

import re

from django.core.exceptions import ValidationError

#: Empties a field; an empty cell changes nothing.
CLEAR = "CLEAR"
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: What Excel makes of a month or a day when it saves a CSV file: Dec-25, 1-Dec-25.
SHORT_DATE = re.compile(r"(?:(?P<day>\d{1,2})-)?(?P<month>[A-Za-z]{3})-(?P<year>\d{2})", re.ASCII)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: Longer numbers are no ids, and too long for SQLite.
NUMBER = re.compile(r"\d{1,18}", re.ASCII)


def neutralize(text):
    """The text with an apostrophe before it if a spreadsheet program would take it for a formula."""
    return f"'{text}" if text.lstrip("'").startswith(RISKY) else text


def restore(text):
    """What `neutralize` was given."""
    is_neutralized = text.startswith("'") and text.lstrip("'").startswith(RISKY)
    return text[1:] if is_neutralized else text


def in_one_style(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def filled_lines(text):
    """The lines of a cell that say something."""
    return list(filter(None, (line.strip() for line in in_one_style(text).split("\n"))))


def iso_date(value):
    """A date as files have it: 2025-12-01, or as the kind of date writes itself; "" without one."""
    return value.isoformat() if value else ""


def read_date(field, text):
    """The date that a cell gives a model's field, or ValidationError."""
    if match := SHORT_DATE.fullmatch(text):
        century = 20 if int(match["year"]) < 70 else 19
        day = f"{match['day']}, " if match["day"] else ""
        text = f"{match['month']} {day}{century}{match['year']}"
    try:
        return field.to_python(text)
    except ValidationError as error:
        raise ValidationError(f"“{excerpt(text)}” can’t be read. {error.messages[0]}") from error


def read_number(text, noun="whole number"):
    """The number in a cell, or ValidationError."""
    if not NUMBER.fullmatch(text):
        raise ValidationError(f"“{excerpt(text)}” isn’t a {noun}.")
    return int(text)


def excerpt(text, length=60):
    """For a sentence that quotes a cell."""
    return text if len(text) <= length else f"{text[:length]}…"

"""One cell, as exports write it and imports read it."""

import re

from django.core.exceptions import ValidationError

#: Empties a field; an empty cell changes nothing.
CLEAR = "CLEAR"
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: A month or a day as Excel saves it in a CSV file: Dec-25, 1-Dec-25.
SHORT_DATE = re.compile(r"(?:(?P<day>\d{1,2})-)?(?P<month>[A-Za-z]{3})-(?P<year>\d{2})", re.ASCII)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
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


def filled_lines(text):
    """Return the lines of a cell that aren't blank."""
    return list(filter(None, (line.strip() for line in in_one_style(text).split("\n"))))


def iso_date(value):
    """Return a date as files write it, such as 2025-12-01, or "" without one."""
    return value.isoformat() if value else ""


def read_date(field, text):
    """Return the date in a cell for a model's field, or raise ValidationError."""
    if match := SHORT_DATE.fullmatch(text):
        century = 20 if int(match["year"]) < 70 else 19
        day = f"{match['day']}, " if match["day"] else ""
        text = f"{match['month']} {day}{century}{match['year']}"
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

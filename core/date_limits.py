"""The limits of dates and times wherever they are entered.

Beyond them a time converted to UTC can be outside the range of Python and the databases:
December 31, 9999, 11:59 PM in North Carolina is in the year 10000.
"""

from datetime import date, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import get_default_timezone, is_aware

YEARS = range(1776, 2201)
FIRST_DAY, LAST_DAY = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
OUT_OF_RANGE = f"The year must be between {YEARS[0]} and {YEARS[-1]}."


def first_and_last_moment():
    """Return the limits as times in North Carolina."""
    zone = get_default_timezone()
    first, last = datetime.combine(FIRST_DAY, time.min), datetime.combine(LAST_DAY, time.max)
    return first.replace(tzinfo=zone), last.replace(tzinfo=zone)


def validate_date(value):
    """Raise ValidationError if a date, or a date and time, is outside the limits."""
    first, last = FIRST_DAY, LAST_DAY
    if isinstance(value, datetime):
        first, last = first_and_last_moment()
        if not is_aware(value):
            first, last = first.replace(tzinfo=None), last.replace(tzinfo=None)
    if not first <= value <= last:
        raise ValidationError(OUT_OF_RANGE, code="out_of_range")


def limit_dates():
    """Apply these limits to every date field in forms and models, both ours and Wagtail's."""
    for field in (forms.DateField, forms.DateTimeField, models.DateField):
        field.default_validators = [*field.default_validators, validate_date]

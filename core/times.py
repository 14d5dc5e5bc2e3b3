"""Dates and times as editors type them: which ones the site takes, and which time zone they mean."""

from datetime import date, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import post_init
from django.utils.timezone import get_current_timezone, get_default_timezone, is_aware, make_aware
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.users.models import UserProfile

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


TIME_ZONE_NOTE = "Eastern time (New York)."
SCHEDULE_FIELDS = ("go_live_at", "expire_at")


def name_time_zone(fields):
    """Add the time zone to the help texts of a form's schedule fields."""
    for name in SCHEDULE_FIELDS:
        if name in fields:
            fields[name].help_text = TIME_ZONE_NOTE


def use_one_time_zone():
    """Show and read every time in North Carolina's zone, even for an account that has another one on file."""
    post_init.connect(forget_time_zone, sender=UserProfile)


def forget_time_zone(instance, **kwargs):
    instance.current_time_zone = ""


class MomentFormField(forms.DateTimeField):
    """A date and time field that explains why a time skipped or repeated by a clock change is refused."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            sentence = clock_change(error.params["datetime"])
            raise ValidationError(sentence, code=error.code) from error


def clock_change(moment):
    """Return a sentence on why North Carolina's clocks skip or repeat the time."""
    zone = get_current_timezone()
    before, after = (make_aware(moment.replace(fold=fold), zone).utcoffset() for fold in (0, 1))
    happens = (
        "doesn’t exist because the clocks go forward"
        if before < after
        else "occurs twice because the clocks go back"
    )
    hour = f"{moment:%I:%M %p}".removeprefix("0")
    day = f"{moment:%B} {moment.day}, {moment.year}"
    return f"{hour} on {day} {happens} that night. Choose an earlier or later time."


def use_moment_form_field():
    """Make the admin's forms use a MomentFormField for every date and time."""
    register_form_field_override(
        models.DateTimeField,
        override={"form_class": MomentFormField, "widget": AdminDateTimeInput},
    )


class MomentField(models.DateTimeField):
    """A date and time that is always read as within the limits, whatever the database holds.

    PostgreSQL stores years that Python can't read, and a row with one could neither be shown nor repaired.
    """

    def select_format(self, compiler, sql, params):
        adapt = compiler.connection.ops.adapt_datetimefield_value
        first, last = map(adapt, first_and_last_moment())
        bounded = f"CASE WHEN {sql} < %s THEN %s WHEN {sql} > %s THEN %s ELSE {sql} END"
        return bounded, (*params, first, first, *params, last, last, *params)

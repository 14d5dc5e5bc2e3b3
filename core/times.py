"""Dates with a time of day, as editors type them: which time they mean, and which there is."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import get_current_timezone, make_aware
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateTimeInput

from core.date_limits import first_and_last_moment

TIME_ZONE_NOTE = "Eastern time (New York)."
SCHEDULE_FIELDS = ("go_live_at", "expire_at")


def name_time_zone(fields):
    """Says beside the fields of a form's schedule which time they mean."""
    for name in SCHEDULE_FIELDS:
        if name in fields:
            fields[name].help_text = TIME_ZONE_NOTE


class MomentFormField(forms.DateTimeField):
    """A date and time; one that the change of clocks skips or repeats is refused in plain words."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            sentence = clock_change(error.params["datetime"])
            raise ValidationError(sentence, code=error.code) from error


def clock_change(moment):
    """Say why the clocks of North Carolina don't show the time just once."""
    zone = get_current_timezone()
    before, after = (make_aware(moment.replace(fold=fold), zone).utcoffset() for fold in (0, 1))
    happens = (
        "doesn’t exist because the clocks go forward"
        if before < after
        else "comes twice because the clocks go back"
    )
    hour = f"{moment:%I:%M %p}".removeprefix("0")
    day = f"{moment:%B} {moment.day}, {moment.year}"
    return f"{hour} on {day} {happens} that night. Choose an earlier or a later time."


def use_moment_form_field():
    """Have the admin's forms ask for every date and time with a MomentFormField."""
    register_form_field_override(
        models.DateTimeField,
        override={"form_class": MomentFormField, "widget": AdminDateTimeInput},
    )


class MomentField(models.DateTimeField):
    """A date and time that is read as one within the limits, whatever the database holds.

    PostgreSQL stores years that Python can't read, and a row with one could be neither shown nor repaired.
    """

    def select_format(self, compiler, sql, params):
        adapt = compiler.connection.ops.adapt_datetimefield_value
        first, last = map(adapt, first_and_last_moment())
        bounded = f"CASE WHEN {sql} < %s THEN %s WHEN {sql} > %s THEN %s ELSE {sql} END"
        return bounded, (*params, first, first, *params, last, last, *params)

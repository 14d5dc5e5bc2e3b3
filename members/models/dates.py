"""Dates that may be known only to the month or year, stored as their first and last possible day."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.utils.timezone import localdate

from core.times import OUT_OF_RANGE, YEARS
from spreadsheets.cells import year_in_full

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WRITTEN = [
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})(-(?P<day>\d{1,2}))?",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})[ T]00:00(:00(\.0+)?)?",
        r"(?P<month>\d{1,2})/((?P<day>\d{1,2})/)?(?P<year>\d{4})",
        r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<short_year>\d{2})",
        r"(?P<day>\d{1,2}) (?P<month>[a-z]{3,9})\.?,? (?P<year>\d{4})",
        r"(?P<month>[a-z]{3,9})\.?,? ((?P<day>\d{1,2})(st|nd|rd|th)?,? )?(?P<year>\d{4})",
    )
]
UNREADABLE = "Enter a date such as December 6, 2023, December 2023 or 2023."
UNKNOWN = "unknown"


@dataclass(frozen=True)
class PartialDate:
    """A date known to lie between two days, both included; the last day of a month is always known, for example.

    `str()` gives the American style, and `parse` reads it back. A date without a first day is the date
    of something that happened by its last day at an unknown time.
    """

    first: date | None
    last: date

    def __post_init__(self):
        if self.first and self.first > self.last:
            raise ValueError(f"{written(self.first)} comes after {written(self.last)}.")

    @classmethod
    def parse(cls, text):
        """Read a day, a month, a year, or two of them with "to" between; ValueError says what is wrong."""
        earliest, _, latest = " ".join(text.split()).partition(" to ")
        first, last = possible_days(earliest)
        return cls(first, possible_days(latest)[1] if latest else last)

    @property
    def precision(self):
        """One of "day", "month", "year", "range" and "unknown"."""
        if self.first is None:
            return UNKNOWN
        if self.first == self.last:
            return "day"
        if not self._spans_months:
            return "range"
        if self.first.year != self.last.year:
            return "range"
        if self.first.month == self.last.month:
            return "month"
        return "year" if self._spans_years else "range"

    @property
    def _spans_months(self):
        return self.first.day == 1 and self.last == last_day(self.last.year, self.last.month)

    @property
    def _spans_years(self):
        return self._spans_months and (self.first.month, self.last.month) == (1, 12)

    def __str__(self):
        return self._in_words(written)

    def isoformat(self):
        """Return the form for data files: 2025-12-01, 2025-12, 2025, "2024-06 to 2025-01" or unknown."""
        return self._in_words(iso_written)

    @property
    def when(self):
        """Return the date as part of a sentence: "on December 6, 2023", "in December 2023"."""
        if self.precision == "range":
            return f"between {self}".replace(" to ", " and ")
        return f"on {self}" if self.precision == "day" else f"in {self}"

    def _in_words(self, write):
        if self.first is None:
            return UNKNOWN
        style = "year" if self._spans_years else "month" if self._spans_months else "day"
        earliest, latest = write(self.first, style), write(self.last, style)
        return earliest if earliest == latest else f"{earliest} to {latest}"


def written(day, style="day"):
    month = MONTHS[day.month - 1]
    return {
        "day": f"{month} {day.day}, {day.year}",
        "month": f"{month} {day.year}",
        "year": str(day.year),
    }[style]


def iso_written(day, style):
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[style]]


def last_day(year, month):
    return date(year, month, calendar.monthrange(year, month)[1])


def months_before(day, months):
    """Return the same day so many months earlier, or that month's last day if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), last_day(year, month + 1))


def possible_days(text):
    """Return the first and last day that a written date may mean."""
    match = next(filter(None, (form.fullmatch(text) for form in WRITTEN)), None)
    if not match:
        raise ValueError(UNREADABLE)
    parts = match.groupdict()
    year = int(parts["year"]) if "year" in parts else year_in_full(parts["short_year"])
    if year not in YEARS:
        raise ValueError(OUT_OF_RANGE)
    if not parts.get("month"):
        return date(year, 1, 1), date(year, 12, 31)
    month = month_number(parts["month"])
    if not parts["day"]:
        return date(year, month, 1), last_day(year, month)
    day = int(parts["day"])
    if not 1 <= day <= last_day(year, month).day:
        raise ValueError(f"There is no {MONTHS[month - 1]} {day}, {year}.")
    return date(year, month, day), date(year, month, day)


def month_number(text):
    names = [name.lower() for name in MONTHS]
    found = [number for number, name in enumerate(names, 1) if name.startswith(text.lower())]
    if text.isdigit() and 1 <= int(text) <= 12:
        return int(text)
    if not found:
        raise ValueError(f"There is no month {text}." if text.isdigit() else UNREADABLE)
    return found[0]


class PartialDateFormField(forms.Field):
    """One line of text; `read` turns it into a PartialDate or raises ValidationError."""

    def __init__(self, *, read, **kwargs):
        super().__init__(**kwargs)
        self.to_python = read

    def prepare_value(self, value):
        return str(value) if isinstance(value, PartialDate) else value

    def has_changed(self, initial, data):
        try:
            data = self.to_python(data)
        except ValidationError:
            return True
        return str(initial or "") != str(data or "")


class PartialDateAttribute:
    """The attribute that reads and writes the two days behind a PartialDateField, from text and exact days too."""

    def __init__(self, field):
        self.field = field

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        first, last = (getattr(instance, name) for name in self.field.day_names)
        return PartialDate(first, last) if last else None

    def __set__(self, instance, value):
        value = self.field.to_python(value)
        days = (value.first, value.last) if value else (None, None)
        for name, day in zip(self.field.day_names, days, strict=True):
            setattr(instance, name, day)


class PartialDateField(models.Field):
    """A PartialDate, or None, in two DateFields of its own: `<name>_first` and `<name>_last`.

    The field itself has no column: queries name the two days.
    """

    descriptor_class = PartialDateAttribute
    default_error_messages = {"null": "Enter a date."}

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault(
            "help_text",
            "Enter what you know: December 6, 2023, December 2023 or 2023. "
            "Leave this empty if nothing is known.",
        )
        super().__init__(*args, **kwargs, serialize=False)

    @property
    def day_names(self):
        return f"{self.name}_first", f"{self.name}_last"

    def get_attname_column(self):
        return self.name, None

    def contribute_to_class(self, cls, name, private_only=True):
        super().contribute_to_class(cls, name, private_only=True)
        setattr(cls, name, self.descriptor_class(self))
        inherited = {field.name for field in cls._meta.local_fields}
        for day_name in self.day_names:
            if day_name not in inherited:
                cls.add_to_class(day_name, models.DateField(null=True, blank=True, editable=False))

    def to_python(self, value):
        if value is None or isinstance(value, PartialDate):
            return value
        if isinstance(value, date):
            return PartialDate(value, value)
        try:
            return self.read(value) if value.strip() else None
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def read(self, text):
        return PartialDate.parse(text)

    def formfield(self, **kwargs):
        return super().formfield(
            **{"form_class": PartialDateFormField, "read": self.to_python, **kwargs}
        )


class EndDateAttribute(PartialDateAttribute):
    def __set__(self, instance, value):
        """Set the end; repeating "unknown" keeps the day on which it was first entered."""
        value, current = self.field.to_python(value), self.__get__(instance)
        if value and current and value.precision == current.precision == UNKNOWN:
            value = min(value, current, key=lambda end: end.last)
        super().__set__(instance, value)


class EndDateField(PartialDateField):
    """An end: None (there is none), "unknown" (ended by the recorded day), or a PartialDate."""

    descriptor_class = EndDateAttribute

    def __init__(self, *args, **kwargs):
        kwargs.setdefault(
            "help_text",
            "When it ended: December 6, 2023, December 2023 or 2023. Leave this empty if there "
            "is no end; enter “unknown” if it has ended and no one knows when.",
        )
        super().__init__(*args, **kwargs)

    def read(self, text):
        if text.strip().lower() == UNKNOWN:
            return PartialDate(None, localdate())
        return super().read(text)


class DaysEarlier(Func):
    """The day so many days before another; both can be expressions."""

    arity = 2
    output_field = models.DateField()

    def as_sqlite(self, compiler, connection, **context):
        template = "DATE(%(expressions)s || ' days')"
        return self.as_sql(compiler, connection, template=template, arg_joiner=", -", **context)

    def as_postgresql(self, compiler, connection, **context):
        template = "(%(expressions)s)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=" - ", **context)


def days_in_order(name, first_day_optional=False):
    """Return a constraint: both days of the date are present and in order, or neither is."""
    first, last = f"{name}_first", f"{name}_last"
    ordered = Q(**{f"{first}__isnull": False, f"{last}__isnull": False, f"{first}__lte": F(last)})
    missing = Q(**{f"{first}__isnull": True})
    if not first_day_optional:
        missing &= Q(**{f"{last}__isnull": True})
    return models.CheckConstraint(
        condition=missing | ordered,
        name=f"%(class)s_{name}_days_in_order",
        violation_error_message="The earliest possible day comes after the latest one.",
    )


def not_surely_before(name, start="start"):
    """Return a constraint: the date isn't definitely before the start."""
    first, last = f"{start}_first", f"{name}_last"
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True})
        | Q(**{f"{last}__isnull": True})
        | Q(**{f"{last}__gte": F(first)}),
        name=f"%(class)s_{name}_not_before_{start}",
        violation_error_message="The end comes before the start.",
    )

"""The day that a visitor chooses with `?on=`."""

from copy import copy
from datetime import date

from django import forms
from django.http import Http404
from django.utils.timezone import localdate

from core.filters import each_once


class DayField(forms.DateField):
    """A day in the format YYYY-MM-DD only, which browsers send regardless of how they show it."""

    input_formats = ["%Y-%m-%d"]

    def strptime(self, value, format):
        day = date.fromisoformat(value)
        if day.isoformat() != value:
            raise ValueError("The day must be in the format YYYY-MM-DD.")
        return day


class DayForm(forms.Form):
    on = DayField(required=False)

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day and day > localdate():
            raise forms.ValidationError("Choose a date between 1776 and today.")
        return day


def day_asked_for(request):
    """Return the day of `?on=YYYY-MM-DD`, or None; raise Http404 if it is invalid, future or contradictory."""
    form = DayForm(each_once(request.GET, DayForm.base_fields))
    if not form.is_valid():
        raise Http404("There is no information about that day.")
    return form.cleaned_data["on"]


def certainties(memberships, committee_seats, on):
    """Return in words whether the holder of these was in the network and on the committee on the day."""
    return [
        certainty("in the network", memberships, on),
        certainty("on the Organizing Committee", committee_seats, on),
    ]


def certainty(place, date_ranges, on):
    if any(date_range.surely_covers(on) for date_range in date_ranges):
        return place
    possibly = any(date_range.possibly_covers(on) for date_range in date_ranges)
    return f"{place}: uncertain" if possibly else f"not {place}"


def doubted(person, doubt):
    """Return a copy of the person, whom other requests share, with a tag on what is uncertain."""
    person = copy(person)
    person.doubt = doubt
    return person

"""The day that a visitor asks about with `?on=`."""

from datetime import date

from django import forms
from django.http import Http404
from django.utils.timezone import localdate

from core.filters import each_once


class DayField(forms.DateField):
    """A day written as YYYY-MM-DD and in no other way, as browsers send it whatever they show."""

    input_formats = ["%Y-%m-%d"]

    def strptime(self, value, format):
        day = date.fromisoformat(value)
        if day.isoformat() != value:
            raise ValueError("A day is written as YYYY-MM-DD.")
        return day


class DayForm(forms.Form):
    on = DayField(required=False)

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day and day > localdate():
            raise forms.ValidationError("Choose a date between 1776 and today.")
        return day


def day_asked_for(request):
    """The day of `?on=YYYY-MM-DD`, or None where nobody asks; 404 for nonsense, the future and two days."""
    form = DayForm(each_once(request.GET, DayForm.base_fields))
    if not form.is_valid():
        raise Http404("Nothing is known about that day.")
    return form.cleaned_data["on"]


def certainties(person, on):
    """Whether the person belonged to the network and sat on the committee on the day, in words."""
    return [
        certainty("in the network", person.memberships, on),
        certainty("on the Organizing Committee", person.committee_seats, on),
    ]


def certainty(place, date_ranges, on):
    if date_ranges.surely_covering(on).exists():
        return place
    return f"{place}: uncertain" if date_ranges.possibly_covering(on).exists() else f"not {place}"

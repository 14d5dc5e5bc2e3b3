"""The day that a visitor asks about with `?on=`."""

from django import forms
from django.http import Http404
from django.utils.timezone import localdate

from members.dates import YEARS


class DayForm(forms.Form):
    on = forms.DateField(required=False, input_formats=["%Y-%m-%d"])

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day and (day.year not in YEARS or day > localdate()):
            raise forms.ValidationError("Ask about a day between 1776 and today.")
        return day


def day_asked_for(request):
    """The day of `?on=YYYY-MM-DD`, or None where nobody asks; 404 for nonsense and for the future."""
    form = DayForm(request.GET)
    if not form.is_valid():
        raise Http404("Nothing is known about that day.")
    return form.cleaned_data["on"]

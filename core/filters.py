"""The filters of a public list: their whole state stands in the address."""

from urllib.parse import urlencode

from django.forms import Select
from django.forms.utils import flatatt
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django_filters import FilterSet


def each_once(parameters, names):
    """Return the parameters, or raise a 404 if one of these names has two different values.

    A form would take the last value and ignore the others.
    """
    if any(len(set(parameters.getlist(name))) > 1 for name in names):
        raise Http404("A parameter has two different values.")
    return parameters


class PlainSelect(Select):
    """A select box of choices without groups, drawn without a template for each of them."""

    def render(self, name, value, attrs=None, renderer=None):
        attributes = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        made = "" if value is None else str(value)
        options = (
            (choice, mark_safe(" selected") if str(choice) == made else "", label)
            for choice, label in self.choices
        )
        drawn = format_html_join("", '<option value="{}"{}>{}</option>', options)
        return format_html("<select{}>{}</select>", flatatt(attributes), drawn)


class PublicFilterSet(FilterSet):
    """The filters that an address asks for; 404 if they make no sense.

    A function given as `choices` is called once. A filter with a hidden widget, such as an order, stays in
    the address but doesn't narrow the list.
    """

    def __init__(self, parameters, queryset=None):
        super().__init__(each_once(parameters, self.base_filters), queryset)
        for extra in (filter_.extra for filter_ in self.filters.values()):
            if callable(extra.get("choices")):
                extra["choices"] = list(extra["choices"]())
            if "choices" in extra:
                extra.setdefault("widget", PlainSelect)
        if not self.form.is_valid():
            raise Http404("The list has no such filter.")

    @cached_property
    def asked(self):
        """The values that are set, by name, as an address has them."""
        values = self.form.cleaned_data.items()
        return {
            name: self.form.fields[name].prepare_value(value) for name, value in values if value
        }

    def query(self, **changes):
        """Return the parameters of the same list, some of them changed, or left out where None."""
        asked = self.asked | changes
        return urlencode({name: value for name, value in asked.items() if value is not None})

    @property
    def in_words(self):
        """The filters in words, one phrase for each filter in use."""
        names = [field.name for field in self.form.visible_fields()]
        return [self.phrase(name) for name in names if name in self.asked]

    def phrase(self, name):
        """Return the label of the choice that was made, or else the value."""
        value, field = self.form.cleaned_data[name], self.form.fields[name]
        labels = dict(getattr(field, "choices", ()))
        return str(labels.get(value, value))

    def count_choices(self, name, counts):
        """Show how many each choice would leave; drop those that leave none, except the one made."""
        field, made = self.form.fields[name], self.asked.get(name)
        unset, *choices = field.choices
        counted = [(value, label, counts.get(value, 0)) for value, label in choices]
        offered = [(v, f"{label} ({n:,})") for v, label, n in counted if n or v == made]
        field.widget.choices = [unset, *offered]

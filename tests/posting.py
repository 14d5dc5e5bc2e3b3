"""The data a browser would post for a form, with one kind of value in each field that could take it."""

import json
from dataclasses import dataclass

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.formsets import DELETION_FIELD_NAME
from wagtail import blocks
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from members.models.dates import PartialDateFormField

DATES, NUMBERS, CHOICES, TEXTS = "dates", "numbers", "choices", "texts"
MULTIPLE = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)
FILLERS = {
    forms.URLField: "https://example.org/",
    forms.EmailField: "sample@example.org",
    forms.SlugField: "sample",
}


@dataclass(frozen=True)
class Kind:
    """One extreme value for each sort of field; other sorts get a valid value."""

    name: str
    values: dict

    def value_for(self, field):
        value = self.values.get(sort_of(field))
        if isinstance(value, str) and isinstance(field, forms.DateTimeField):
            return f"{value} 23:59"
        return value


def sort_of(field):
    """Return the sort of values the form field takes, or None if nothing is typed or picked."""
    if isinstance(field, (forms.BooleanField, forms.FileField)):
        return None
    if isinstance(field, (forms.DateField, forms.DateTimeField, PartialDateFormField)):
        return DATES
    if isinstance(field, (forms.IntegerField, forms.DecimalField, forms.FloatField)):
        return NUMBERS
    if isinstance(field, (forms.ChoiceField, forms.ModelChoiceField)):
        return CHOICES
    return TEXTS


def posted(form, kind, left_alone=frozenset()):
    """The form's data, with the kind of value wherever it fits but in the fields that are left alone."""
    data = {}
    for bound in form:
        block = getattr(bound.field, "block", None)
        if block:
            skipped = {path for path in left_alone if path[0] == bound.html_name}
            if (bound.html_name,) not in skipped:
                data |= posted_block(block, bound.html_name, kind, skipped)
            else:
                data |= {f"{bound.html_name}-count": "0"}
        else:
            skip = (bound.html_name,) in left_alone or bound.is_hidden
            data |= posted_field(bound, None if skip else kind)
    for formset in getattr(form, "formsets", {}).values():
        data |= posted_rows(formset, kind, left_alone)
    return data


def posted_rows(formset, kind, left_alone):
    """The existing rows and one more."""
    more = formset.empty_form
    number, prefix = len(formset.forms), formset.prefix
    data = {f"{prefix}-TOTAL_FORMS": number, f"{prefix}-INITIAL_FORMS": number}
    for form in formset.forms:
        data |= posted(form, kind, left_alone)
    if (f"{prefix}-{number}",) not in left_alone:
        row = posted(more, kind, left_alone)
        data |= {name.replace("__prefix__", str(number), 1): row[name] for name in row}
        data[f"{prefix}-TOTAL_FORMS"] = number + 1
    return data


def posted_field(bound, kind):
    field, name = bound.field, bound.html_name
    value = kind and kind.value_for(field)
    if value is not None:
        return {name: in_widget(field, value)}
    value = bound.value()
    if isinstance(field, forms.FileField):
        return {}
    if isinstance(field, forms.BooleanField):
        return {name: "on"} if value else {}
    if value in (None, "", []) and isinstance(field, MULTIPLE):
        return {}
    if value in (None, "", []):
        return {name: filler(field) if field.required else in_widget(field, "")}
    if isinstance(field, forms.ModelChoiceField):
        many = value if isinstance(value, (list, tuple)) else [value]
        return {name: [str(getattr(one, "pk", one)) for one in many]}
    shown = field.widget.format_value(value)
    return {name: value if shown is None else shown}


def in_widget(field, text):
    """The text as the field's widget sends it."""
    if not isinstance(field.widget, DraftailRichTextArea):
        return text
    if not text:
        return "null"
    paragraph = {"key": "a", "text": text, "type": "unstyled", "depth": 0}
    ranges = {"inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [paragraph | ranges], "entityMap": {}})


def filler(field):
    """Return a valid value for the field."""
    if isinstance(field, forms.ChoiceField):
        return next((key for key, _ in field.choices if key), "")
    if isinstance(field, forms.ModelChoiceField):
        first = field.queryset.first()
        return str(first.pk) if first else ""
    if sort_of(field) == NUMBERS:
        return str(field.min_value or 1)
    if sort_of(field) == DATES:
        return "2024-01-01"
    fitting = [text for kind, text in FILLERS.items() if isinstance(field, kind)]
    return in_widget(field, fitting[0] if fitting else "Sample words")


def posted_block(block, prefix, kind, skipped=frozenset()):
    """The block with each block that may stand in it."""
    if isinstance(block, blocks.BaseStreamBlock):
        children = [
            (name, child)
            for name, child in block.child_blocks.items()
            if (prefix, name) not in skipped
        ]
        data = {f"{prefix}-count": len(children)}
        for place, (name, child) in enumerate(children):
            item = f"{prefix}-{place}"
            data |= {f"{item}-type": name, f"{item}-order": place, f"{item}-deleted": ""}
            data |= {f"{item}-id": ""} | posted_block(child, f"{item}-value", kind)
        return data
    if isinstance(block, TypedTableBlock):
        return posted_table(block, prefix, kind)
    if isinstance(block, blocks.ListBlock):
        item = {f"{prefix}-0-order": "0", f"{prefix}-0-deleted": "", f"{prefix}-0-id": ""}
        value = posted_block(block.child_block, f"{prefix}-0-value", kind)
        return {f"{prefix}-count": "1"} | item | value
    if isinstance(block, blocks.BaseStructBlock):
        data = {}
        for name, child in block.child_blocks.items():
            data |= posted_block(child, f"{prefix}-{name}", kind)
        return data
    field = getattr(block, "field", None)
    if field is None or isinstance(field, forms.BooleanField):
        return {}
    value = kind.value_for(field)
    if value is None:
        value = filler(field) if field.required else ""
    return {prefix: in_widget(field, value)}


def posted_table(block, prefix, kind):
    """A table with a column of each kind, and one row."""
    heading = kind.values.get(TEXTS, "Heading")
    count = len(block.child_blocks)
    data = {f"{prefix}-caption": heading, f"{prefix}-column-count": count, f"{prefix}-row-count": 1}
    data |= {f"{prefix}-row-0-order": "0", f"{prefix}-row-0-deleted": ""}
    for place, (name, child) in enumerate(block.child_blocks.items()):
        column = f"{prefix}-column-{place}"
        data |= {f"{column}-type": name, f"{column}-order": place, f"{column}-deleted": ""}
        data |= {f"{column}-heading": heading}
        data |= posted_block(child, f"{prefix}-cell-0-{place}", kind)
    return data


def refused(form):
    """The names of what the form doesn't take, as `posted` leaves it alone: fields, rows, blocks."""
    names = set()
    for name, errors in form.errors.as_data().items():
        if name == NON_FIELD_ERRORS or name not in form.fields:
            continue
        bound = form[name]
        block = getattr(bound.field, "block", None)
        faults = [getattr(error, "block_errors", None) for error in errors]
        if block and any(faults):
            kept = list(block.child_blocks)
            names |= {(bound.html_name, kept[place]) for fault in faults for place in fault or ()}
        else:
            names.add((bound.html_name,))
    for formset in getattr(form, "formsets", {}).values():
        for row in formset.forms:
            if not row.is_valid():
                names |= {(row.prefix,)} | refused(row)
    return names


def untouched(form):
    """Return the form's data as a browser posts it unchanged."""
    data = {}
    for bound in form:
        data |= untouched_field(bound)
    for formset in getattr(form, "formsets", {}).values():
        data |= untouched(formset.management_form)
        for row in formset.forms:
            data |= untouched(row)
    return data


def untouched_field(bound):
    name, value = bound.html_name, bound.value()
    if getattr(bound.field, "block", None):
        assert not value, "Blocks have to be filled in by the test."
        return {f"{name}-count": "0"}
    if isinstance(bound.field, forms.FileField):
        return {}
    if isinstance(bound.field, forms.BooleanField):
        hidden = {name: ""} if bound.is_hidden or bound.name == DELETION_FIELD_NAME else {}
        return {name: "on"} if value else hidden
    if isinstance(bound.field, MULTIPLE):
        return {name: [str(getattr(one, "pk", one)) for one in value]} if value else {}
    shown = bound.field.widget.format_value(getattr(value, "pk", value))
    if isinstance(shown, (list, tuple)):
        shown = shown[0] if shown else ""
    return {name: "" if shown is None else str(shown)}

"""The base classes of the admin's forms for pages and for records."""

import json

from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.rich_text import DraftailRichTextArea

from core.choosable import is_number
from core.reserved_slugs import refuse_reserved_slug
from core.times import name_time_zone


class SitePageForm(WagtailAdminPageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_time_zone(self.fields)

    def clean(self):
        cleaned_data = super().clean()
        if self.parent_page:
            try:
                refuse_reserved_slug(cleaned_data.get("slug"), self.parent_page.depth)
            except ValidationError as error:
                self.add_error("slug", error)
        return cleaned_data


class RecordForm(WagtailAdminModelForm):
    """A form that treats input on which Wagtail's own widgets would fail as an invalid choice."""

    def __init__(self, data=None, **kwargs):
        self.unreadable = set()
        if data is not None:
            data = data.copy()
            for name, field in self.base_fields.items():
                values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
                if not all(readable(field, str(value or "")) for value in values):
                    self.unreadable.add(name)
                    data[name] = "0" if isinstance(field, ModelChoiceField) else "null"
        super().__init__(data=data, **kwargs)

    def clean(self):
        cleaned = super().clean()
        for name in self.unreadable - self.errors.keys():
            self.add_error(name, "This could not be read. Please enter it again.")
        return cleaned


def readable(field, text):
    """Return whether the field's widget can show the text again."""
    if isinstance(field, ModelChoiceField):
        return not text or is_number(text)
    if isinstance(field.widget, DraftailRichTextArea):
        return readable_by_draftail(field.widget, text)
    return True


def readable_by_draftail(widget, text):
    """Return whether the text could come from the rich text editor: blocks of text, or nothing."""
    try:
        if not isinstance(json.loads(text or "null"), dict | None):
            return False
        widget.value_from_datadict({"text": text}, {}, "text")
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return False
    return True

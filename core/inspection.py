"""The inspection of a record in the admin."""

from django.contrib.admin.utils import quote
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import InspectView


class ReadableOnly:
    """A view that finds only records that the user may view."""

    def get_object(self, *args):
        record = super().get_object(*args)
        records = record._meta.default_manager.all()
        if hasattr(records, "readable_by"):
            get_object_or_404(records.readable_by(self.request.user), pk=record.pk)
        return record


class RecordInspectView(ReadableOnly, InspectView):
    """A record as a list of its known facts."""

    history_url_name = None
    #: Labels for fields whose own names aren't suitable.
    labels = {}

    @cached_property
    def header_more_buttons(self):
        history = reverse(self.history_url_name, args=[quote(self.object.pk)])
        button = Button("History", url=history, icon_name="history", priority=15)
        return [*super().header_more_buttons, button]

    def get_field_label(self, field_name, field):
        return self.labels.get(field_name) or super().get_field_label(field_name, field)

    def get_field_display_value(self, field_name, field):
        known = getattr(self.object, field_name) is not None
        value = super().get_field_display_value(field_name, field) if known else None
        if isinstance(value, bool):
            return "Yes" if value else "No"
        return "–" if value in (None, "") else value


def stacked(texts):
    return format_html_join("", "<div>{}</div>", ((text,) for text in texts))

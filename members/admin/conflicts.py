"""Edit conflicts: changes that someone else saved since a screen was opened, next to the user's input."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.text import capfirst, get_text_list
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.utils.text import text_from_html

from members.models import CommitteeSeat

NOTHING = "–"
NOT_THERE = "(none)"
STAYS = "(not on your screen; will be kept)"
#: Parts of a row that users don't enter.
TECHNICAL = ("id", "DELETE", "ORDER")


@dataclass(frozen=True)
class Difference:
    """A difference between the database and the screen."""

    label: str
    saved: str
    typed: str
    #: Whether someone else changed it after the screen was opened.
    is_theirs: bool


class Conflict:
    """A save over a newer save. `loaded` is the revision that the screen was opened with, if known."""

    def __init__(self, form, newest, loaded=None):
        self.form = form
        self.newest = newest
        self.loaded = loaded

    @property
    def saved_by(self):
        return user_display_name(self.newest.user) or "a command"

    @property
    def saved_at(self):
        return self.newest.created_at

    @cached_property
    def differences(self):
        found = list(self._in_fields(self.form, "", self._changes(self._before, self._now)))
        for name, formset in self.form_sets(self.form):
            found += self._in_rows(formset, name, self._before.get(name), self._now.get(name, []))
        return [row for row in found if row.saved != row.typed]

    @staticmethod
    def form_sets(form):
        return getattr(form, "formsets", {}).items()

    @property
    def _before(self):
        return self._in_version(self.loaded) if self.loaded else {}

    @property
    def _now(self):
        return self._in_version(self.newest)

    def _in_version(self, revision):
        """Return a version's data of the record on the screen, which for a seat is a row of its person."""
        record = self.form.instance
        if not isinstance(record, CommitteeSeat):
            return revision.content
        rows = revision.content["committee_seats"]
        return next((row for row in rows if row["pk"] == record.pk), {})

    def _changes(self, before, now):
        """Return the names of fields that have changed, or none if there is no older version."""
        changed = {name for name in now if name in before and before[name] != now[name]}
        return changed | {name.removesuffix("_first").removesuffix("_last") for name in changed}

    def _in_fields(self, form, label, changes):
        for name in form.changed_data:
            if name not in TECHNICAL:
                field = form[name]
                yield Difference(
                    f"{label}{field.label}",
                    value_in_words(field.field, field.initial),
                    value_in_words(field.field, field.data),
                    name in changes,
                )

    def _in_rows(self, formset, name, before, now, label=""):
        """Compare rows by their ids; rows without one are new on the screen."""
        before = {row["pk"]: row for row in before or []}
        now = {row["pk"]: row for row in now}
        label += capfirst(formset.model._meta.verbose_name)
        on_screen = set()
        for number, row in enumerate(formset.forms, 1):
            pk = row.instance.pk
            on_screen.add(pk)
            yield from self._in_row(row, f"{label} {number}", before.get(pk, {}), now.get(pk, {}))
        for saved in formset.model.objects.filter(pk__in=now.keys() - on_screen):
            yield Difference(label, str(saved), STAYS, saved.pk not in before)

    def _in_row(self, row, label, before, now):
        if row.cleaned_data.get("DELETE") if hasattr(row, "cleaned_data") else False:
            if row.instance.pk:
                yield Difference(label, str(row.instance), "(removed)", False)
        elif not row.instance.pk:
            if row.has_changed():
                yield Difference(f"{label}, new", NOT_THERE, typed_row(row), False)
        else:
            yield from self._in_fields(row, f"{label}: ", self._changes(before, now))
            for name, formset in self.form_sets(row):
                rows = before.get(name), now.get(name, [])
                yield from self._in_rows(formset, name, *rows, label=f"{label}: ")


def typed_row(row):
    """Return an entered row as one line."""
    parts = [
        f"{row[name].label}: {value_in_words(row[name].field, row[name].data)}"
        for name in row.changed_data
        if name not in TECHNICAL
    ]
    return get_text_list(parts, "and")


def value_in_words(field, value):
    """Return a field's saved or entered value in words, or as entered if it can't be parsed."""
    if isinstance(field, forms.BooleanField):
        return "Yes" if value in (True, "on", "true", "1") else "No"
    if value in (None, "", []):
        return NOTHING
    if isinstance(field, forms.ModelChoiceField):
        return shown_records(field, value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    if isinstance(field.widget, DraftailRichTextArea):
        return text_from_html(value) or NOTHING
    return str(value)


def shown_records(field, value):
    try:
        found = field.clean([getattr(one, "pk", one) for one in value] if many(field) else value)
    except ValidationError:
        return str(value)
    return get_text_list([str(one) for one in found], "and") if many(field) else str(found)


def many(field):
    return isinstance(field, forms.ModelMultipleChoiceField)

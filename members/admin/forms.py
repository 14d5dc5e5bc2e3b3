"""The forms of the editing screens of a person and of a committee seat."""

import re
from copy import copy

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.forms import BooleanField
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.timezone import localdate
from modelcluster.models import get_all_child_relations
from wagtail.snippets.widgets import AdminSnippetChooser

from core.choosable import is_number
from core.folding import plain_text
from core.forms import RecordForm
from members.models import Jurisdiction, OtherName, Person, Tenure, all_places
from members.models.names import DerivedNames
from members.models.place_names import meant_instead

ROLES = "leadership_roles"
HISTORY = ("tenures", "memberships", "committee_seats", ROLES)
#: The most rows of a kind in a record; a request that claims more isn't trusted.
MOST_ROWS = 200
STAYS = "This was saved before today, so it can’t be removed. Enter an end instead, or correct it."


class PersonForm(RecordForm):
    """A form that compares a person's tenures as they are on the screen, not as they were saved."""

    keeps_former_name = BooleanField(
        label="Keep the old name as a former name",
        required=False,
        initial=True,
        help_text="If you change the last name, the old name stays on record under Former and other names, "
        "unpublished. Uncheck this if you only correct a typo.",
    )

    def __init__(self, data=None, instance=None, **kwargs):
        instance = instance or Person()
        self.posted = PostedRows(data, instance) if data is not None else None
        data = self.posted.data if self.posted else None
        names = DerivedNames(instance)
        self.before = copy(instance)
        super().__init__(data=data, instance=instance, **kwargs)
        self.derived_names = names
        if not instance.pk:
            del self.fields["keeps_former_name"]
        self._share_choices()
        for row in self.formsets["tenures"].forms:
            row.instance.person = self.instance
            row.instance.compare_with_own = False

    def clean(self):
        """Leave names that were derived, and that the editor left alone, to be derived again."""
        cleaned = super().clean()
        for name, was_derived in self.derived_names.were_derived.items():
            if was_derived and name not in self.changed_data and name in cleaned:
                cleaned[name] = ""
        return cleaned

    def save(self, commit=True):
        person = super().save(commit=False)
        if self.cleaned_data.get("keeps_former_name"):
            keep_former_name(person, self.before)
        if commit:
            person.save()
            self.save_m2m()
        return person

    def is_valid(self):
        checks = [super().is_valid(), self._keeps_history()]
        return all(checks) and self._places_have_offices() and self._no_seat_twice()

    def _share_choices(self):
        """Fetch the offices and places of all tenures with one query each."""
        rows = self.formsets["tenures"].forms
        saved = [row.instance for row in rows if row.instance.pk]
        prefetch_related_objects(saved, "jurisdiction", "office")
        offices = list(rows[0].fields["office"].choices) if rows else []
        for row in rows:
            row.fields["office"].choices = offices
            if row.instance.jurisdiction_id and not self.is_bound:
                row.fields["jurisdiction"].widget.known = row.instance.jurisdiction

    def _keeps_history(self):
        """Refuse to remove a row that was saved before today, because history isn't deleted."""
        if not (self.posted and self.posted.kept):
            return True
        for formset in self._history_formsets():
            for row in formset.forms:
                if row.prefix in self.posted.kept:
                    row.add_error("end", STAYS)
        return False

    def _places_have_offices(self):
        """Refuse a new or changed pair of an office and a place that doesn't have it.

        What is on record already doesn't keep anyone from saving the rest; it is among what needs attention.
        """
        formset, fit = self.formsets["tenures"], True
        for row in formset.forms:
            if row in formset.deleted_forms or {"office", "jurisdiction"}.isdisjoint(
                row.changed_data
            ):
                continue
            office, place = map(row.cleaned_data.get, ("office", "jurisdiction"))
            if office and place and not office.is_in(place):
                examples = meant_instead([place], office.is_in, all_places().values())
                row.add_error("jurisdiction", office.mismatch_with(place, examples))
                fit = False
        return fit

    def _history_formsets(self):
        yield from (self.formsets[name] for name in HISTORY if name in self.formsets)
        for tenure in self.formsets["tenures"].forms:
            yield tenure.formsets[ROLES]

    def _no_seat_twice(self):
        formset = self.formsets["tenures"]
        kept = [row for row in formset.forms if row.has_changed() or row.instance.pk]
        kept = [row for row in kept if row not in formset.deleted_forms]
        shown = {row.instance.pk for row in formset.forms}
        others = Tenure.objects.filter(person=self.instance.pk).exclude(pk__in=shown - {None})
        earlier = list(others.select_related("office"))
        for row in kept:
            tenure = row.instance
            for other in earlier:
                if tenure.is_rival_of(other):
                    row.add_error("start", other.rivalry_with(tenure))
                    return False
            earlier.append(tenure)
        return True


def keep_former_name(person, before):
    """Add the name from before a change of the last name, unpublished, unless it is among the person's names."""
    if not before.family_name or plain_text(before.family_name) == plain_text(person.family_name):
        return
    former = before.name_parts.whole
    known = {plain_text(other.name) for other in person.other_names.all()}
    if plain_text(former) not in known:
        person.other_names.add(OtherName(name=former, sort_order=len(known)))


class CommitteeSeatForm(RecordForm):
    def clean_person(self):
        person = self.cleaned_data["person"]
        if self.instance.pk and person.pk != self.initial["person"]:
            raise ValidationError(
                "A seat can’t move to another person. Enter an end here, and add a seat for the other person."
            )
        return person


class PostedRows:
    """The posted rows of a record, adapted to the record's current state.

    A row that has since been removed is added as a new one, and one that moved to another record is dropped.
    Saved history that was to be removed is kept; `kept` has the prefixes of these rows.
    """

    def __init__(self, data, record):
        self.data = data.copy()
        self.kept = set()
        for relation in get_all_child_relations(type(record)):
            self._settle(relation, record, relation.get_accessor_name())

    def _settle(self, relation, record, prefix):
        name = relation.get_accessor_name()
        rows = {str(row.pk): row for row in getattr(record, name).all()} if record.pk else {}
        for number in range(self._total(prefix)):
            row_prefix = f"{prefix}-{number}"
            row = self._settle_row(relation.related_model, rows, row_prefix)
            self._keep_history(row, name, row_prefix)
            for nested in get_all_child_relations(relation.related_model):
                nested_prefix = f"{row_prefix}-{nested.get_accessor_name()}"
                self._settle(nested, row or relation.related_model(), nested_prefix)

    def _total(self, prefix):
        """Return the number of rows, at most as many as were sent."""
        total = self.data.get(f"{prefix}-TOTAL_FORMS", "")
        if not is_number(total):
            return 0
        first = re.compile(rf"{re.escape(prefix)}-(\d{{1,4}})-")
        numbers = [int(match[1]) for name in self.data if (match := first.match(name))]
        rows = min(int(total), MOST_ROWS, max(numbers, default=-1) + 1)
        self.data[f"{prefix}-TOTAL_FORMS"] = str(rows)
        return rows

    def _settle_row(self, model, rows, prefix):
        pk = self.data.get(f"{prefix}-id", "")
        if pk in rows:
            return rows[pk]
        self.data[f"{prefix}-id"] = ""
        if is_number(pk) and model.objects.filter(pk=pk).exists():
            self.data[f"{prefix}-{DELETION_FIELD_NAME}"] = "on"
        return None

    def _keep_history(self, row, name, prefix):
        delete = f"{prefix}-{DELETION_FIELD_NAME}"
        if row and name in HISTORY and self.data.get(delete) and row.recorded_on < localdate():
            self.data[delete] = ""
            self.kept.add(prefix)


class PlaceChooser(AdminSnippetChooser):
    """A chooser that finds a place by name, since a list of all places in each row would be too long."""

    icon = "site"
    #: The chosen place, if it is already loaded.
    known = None

    def __init__(self, **kwargs):
        super().__init__(model=Jurisdiction, **kwargs)

    def get_instance(self, value):
        if self.known and str(self.known.pk) == str(value):
            return self.known
        try:
            return super().get_instance(value)
        except ValueError:
            return None


class PersonChooser(AdminSnippetChooser):
    """A chooser that replaces a merged record with its survivor."""

    def __init__(self, **kwargs):
        super().__init__(model=Person, **kwargs)

    def get_instance(self, value):
        try:
            person = super().get_instance(value)
        except ValueError:
            return None
        return person and person.resolved

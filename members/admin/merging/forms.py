"""The forms of a merge."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from members.admin.forms import PersonChooser
from members.admin.merging.choices import JOINABLE_FIELDS, Choices, suggested
from members.admin.merging.clashes import BOTH, FIRST, SECOND, clashes
from members.admin.merging.merger import refuse_to_merge
from members.admin.merging.records import Refused
from members.models import Person, RosterVersion

NAMES = {FIRST: "Record 1", SECOND: "Record 2"}
FIELD_PREFIX = "field-"


class OtherRecordForm(forms.Form):
    other = forms.ModelChoiceField(
        Person.objects.all(),
        label="The other record",
        help_text="The second record of the same person. You compare the two before anything changes.",
        widget=PersonChooser(icon="user"),
        error_messages={
            "required": "Choose the other record.",
            "invalid_choice": "There is no such record. Choose another one.",
        },
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_other(self):
        try:
            refuse_to_merge(self.person, self.cleaned_data["other"])
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return self.cleaned_data["other"]


class DifferentPeopleForm(forms.Form):
    first = forms.ModelChoiceField(Person.objects.all())
    second = forms.ModelChoiceField(Person.objects.all())

    @property
    def pair(self):
        """Both records, older first, or None if they aren't two."""
        if not self.is_valid():
            return None
        first, second = sorted(self.cleaned_data.values(), key=lambda person: person.pk)
        return (first, second) if first != second else None


class MergeForm(forms.Form):
    """The choice of the record, the values and the contradicting rows that stay."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    survivor = forms.ChoiceField(
        choices=list(NAMES.items()),
        initial=FIRST,
        widget=forms.RadioSelect,
        label="Which record’s address stays?",
        help_text="The other record’s address will lead to it. You choose the contents below.",
        error_messages={"required": "Choose which record’s address stays."},
    )

    def __init__(self, *args, first, second, **kwargs):
        super().__init__(*args, **kwargs)
        self.first, self.second = first, second
        self.clashes = clashes(first, second)
        self.suggestion = suggested(first, second)
        self.initial.setdefault("version", RosterVersion.current())
        for name, choice in self.suggestion.fields.items():
            label = Person._meta.get_field(name).verbose_name
            allowed = (FIRST, SECOND, BOTH) if name in JOINABLE_FIELDS else (FIRST, SECOND)
            self._ask(FIELD_PREFIX + name, capfirst(label), allowed, choice)
        for clash in self.clashes:
            choice = self.suggestion.clashes[clash.key]
            self._ask(clash.key, clash.title, clash.allowed, choice)

    def _ask(self, name, label, allowed, initial):
        words = NAMES | {BOTH: "Keep both"}
        self.fields[name] = forms.ChoiceField(
            choices=[(choice, words[choice]) for choice in allowed],
            initial=initial,
            widget=forms.RadioSelect,
            label=label,
            error_messages={
                "required": f"{label}: choose one.",
                "invalid_choice": f"{label}: choose one of those shown.",
            },
        )

    @property
    def choices(self):
        """The valid form's choices."""
        answers = self.cleaned_data
        return Choices(
            self.first.pk,
            self.second.pk,
            answers["survivor"],
            {name: answers[FIELD_PREFIX + name] for name in self.suggestion.fields},
            {clash.key: answers[clash.key] for clash in self.clashes},
        )

    def as_of_now(self):
        """Return the same choices for the roster as it is now."""
        data = self.data.copy()
        data["version"] = RosterVersion.current()
        return type(self)(data, first=self.first, second=self.second)

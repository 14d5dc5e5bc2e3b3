"""The question why something unusual is correct."""

from django import forms

from members.models.warnings import accept, warnings_about


class ReasonForm(forms.Form):
    """A form that asks for a reason for each warning. `instead` is the alternative for the editor."""

    def __init__(self, warnings, data, instead="Correct it in the form"):
        names = {f"reason-{warning.key}": warning for warning in warnings}
        super().__init__(data if names.keys() & data.keys() else None)
        self.warnings = names
        for name, warning in names.items():
            self.fields[name] = forms.CharField(
                label=warning.sentence,
                max_length=300,
                help_text=f"{instead}, or explain here why it is correct. Never published.",
                error_messages={"required": f"Explain why it is correct. {instead} if it isn’t."},
            )

    @property
    def reasons(self):
        return {warning: self.cleaned_data[name] for name, warning in self.warnings.items()}


class Unaccepted(Exception):
    """A save with warnings that need a reason; `form` asks for them."""

    def __init__(self, form):
        self.form = form


def settle_warnings(person, user, data, **texts):
    """Accept the warnings about the saved person with the reasons in `data`, or raise Unaccepted.

    Call this inside the transaction so that nothing is saved if it raises.
    """
    form = ReasonForm(warnings_about(person), data, **texts)
    if form.warnings:
        if not form.is_valid():
            raise Unaccepted(form)
        accept(person, form.reasons, user)

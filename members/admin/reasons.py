"""The question why what is unusual is right all the same."""

from django import forms

from members.models.warnings import accept, warnings_about


class ReasonForm(forms.Form):
    """Asks why each warning is right. `instead` says what else an editor can do about it."""

    def __init__(self, warnings, data, instead="Correct it in the form"):
        names = {f"reason-{warning.key}": warning for warning in warnings}
        super().__init__(data if names.keys() & data.keys() else None)
        self.warnings = names
        for name, warning in names.items():
            self.fields[name] = forms.CharField(
                label=warning.sentence,
                max_length=300,
                help_text=f"{instead}, or say here why it is right. Never published.",
                error_messages={"required": f"Say why it is right. {instead} if it isn’t."},
            )

    @property
    def reasons(self):
        return {warning: self.cleaned_data[name] for name, warning in self.warnings.items()}


class Unaccepted(Exception):
    """What was to be saved has warnings that want a reason; `form` asks for them."""

    def __init__(self, form):
        self.form = form


def settle_warnings(person, user, data, **texts):
    """Accepts the warnings about the saved person with the reasons in `data`, or raises Unaccepted.

    Call it before the transaction ends, so that nothing is saved then.
    """
    form = ReasonForm(warnings_about(person), data, **texts)
    if form.warnings:
        if not form.is_valid():
            raise Unaccepted(form)
        accept(person, form.reasons, user)

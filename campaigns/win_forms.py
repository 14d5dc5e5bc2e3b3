"""The form of a win, and of its log."""

from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel

from campaigns.models import WinStatus
from campaigns.models.wins import NO_LOG, NO_SOURCE
from campaigns.win_log import contradictions
from members.forms import RosterForm


class WinForm(RosterForm):
    """A draft may lack what a published win may not."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, sentence in (("log", NO_LOG), ("sources", NO_SOURCE)):
            self.formsets[name].error_messages["too_few_forms"] = sentence


class LogFormSet(BaseChildFormSet):
    """The log in the order on the screen, which must be one in which things can have happened."""

    def clean(self, *args, **kwargs):
        super().clean(*args, **kwargs)
        forms = self.forms_in_order()
        for place, name, sentence in contradictions(map(entry_in, forms)):
            forms[place].add_error(name, sentence)

    def forms_in_order(self):
        filled = [
            form
            for place, form in enumerate(self.forms)
            if form.is_valid()
            and form not in self.deleted_forms
            and (place < self.initial_form_count() or form.has_changed())
        ]
        return sorted(filled, key=lambda form: form.cleaned_data.get("ORDER") or len(self.forms))


def entry_in(form):
    return WinStatus(status=form.cleaned_data["status"], date=form.cleaned_data["date"])


class LogPanel(InlinePanel):
    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = LogFormSet
        return options

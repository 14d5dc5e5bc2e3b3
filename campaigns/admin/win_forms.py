"""The forms of a win and its log."""

from django.forms import TextInput, URLInput
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

from campaigns.models import WinStatus
from campaigns.models.win_log import contradictions
from campaigns.models.wins import NO_LOG, NO_SOURCE
from core.forms import RecordForm
from core.times import name_time_zone

#: Added where only one entry is possible.
USE_THE_WHOLE_FORM = "To enter several, use the full form, “Add win”."


class WinForm(RecordForm):
    """The form of a win, which allows a draft to lack what a published win needs."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_time_zone(self.fields)
        for name, sentence in (("log", NO_LOG), ("sources", NO_SOURCE)):
            self.formsets[name].error_messages["too_few_forms"] = sentence


class LogFormSet(BaseChildFormSet):
    """The log in the order on the screen, which must be a possible order of events."""

    def clean(self, *args, **kwargs):
        super().clean(*args, **kwargs)
        forms = self.forms_in_order()
        for place, name, sentence in contradictions(map(entry_in, forms)):
            more = f" {USE_THE_WHOLE_FORM}" if name == "status" and self.max_num == 1 else ""
            forms[place].add_error(name, f"{sentence}{more}")

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


class Uncut:
    """A field that accepts pasted text that is too long so that an error can say so; browsers just cut it."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        attrs.pop("maxlength", None)
        return attrs


class UncutInput(Uncut, TextInput):
    pass


class UncutAddress(Uncut, URLInput):
    pass


class UncutText(Uncut, AdminAutoHeightTextInput):
    pass

"""Bulk confirming and ending of offices: a form, a summary and the change itself."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.bulk_action import BulkAction

from core.choosable import is_number
from members.admin.bulk_changes import (
    MOST,
    BulkChangeRefused,
    Confirmation,
    Ending,
    Unreasoned,
    carry_out,
    chosen,
    office_changes,
)
from members.admin.offices_held import OfficesHeldView
from members.models import RosterChanged, RosterVersion, Tenure

CHANGED = (
    "Someone else has changed the roster, so nothing has been saved. "
    "This is the updated summary. Please review it again."
)

TOO_MANY = (
    "You chose more than {most} offices, too many to change at once. Narrow the list by region or by "
    "office, and change them in batches."
)
NONE_LEFT = "None of these offices are in the roster anymore. Go back to the list and choose again."


class SummaryForm(forms.Form):
    """The basis of the summary: these offices, and the roster's version number."""

    offices = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**62)

    def clean_offices(self):
        offices = selected_ids(self.cleaned_data["offices"].split(","))
        if not 0 < len(offices) <= MOST:
            raise forms.ValidationError("This summary is not valid.")
        return offices


class SharedReasonForm(forms.Form):
    """A form that asks for one reason for everything that would be unusual after the change."""

    reason = forms.CharField(
        label="Why this is correct",
        max_length=300,
        help_text="One reason for all of them. If the reasons differ, go back and do them one by one. "
        "Never published.",
        error_messages={"required": "Explain why this is correct."},
    )


class EndingForm(forms.Form):
    end = Tenure._meta.get_field("end").formfield(
        label="End",
        required=True,
        help_text="When these terms end or ended: December 6, 2023, December 2023 or 2023. "
        "Enter “unknown” if they have ended and no one knows when.",
    )
    end_reason = forms.ChoiceField(
        label="Why they ended",
        choices=[("", "Choose one"), *Tenure.EndReason.choices],
        help_text="One reason for all of them. If the reasons differ, do each group separately.",
    )


class OfficesBulkAction(BulkAction):
    """A bulk action on the offices in the address, which saves exactly what the summary showed."""

    models = [Tenure]
    template_name = "members/admin/bulk.html"
    question = summary_question = button = done = ""

    def __init__(self, request, model):
        super().__init__(request, model)
        if self.next_url == request.path:
            self.next_url = reverse("roster_offices_held:list")

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("members.change_person"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        summary = SummaryForm(request.POST)
        if summary.is_valid():
            return self.save(form, **summary.cleaned_data)
        return self.show_summary(form)

    def save(self, form, offices, version):
        asked = "reason" in self.request.POST
        reason_form = SharedReasonForm(self.request.POST if asked else None)
        reason = reason_form.cleaned_data["reason"] if reason_form.is_valid() else ""
        try:
            count = carry_out(self.change(form), offices, self.request.user, version, reason)
        except RosterChanged:
            return self.show_summary(form, CHANGED)
        except BulkChangeRefused:
            return self.show_summary(form)
        except Unreasoned as doubtful:
            return self.show_summary(form, doubts=doubtful.sentences, reason_form=reason_form)
        noun = "office" if count == 1 else "offices"
        messages.success(self.request, f"{count} {noun} {self.done}.")
        return HttpResponseRedirect(self.next_url)

    def show_summary(self, form, notice="", **context):
        version = RosterVersion.current()
        summary = office_changes(self.change(form), self.offices)
        chosen_ids = ",".join(str(step.tenure.pk) for step in summary)
        return self.render_to_response(
            self.get_context_data(
                form=form,
                notice=notice,
                summary=summary,
                heading=self.summary_question,
                step_template="members/admin/bulk_summary.html",
                summary_form=SummaryForm(initial={"version": version, "offices": chosen_ids}),
                refusals=[step.refusal for step in summary if step.refusal],
                **context,
            )
        )

    @cached_property
    def asked_for(self):
        """Return the ids of the checked offices, or of all offices on the filtered listing."""
        if "all" not in self.request.GET.getlist("id"):
            return selected_ids(self.request.GET.getlist("id"))
        listing = OfficesHeldView()
        listing.setup(self.request)
        return list(listing.get_queryset().values_list("pk", flat=True)[: MOST + 1])

    @cached_property
    def too_many(self):
        return len(self.asked_for) > MOST

    @property
    def offices(self):
        return [] if self.too_many else chosen(self.asked_for)

    def get_actionable_objects(self):
        return self.offices, {"items_with_no_access": []}

    def get_context_data(self, **kwargs):
        first_step = {"heading": self.question, "step_template": "members/admin/bulk_question.html"}
        context = super().get_context_data(**{"action": self, **first_step, **kwargs})
        return context | {"obstacle": self.obstacle_with(context["items"])}

    def obstacle_with(self, items):
        """Return the reason that nothing can be done with the offices, or ""."""
        if self.too_many:
            return TOO_MANY.format(most=MOST)
        return "" if items else NONE_LEFT


class ConfirmOffices(OfficesBulkAction):
    action_type = "confirm"
    display_name = "Confirm still in office"
    aria_label = "Confirm that these people are still in office"
    action_priority = 10
    summary_question = "Are these people still in office?"
    button = "Yes, they are still in office"
    done = "confirmed as of today"

    def get(self, request, *args, **kwargs):
        return self.show_summary(self.get_form())

    def change(self, form):
        return Confirmation(get_user_display_name(self.request.user))


class EndOffices(OfficesBulkAction):
    action_type = "end"
    display_name = "Set an end"
    aria_label = "Set an end for these offices"
    action_priority = 20
    form_class = EndingForm
    question = "When did these terms end, and why?"
    summary_question = "Is this correct?"
    button = "Save these end dates"
    done = "ended"

    def change(self, form):
        return Ending(form.cleaned_data["end"], form.cleaned_data["end_reason"])


def selected_ids(texts):
    """Return the texts that can be ids."""
    return [int(text) for text in texts if is_number(text)]

"""Saving on every roster screen: public immediately, and never over changes that the editor hasn't seen."""

from functools import cached_property

from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.admin.views.generic.mixins import RevisionsRevertMixin
from wagtail.models import Revision
from wagtail.snippets.views.snippets import CreateView, EditView

from core.choosable import is_number
from members.admin.conflicts import Conflict
from members.admin.reasons import Unaccepted, settle_warnings
from members.models import Person, RosterVersion, roster_lock
from members.models.history import as_it_was, record
from members.models.removal import may_be_mistaken


class RosterSaving:
    """A view that saves only when the editor clicks Save, while no one else can change the roster."""

    #: Set when a save was held back: the conflicting save, or the warnings that need a reason.
    conflict = None
    reason_form = None
    log_action = "wagtail.create"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False

    def post(self, request, *args, **kwargs):
        if self.expects_json_response:
            return self.json_error_response(
                "refused", "The roster isn’t saved automatically. Click Save."
            )
        with roster_lock():
            self.object = self.get_object()
            return super().post(request, *args, **kwargs)

    def kept_record(self, instance):
        """Return the record whose history includes changes to the instance."""
        return instance

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Unaccepted as warned:
            # The attempt is rolled back, and the form starts again from the saved record.
            self.reason_form = warned.form
            self.object = self.get_object()
            form = self.get_form()
            form.is_valid()
            self.produced_error_message = "Nothing is saved yet: some entries look unusual."
            return self.form_invalid(form)

    def save_instance(self):
        instance = self.form.save()
        kept = self.kept_record(instance)
        if isinstance(kept, Person):
            settle_warnings(kept, self.request.user, self.request.POST)
        RosterVersion.rise()
        self.keep(kept)
        return instance

    def keep(self, instance):
        record(instance, self.request.user, self.log_action)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            conflict=self.conflict, reason_form=self.reason_form, **kwargs
        )


class RosterCreateView(RosterSaving, CreateView):
    pass


class RosterEditView(RosterSaving, EditView):
    log_action = "wagtail.edit"
    delete_item_label = "Remove"

    def get_object(self, queryset=None):
        """Return the record, read again from the database only before saving."""
        if self.request.method == "GET" and hasattr(self, "live_object"):
            return self.live_object
        return super().get_object(queryset)

    @cached_property
    def can_delete(self):
        return may_be_mistaken(self.object)

    @property
    def newest(self):
        """The record's current revision."""
        return self.kept_record(self.object).latest_revision

    def is_valid(self, form):
        valid = super().is_valid(form)
        if self.newest and self.request.POST.get("loaded_revision_id") != str(self.newest.pk):
            self.conflict = Conflict(form, self.newest, self.loaded)
            self.produced_error_message = "Nothing is saved yet: someone else saved this record."
            return False
        return valid

    @cached_property
    def loaded(self):
        """The revision that the screen was opened with, if it belongs to this record."""
        pk = self.request.POST.get("loaded_revision_id", "")
        revisions = Revision.objects.for_instance(self.kept_record(self.object))
        return revisions.filter(pk=pk).first() if is_number(pk) else None

    def get_context_data(self, **kwargs):
        return super().get_context_data(newest=self.newest, **kwargs)


class RosterReverting(RevisionsRevertMixin):
    """A mixin that fills an editing screen with an older version; saving it is an ordinary save."""

    view_name = "revisions_revert"

    def get_object(self, queryset=None):
        if hasattr(self, "revision") and self.request.method == "GET":
            return self.live_object
        current = super(RevisionsRevertMixin, self).get_object(queryset)
        revisions = Revision.objects.for_instance(current)
        self.revision = get_object_or_404(revisions, pk=self.revision_id)
        return current if self.request.method == "POST" else as_it_was(current, self.revision)

    def save_instance(self):
        return super(RevisionsRevertMixin, self).save_instance()

    def keep(self, instance):
        record(instance, self.request.user, restored=self.revision)

    def get_warning_message(self):
        return (
            f"This is {self.object} as of {written_time(self.revision.created_at)}. Click Save to "
            "restore this version. Rows added since then stay."
        )

    def get_success_message(self):
        return f"{self.object} was restored to its version of {written_time(self.revision.created_at)}."


def written_time(moment):
    return date_format(localtime(moment), "F j, Y, g:i A")

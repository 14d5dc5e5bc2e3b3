"""Erasure of the contacts and notes of a person withdrawn for privacy.

They are removed from the current record and everything kept about it: older versions, including those of
records merged into it, merges, imports, exported files, editors' previews, and visitors' reports, and former
and other names with them. The name, offices, memberships, dates and the rest of the history stay.
"""

from django import forms
from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.models import FormState
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.models import ModelLogEntry, Revision
from wagtail.permission_policies import ModelPermissionPolicy

from core.jobs import BackgroundJob
from members.admin.merging.records import MERGE, UNMERGE, record_all
from members.importing.erasure import contacts_in, erase_from_imports
from members.models import (
    AcceptedWarning,
    ContactDetail,
    CorrectionReport,
    Merge,
    OtherName,
    Person,
    Tenure,
    roster_change,
)
from members.models.names import normalized
from members.models.person_fields import NOTHING_PRIVATE

ERASE = "members.erase"
FORGOTTEN = "The file was deleted, since contacts or notes that may be in it have been erased. Export it again."
#: Replaces the reason of an accepted warning; the acceptance itself stays.
NO_REASON = "Erased"
#: Shorter values would match too many cells of imported files.
SHORTEST_VALUE = 6


class ErasureRefused(Exception):
    """A refusal to erase, with a sentence for the administrator."""


class Traces:
    """The values that identify the person wherever contacts and notes are kept."""

    def __init__(self, person):
        merged = person.merged_records.values_list("pk", flat=True)
        self.pks = {person.pk, *merged}
        tenures = Tenure.objects.filter(person__in=self.pks)
        self.tenures = {str(pk) for pk in tenures.values_list("pk", flat=True)}
        versions = [revision.content for revision in self.revisions]
        names = {version.get("name", "") for version in versions}
        names |= set(Person.objects.filter(pk__in=self.pks).values_list("name", flat=True))
        names |= {other["name"] for version in versions for other in version.get("other_names", ())}
        names |= set(OtherName.objects.filter(person__in=self.pks).values_list("name", flat=True))
        self.names = {normalized(name) for name in names} - {normalized("")}
        contacts = [contact for version in versions for contact in version.get("contacts", ())]
        contacts += ContactDetail.objects.filter(person__in=self.pks).values("value")
        contacts += contacts_in(self.pks)
        values = {contact["value"].strip().casefold() for contact in contacts}
        self.values = {value for value in values if len(value) >= SHORTEST_VALUE}

    @property
    def revisions(self):
        return revisions_of(self.pks)

    @property
    def merges(self):
        return Merge.objects.filter(survivor__in=self.pks) | Merge.objects.filter(
            merged__in=self.pks
        )


def revisions_of(pks):
    kind = ContentType.objects.get_for_model(Person)
    return Revision.objects.filter(base_content_type=kind, object_id__in=[str(pk) for pk in pks])


def erasure_obstacle(person):
    """Return a sentence on why nothing can be erased, or ""."""
    if person.merged_into_id:
        return f"This record was merged into {person.resolved}. Erase the contacts and notes there."
    if person.status != Person.Status.WITHDRAWN:
        return (
            f"{person} isn’t withdrawn. You can erase contacts and notes only for people who were "
            "withdrawn for privacy. Set the status first and save."
        )
    return ""


def erase(person, user=None):
    """Permanently erase all of the person's contacts and notes; raise ErasureRefused if that isn't allowed."""
    with roster_change():
        person = Person.objects.get(pk=person.pk)
        if reason := erasure_obstacle(person):
            raise ErasureRefused(reason)
        traces = Traces(person)
        erase_from_imports(traces)
        BackgroundJob.objects.forget_files(FORGOTTEN)
        _erase_from_merges(traces)
        _erase_from_versions(traces.revisions)
        _erase_from_records(traces.pks)
        record_all(traces.pks, user, ERASE)


def _erase_from_records(pks):
    ContactDetail.objects.filter(person__in=pks).delete()
    OtherName.objects.filter(person__in=pks).delete()
    AcceptedWarning.objects.filter(person__in=pks).update(reason=NO_REASON)
    Person.objects.filter(pk__in=pks).update(**NOTHING_PRIVATE)
    CorrectionReport.objects.about(Person, pks).delete()
    kind = ContentType.objects.get_for_model(Person)
    # Editors' previews; one of a new record may be about this person.
    FormState.objects.filter(content_type=kind, object_id__in=["", *map(str, pks)]).delete()


def _erase_from_versions(revisions):
    for revision in revisions.iterator():
        _clean(revision.content)
        revision.save(update_fields=["content"])


def _erase_from_merges(traces):
    """Erase from merges, including undone ones, which mixed the person's record with another for a time."""
    for merge in traces.merges:
        for records in (merge.before, merge.after):
            for pk, version in records.items():
                if merge.undone_at or int(pk) in traces.pks:
                    _clean(version)
        merge.save(update_fields=["before", "after"])
        if merge.undone_at:
            for pk in {int(pk) for pk in merge.before} - traces.pks:
                _erase_from_versions(_versions_while_merged(merge, pk))


def _versions_while_merged(merge, pk):
    """Return the other record's versions from the merge until just before it was undone."""
    versions = revisions_of([pk])
    logged = ModelLogEntry.objects.filter(revision__in=versions)
    made = logged.filter(action=MERGE, timestamp__lte=merge.made_at).latest("revision_id")
    undone = logged.filter(action=UNMERGE, timestamp__lte=merge.undone_at).latest("revision_id")
    return versions.filter(pk__gte=made.revision_id, pk__lt=undone.revision_id)


def _clean(version):
    """Take contacts, other names and notes out of a version's or a merge's copy of a record."""
    version |= NOTHING_PRIVATE | {"contacts": [], "other_names": []}
    for warning in version.get("accepted_warnings", ()):
        warning["reason"] = NO_REASON


def name_erasure(actions):
    """Name the erasure in a record's history (a hook)."""
    actions.register_action(
        ERASE, "Erase contacts and notes", "Erased contacts and notes for privacy"
    )


PEOPLE = "wagtailsnippets_members_person"


def erase_buttons(user, person):
    """Return the button to the screen if the user may use it and the person can have contacts erased."""
    if not user.has_perm("members.erase_person") or erasure_obstacle(person):
        return []
    url = reverse(f"{PEOPLE}:erase", args=[quote(person.pk)])
    return [Button("Erase contacts and notes", url=url, icon_name="bin", priority=40)]


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label="Erase them permanently. I understand that this can’t be undone.",
        error_messages={"required": "Nothing has been erased. Check the box if you are sure."},
    )


class PersonEraseView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    permission_policy = ModelPermissionPolicy(Person)
    permission_required = "erase"
    page_title = "Erase contacts and notes"
    header_icon = "bin"
    template_name = "members/admin/erase.html"
    form_class = EraseForm

    @cached_property
    def person(self):
        return get_object_or_404(Person, pk=self.kwargs["pk"])

    @cached_property
    def edit_url(self):
        return reverse(f"{PEOPLE}:edit", args=[quote(self.person.pk)])

    def get_page_subtitle(self):
        return str(self.person)

    def get_breadcrumbs_items(self):
        people = {"url": reverse(f"{PEOPLE}:list"), "label": "People"}
        person = {"url": self.edit_url, "label": str(self.person)}
        return [*self.breadcrumbs_items, people, person, {"url": "", "label": self.page_title}]

    def post(self, request, *args, **kwargs):
        if erasure_obstacle(self.person):
            return self.render_to_response(self.get_context_data(), status=409)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            erase(self.person, self.request.user)
        except ErasureRefused as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(
                self.request, f"The contacts and notes of {self.person} were permanently erased."
            )
        return redirect(self.edit_url)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            person=self.person,
            obstacle=erasure_obstacle(self.person),
            edit_url=self.edit_url,
            **kwargs,
        )


class ErasingMixin:
    """A mixin that adds the screen to the viewset of people."""

    def get_urlpatterns(self):
        erasing = path("erase/<int:pk>/", PersonEraseView.as_view(), name="erase")
        return [*super().get_urlpatterns(), erasing]

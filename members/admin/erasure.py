"""Erasing the contacts and notes of somebody who was withdrawn for privacy.

They go out of the record as it is and out of all that is kept of it: its older versions, those of the
records that were merged into it, merges, imports, what an editor had in a preview, and what visitors have
reported. Names, offices, memberships, dates and the rest of the history stay.
"""

from django.contrib.contenttypes.models import ContentType
from wagtail.admin.models import FormState
from wagtail.models import ModelLogEntry, Revision

from members.admin.merging.records import MERGE, UNMERGE, record_all
from members.importing.erasure import contacts_in, erase_from_imports
from members.models import (
    AcceptedWarning,
    ContactDetail,
    CorrectionReport,
    Merge,
    Person,
    Tenure,
    roster_change,
)
from members.models.names import normalized
from members.models.person_fields import NOTHING_PRIVATE

ERASE = "members.erase"
#: What stands for the reason of an accepted warning; the acceptance itself stays.
NO_REASON = "Erased"
#: Shorter values would be found in too many cells of imported files.
SHORTEST_VALUE = 6


class ErasureRefused(Exception):
    """Why nothing is erased, in a sentence for the administrator."""


class Traces:
    """By what the person is known wherever contacts and notes are kept."""

    def __init__(self, person):
        merged = person.merged_records.values_list("pk", flat=True)
        self.pks = {person.pk, *merged}
        tenures = Tenure.objects.filter(person__in=self.pks)
        self.tenures = {str(pk) for pk in tenures.values_list("pk", flat=True)}
        versions = [revision.content for revision in self.revisions]
        names = {version.get("name", "") for version in versions}
        names |= set(Person.objects.filter(pk__in=self.pks).values_list("name", flat=True))
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
    """The sentence that says why nothing can be erased, or ""."""
    if person.merged_into_id:
        return f"This record was merged into {person.resolved}. Erase the contacts and notes there."
    if person.status != Person.Status.WITHDRAWN:
        return (
            f"{person} isn’t withdrawn. Contacts and notes are only erased of people who were "
            "withdrawn for privacy: set the status first, and save."
        )
    return ""


def erase(person, user=None):
    """Erases all contacts and notes of the person, for good. Raises ErasureRefused."""
    with roster_change():
        person = Person.objects.get(pk=person.pk)
        if reason := erasure_obstacle(person):
            raise ErasureRefused(reason)
        traces = Traces(person)
        erase_from_imports(traces)
        _erase_from_merges(traces)
        _erase_from_versions(traces.revisions)
        _erase_from_records(traces.pks)
        record_all(traces.pks, user, ERASE)


def _erase_from_records(pks):
    ContactDetail.objects.filter(person__in=pks).delete()
    AcceptedWarning.objects.filter(person__in=pks).update(reason=NO_REASON)
    Person.objects.filter(pk__in=pks).update(**NOTHING_PRIVATE)
    CorrectionReport.objects.about(Person, pks).delete()
    kind = ContentType.objects.get_for_model(Person)
    # What somebody has previewed; that of a new record may be this person's.
    FormState.objects.filter(content_type=kind, object_id__in=["", *map(str, pks)]).delete()


def _erase_from_versions(revisions):
    for revision in revisions.iterator():
        _clean(revision.content)
        revision.save(update_fields=["content"])


def _erase_from_merges(traces):
    """A merge that was undone has mixed the person's record with another one for a while."""
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
    """The other record's versions from the merge up to its undoing, not included."""
    versions = revisions_of([pk])
    logged = ModelLogEntry.objects.filter(revision__in=versions)
    made = logged.filter(action=MERGE, timestamp__lte=merge.made_at).latest("revision_id")
    undone = logged.filter(action=UNMERGE, timestamp__lte=merge.undone_at).latest("revision_id")
    return versions.filter(pk__gte=made.revision_id, pk__lt=undone.revision_id)


def _clean(version):
    """A record as a version or a merge holds it, without contacts and notes."""
    version |= NOTHING_PRIVATE | {"contacts": []}
    for warning in version.get("accepted_warnings", ()):
        warning["reason"] = NO_REASON


def name_erasure(actions):
    """Hook: what the history of a record calls it."""
    actions.register_action(
        ERASE, "Erase contacts and notes", "Erased contacts and notes for privacy"
    )

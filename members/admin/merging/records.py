"""Records with their rows, for merging and undoing."""

from members.models import Person
from members.models.history import record
from members.models.person_fields import PRIVATE_FIELDS, PUBLIC_LINES, PUBLIC_TEXTS
from spreadsheets.snapshots import snapshot


class Refused(Exception):
    """A refusal to merge or to undo a merge; the message says why."""


MERGE, UNMERGE = "members.merge", "members.unmerge"
#: The fields that the editor chooses one by one.
FIELDS = [
    *(field.name for field in PUBLIC_LINES),
    "portrait",
    *(field.name for field in (*PUBLIC_TEXTS, *PRIVATE_FIELDS)),
    "status",
]
ROW_HEADINGS = {
    "tenures": "Offices held",
    "memberships": "Membership",
    "committee_seats": "Organizing Committee",
    "contacts": "Contacts",
    "links": "Links",
    "other_names": "Former and other names",
    "accepted_warnings": "Accepted warnings",
}


def rows_of(relation):
    """Return the rows of all people in the relation."""
    return Person._meta.get_field(relation).related_model.objects


def snapshots(pks):
    """Map each person's id, as in JSON, to a snapshot, without the order of the committee."""
    found = {str(pk): snapshot(Person, pk) for pk in pks}
    for seat in (seat for data in found.values() for seat in data["committee_seats"]):
        del seat["sort_order"]
    return found


def record_all(pks, user, action):
    """Record each person, read anew with all rows, in the history."""
    for person in Person.objects.filter(pk__in=pks).order_by("pk"):
        record(person, user, action)


def name_log_actions(actions):
    """Register the names of a merge in a record's history (a hook)."""
    for action, label, message in (
        (MERGE, "Merge", "Merged with another record of the same person"),
        (UNMERGE, "Undo a merge", "Undid the merge with another record"),
    ):
        actions.register_action(action, label, message)

"""A record with its rows, as merging and undoing see it."""

from members.models import Person
from members.models.history import record
from members.models.person_fields import PRIVATE_FIELDS, PUBLIC_LINES, PUBLIC_TEXTS
from spreadsheets.snapshots import snapshot


class Refused(Exception):
    """Why two records can't be merged, or a merge can't be undone, in a sentence for the editor."""


MERGE, UNMERGE = "members.merge", "members.unmerge"
#: What the editor chooses between, one by one.
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
    "accepted_warnings": "Accepted warnings",
}


def rows_of(relation):
    """The rows of all people in the relation."""
    return Person._meta.get_field(relation).related_model.objects


def snapshots(pks):
    """The snapshot of each person by its id, as JSON writes it; the committee's order isn't the person's own."""
    found = {str(pk): snapshot(Person, pk) for pk in pks}
    for seat in (seat for data in found.values() for seat in data["committee_seats"]):
        del seat["sort_order"]
    return found


def record_all(pks, user, action):
    """Keeps each in the history, its rows read anew."""
    for person in Person.objects.filter(pk__in=pks).order_by("pk"):
        record(person, user, action)


def name_log_actions(actions):
    """Hook: what the history of a record calls a merge."""
    for action, label, message in (
        (MERGE, "Merge", "Merged with another record of the same person"),
        (UNMERGE, "Undo a merge", "Undid the merge with another record"),
    ):
        actions.register_action(action, label, message)

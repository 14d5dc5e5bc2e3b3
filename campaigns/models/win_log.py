"""The rules of a win's log: its statuses, in a possible order."""

from django.db import models
from django.utils.timezone import localdate


class Status(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    ADOPTED = "adopted", "Adopted"
    IN_FORCE = "in_force", "In force"
    AMENDED = "amended", "Amended"
    PREEMPTED = "preempted", "Preempted"
    REPEALED = "repealed", "Repealed"
    FAILED = "failed", "Failed"


#: A win stands if its last definite entry has one of these statuses.
STANDING = (Status.ADOPTED, Status.IN_FORCE, Status.AMENDED)

#: The statuses that need an earlier adoption, and the error if there is none.
NEVER_ADOPTED = {
    Status.IN_FORCE: "It can’t take effect before it is adopted. Enter the adoption above this entry.",
    Status.AMENDED: "It can’t be amended before it is adopted. Enter the adoption above this entry.",
    Status.PREEMPTED: "It can’t be preempted before it is adopted. Enter the adoption above this entry.",
    Status.REPEALED: "It can’t be repealed before it is adopted. Enter the adoption above this entry.",
}

#: The statuses that can have a future date.
MAY_COME = (Status.IN_FORCE, Status.PREEMPTED, Status.REPEALED)
STILL_TO_COME = "This day is in the future. Enter only what has happened."

IN_ORDER = "Correct the date or put the entries in the order in which they happened."


def contradictions(entries):
    """Yield the index, a field's name and an error for each entry that can't follow those above it."""
    above = []
    for place, entry in enumerate(entries):
        if entry.status in NEVER_ADOPTED and not any(e.status == Status.ADOPTED for e in above):
            yield place, "status", NEVER_ADOPTED[entry.status]
        if entry.date and entry.date.first > localdate() and entry.status not in MAY_COME:
            yield place, "date", STILL_TO_COME
        if later := next((e for e in above if surely_before(entry.date, e.date)), None):
            yield place, "date", f"This is earlier than “{later}” above it. {IN_ORDER}"
        above.append(entry)


def first_date(entries, status):
    """Return the date of the first entry with the status, or None."""
    return next((entry.date for entry in entries if entry.status == status), None)


def surely_before(date, other):
    return bool(date and other and date.last < other.first)

"""What the log of a win may say: its statuses, in an order that can have happened."""

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


#: A win whose last sure entry says one of these stands.
STANDING = (Status.ADOPTED, Status.IN_FORCE, Status.AMENDED)

#: What can't be without an adoption before it, and the sentence that says so.
NEVER_ADOPTED = {
    Status.IN_FORCE: "It can’t take effect before it is adopted: say above when it was adopted.",
    Status.AMENDED: "What was never adopted can’t be amended: say above when it was adopted.",
    Status.PREEMPTED: "What was never adopted can’t be preempted: say above when it was adopted.",
    Status.REPEALED: "What was never adopted can’t be repealed: say above when it was adopted.",
}

#: What can be known of the future: that something takes effect or loses it.
MAY_COME = (Status.IN_FORCE, Status.PREEMPTED, Status.REPEALED)
STILL_TO_COME = "This day is still to come. Write down what has happened."

IN_ORDER = "Correct a date, or bring the entries into the order in which they happened."


def contradictions(entries):
    """Yields the place, the name of a field and a sentence for each entry that can't follow those above it."""
    above = []
    for place, entry in enumerate(entries):
        if entry.status in NEVER_ADOPTED and not any(e.status == Status.ADOPTED for e in above):
            yield place, "status", NEVER_ADOPTED[entry.status]
        if entry.date and entry.date.first > localdate() and entry.status not in MAY_COME:
            yield place, "date", STILL_TO_COME
        if later := next((e for e in above if surely_before(entry.date, e.date)), None):
            yield place, "date", f"This comes before “{later}”, which stands above it. {IN_ORDER}"
        above.append(entry)


def first_date(entries, status):
    """The date of the first entry that says so, or None."""
    return next((entry.date for entry in entries if entry.status == status), None)


def surely_before(date, other):
    return bool(date and other and date.last < other.first)

"""Saves a plan of the roster, and keeps the history of each record."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from members.importing.refusing import ImportRefused
from members.importing.snapshots import changed_rows, removed_rows, snapshot, values_of
from members.importing.subjects import rows_about
from members.models.history import record as keep_history
from members.models.warnings import accept, warnings_about


def save_plan(plan, user, progress, reason):
    """Saves the plan's records and keeps their history; returns what the import remembers of each.

    `reason` says why the rows that are worth a look are right, where they have none of their own.
    """
    records = plan.records
    tenures = []
    for record in records:
        tenures += refusing(plan, record, save_record, record)
    for record, tenure in tenures:
        # Only now are those who leave a seat out of the way of those who follow them.
        refusing(plan, record, tenure.clean)
    accept_warnings(plan, user, reason)
    return [
        remember(plan, record, user, progress, number, len(records))
        for number, record in enumerate(records, 1)
    ]


def accept_warnings(plan, user, reason):
    """Keeps why a row that is worth a look is right, where the editor has said so."""
    for row in plan.rows:
        why = row.decision.get("reason") or reason
        if why and row.warnings and not row.left_out:
            person = row.record.person
            accept(person, dict.fromkeys(warnings_about(person), why), user)


def refusing(plan, record, check, *arguments):
    try:
        return check(*arguments)
    except (ValidationError, IntegrityError) as error:
        sentences = getattr(error, "messages", ["This contradicts what is in the roster already."])
        numbers = [f"row {row.number}" for row in plan.rows if row.record is record]
        whose = f"{record.person}, {', '.join(numbers)}" if numbers else str(record.person)
        raise ImportRefused(f"{whose}: {' '.join(sentences)}") from error


def save_record(record):
    """Saves the person, then what differs in the rows; returns the tenures that were saved.

    The database itself checks its constraints; asking it twice would take a third of the time.
    """
    person, before = record.person, record.before
    is_changed = before is None or values_of(person) != before["person"]
    known = before or {name: [] for name in snapshot(record)}
    if is_changed:
        person.full_clean(exclude=[] if person.slug else ["slug"], validate_constraints=False)
        person.save()
    tenures = []
    for name, row in changed_rows(record, known):
        save_row(record, name, row)
        if name == "tenures":
            tenures.append((record, row))
    for model, pk in removed_rows(record, known):
        model.objects.get(pk=pk).delete()
    return tenures


def save_row(record, name, row):
    if name == "leadership_roles":
        row.tenure = row.tenure
    else:
        row.person = record.person
    if name == "tenures":
        row.clean_fields()
        row.clean_alone()
    else:
        exclude = ["sort_order"] if name == "committee_seats" else []
        row.full_clean(exclude=exclude, validate_constraints=False)
    row.save()


def remember(plan, record, user, progress, number, total):
    """Keeps the record's history; returns what it was, what it is, and which rows said so."""
    revision = keep_history(record.person, user, "members.import")
    progress(number, total)
    left = [
        [change.header, change.old, change.new]
        for missing in plan.missing
        if missing.record is record
        for change in missing.changes
    ]
    return {
        "person": record.person.pk,
        "name": record.person.name,
        "rows": rows_about(plan, record),
        "left": left,
        "before": record.before,
        "after": snapshot(record),
        "revision": revision.pk,
    }

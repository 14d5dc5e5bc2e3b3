"""Brings an import into the roster: all of it, or nothing."""

import hashlib
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.timezone import now

from members.history import record as keep_history
from members.imports.columns import guess
from members.imports.planning import make_plan
from members.imports.reading import read_file
from members.imports.refusing import ImportRefused, changes_since, newest_revision
from members.imports.snapshots import changed_rows, removed_rows, snapshot, values_of
from members.imports.tables import Table
from members.models import RosterChanged, RosterImport, RosterVersion, roster_change
from members.warnings import accept, warnings_about

UNRESOLVED = (
    "The file has rows with mistakes or open questions, or changes nothing: look at the preview."
)


def begin(file_name, content, user=None):
    """A RosterImport, saved, with the file's table and guessed columns. Raises UnreadableFile."""
    table = read_file(content)
    return RosterImport.objects.create(
        file_name=PurePath(file_name).name[-255:],
        file_hash=hashlib.sha256(content).hexdigest(),
        table=table.as_json(),
        columns=guess(table.header),
        uploaded_by=user,
    )


def plan_of(roster_import):
    """The plan with the import's columns and decisions as they stand, for the version of its preview."""
    table = Table.from_json(roster_import.table)
    plan = make_plan(table, roster_import.columns, roster_import.decisions)
    plan.version = roster_import.version
    return plan


def preview(roster_import):
    """The plan; the import keeps the roster's version that it is for. Raises ImportRefused."""
    refuse_applied(roster_import)
    roster_import.version = RosterVersion.current()
    roster_import.newest_revision = newest_revision()
    plan = plan_of(roster_import)
    roster_import.save(update_fields=["version", "newest_revision"])
    return plan


def refuse_applied(roster_import):
    """The import, if it is still there and waits to be applied."""
    if roster_import is None:
        raise ImportRefused("This import was discarded meanwhile.")
    if roster_import.applied_at:
        raise ImportRefused("This import was already applied.")
    return roster_import


def apply(roster_import, user=None, digest=None, progress=None):
    """Applies the plan that `preview` gave; its digest makes sure that it is the one that was shown.

    Raises ImportRefused, and nothing is changed. `progress` is called with the number of records saved
    and of all. Returns the import as it was saved.
    """
    refuse_applied(RosterImport.objects.filter(pk=roster_import.pk).first())
    if roster_import.version is None:
        raise ImportRefused("Look at the preview first.")
    try:
        with roster_change(expected=roster_import.version):
            rows = RosterImport.objects.select_for_update().filter(pk=roster_import.pk)
            current = refuse_applied(rows.first())
            plan = plan_of(current)
            if digest not in (None, plan.digest):
                raise ImportRefused("The preview has changed since you saw it: look at it again.")
            if not plan.can_apply:
                raise ImportRefused(UNRESOLVED)
            reason = current.decisions.get("reason", "")
            current.changes = save_plan(plan, user, progress or (lambda done, total: None), reason)
            current.counts = plan.counts
            current.applied_at, current.applied_by = now(), user
            current.save()
            return current
    except RosterChanged as error:
        raise ImportRefused(*changes_since(roster_import)) from error


def save_plan(plan, user, progress, reason=""):
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
    rows = [
        {"row": row.number, "changes": [[c.header, c.old, c.new] for c in row.changes]}
        for row in plan.rows
        if row.record is record and row.changes
    ]
    left = [
        [change.header, change.old, change.new]
        for missing in plan.missing
        if missing.record is record
        for change in missing.changes
    ]
    return {
        "person": record.person.pk,
        "name": record.person.name,
        "rows": rows,
        "left": left,
        "before": record.before,
        "after": snapshot(record),
        "revision": revision.pk,
    }

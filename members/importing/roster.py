"""The importer of the roster."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError

from members.importing.planner import RosterPlanner
from members.models import (
    Jurisdiction,
    Office,
    Person,
    Region,
    RosterImport,
    RosterVersion,
    Tenure,
    roster_change,
    roster_lock,
)
from members.models.history import record as keep_history
from members.models.removal import remove
from members.models.warnings import accept, warnings_about
from spreadsheets.importers import NOT_UNDONE, Importer, ImportRefused
from spreadsheets.snapshots import put_back

IMPORT, UNDO = "members.import", "members.undo_import"


class RosterImporter(Importer):
    model = RosterImport
    planner = RosterPlanner
    record_model = Person
    depends_on = (Person, Jurisdiction, Office, Region)
    name, prefix = "roster_imports", "roster/imports"
    stem, sheet_title = "roster", "Roster"
    whole = "the roster"
    row_is = (
        "Each row of the file is one office that a person holds or held; someone with two offices has two "
        "rows."
    )
    becomes = "Imported data is public immediately."
    further_help = (
        "New email addresses and phone numbers stay unpublished until someone publishes them.",
    )
    missing_are, ended_are = "Members not in the file", "Members who left"
    in_use = "{}, whom it added, is in use on the site."

    def lock(self):
        return roster_lock()

    def version(self):
        return RosterVersion.current()

    def save(self, plan, user, progress, reason):
        with roster_change():
            records = plan.records
            saved = [
                (record, tenure)
                for record in records
                for tenure in refusing(plan, record, record.save)
            ]
            for record, tenure in saved:
                # By now, successors no longer clash with those who leave a seat.
                refusing(plan, record, tenure.clean)
            accept_warnings(plan, user, reason)
            changes = []
            for number, record in enumerate(records, 1):
                revision = keep_history(record.person, user, IMPORT)
                progress(number, len(records))
                name, after = record.person.name, record.snapshot()
                changes.append(self.change(plan, record, name, revision, after=after))
            return changes

    def put_back(self, changes, user):
        with roster_change():
            kept = [change for change in changes if change["before"]]
            people = self.records(changes)
            for change in changes:
                if change not in kept:
                    remove_added(people[change["person"]], user)
            before, after = ([change[when] for change in kept] for when in ("before", "after"))
            for instance in put_back(Person, before, after):
                if isinstance(instance, Tenure):
                    refuse_if_wrong(instance)
            people = self.records(kept)
            for change in kept:
                keep_history(people[change["person"]], user, UNDO)


def refusing(plan, record, action):
    """Return the action's result, or raise an ImportRefused that names the record and its rows."""
    try:
        return action()
    except (ValidationError, IntegrityError) as error:
        sentences = getattr(error, "messages", ["This contradicts what is already on the roster."])
        numbers = [f"row {row.number}" for row in plan.rows if row.record is record]
        whose = f"{record.person}, {', '.join(numbers)}" if numbers else str(record.person)
        raise ImportRefused(f"{whose}: {' '.join(sentences)}") from error


def accept_warnings(plan, user, reason):
    """Keep the reasons that an editor gave for rows with warnings."""
    for row in plan.rows:
        why = row.decision.get("reason") or reason
        if why and row.warnings and not row.left_out:
            person = row.record.person
            accept(person, dict.fromkeys(warnings_about(person), why), user)


def remove_added(person, user):
    try:
        remove(person, user)
    except ProtectedError as error:
        raise ImportRefused(NOT_UNDONE, f"{person}, whom it added, is in use.") from error


def refuse_if_wrong(tenure):
    try:
        tenure.full_clean()
    except ValidationError as error:
        raise ImportRefused(NOT_UNDONE, f"{tenure.person}: {' '.join(error.messages)}") from error


def register_import_actions(actions):
    """Register the history's words for an import and for undoing one (a hook)."""
    actions.register_action(IMPORT, "Import", "Changed by an import")
    actions.register_action(UNDO, "Undo import", "Restored by undoing an import")


ROSTER = RosterImporter()

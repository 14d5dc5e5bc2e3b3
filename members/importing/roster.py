"""The importer of the roster."""

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from members.importing.planner import RosterPlanner
from members.importing.records import save_records
from members.models import (
    AcceptedWarning,
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
from members.models.history import record_many
from members.models.removal import remove_many
from members.models.warnings import OpenWarnings, accept_many
from spreadsheets.bulk import parts, queue_references, with_rows, write_search
from spreadsheets.importers import NOT_UNDONE, Importer, ImportRefused
from spreadsheets.planner import faults
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
        records = plan.records
        with roster_change():
            saved = save_or_refuse(plan, records)
            refuse_rivals(plan, saved[Tenure])
            accept_warnings(plan, user, reason)
            accepted = AcceptedWarning.objects.by_person([record.pk for record in records])
            changes = []
            for part in parts(records):
                people = [record.assemble(accepted[record.pk]) for record in part]
                revisions = record_many(people, user, IMPORT)
                queue_references(people)
                write_search([record.person for record in part if record.is_renamed])
                for record, revision in zip(part, revisions, strict=True):
                    name, after = record.person.name, dict(revision.content)
                    del after["latest_revision"], after["accepted_warnings"]
                    changes.append(self.change(plan, record, name, revision, after=after))
                progress("Saved", len(changes), len(records))
            return changes

    def put_back(self, changes, user):
        kept = [change for change in changes if change["before"]]
        with roster_change():
            people = self.records(changes)
            added = [people[change["person"]] for change in changes if not change["before"]]
            remove_added(added, user)
            before, after = ([change[when] for change in kept] for when in ("before", "after"))
            restored = put_back(Person, before, after)
            refuse_if_wrong([row for row in restored if isinstance(row, Tenure)])
            renamed = {
                one["pk"]
                for one, other in zip(before, after, strict=True)
                if one["name"] != other["name"]
            }
            for part in parts(list(self.records(kept).values())):
                record_many(with_rows(part), user, UNDO)
                queue_references(part)
                write_search([person for person in part if person.pk in renamed])


def save_or_refuse(plan, records):
    """Save the records; if the database refuses, name the record that it refuses."""
    try:
        with transaction.atomic():
            return save_records(records)
    except IntegrityError as error:
        sentence = "This contradicts what is already on the roster."
        for record in records:
            try:
                with transaction.atomic():
                    save_records([record])
            except IntegrityError:
                raise ImportRefused(f"{whose(plan, record)}: {sentence}") from error
        raise ImportRefused(sentence) from error


def refuse_rivals(plan, tenures):
    """Refuse saved tenures whose seats others hold; by now, those who leave a seat don't."""
    for tenure, rival in Tenure.objects.rivalries(tenures):
        record = next(record for record in plan.records if record.person is tenure.person)
        raise ImportRefused(f"{whose(plan, record)}: {rival.rivalry_with(tenure)}")


def whose(plan, record):
    """Return the person's name and the numbers of the rows about them."""
    rows = [f"row {row.number}" for row in plan.rows if row.record is record]
    return ", ".join([str(record.person), *rows])


def accept_warnings(plan, user, reason):
    """Keep the reasons that an editor gave for rows with warnings."""
    reasons = {}
    for row in plan.rows:
        why = row.decision.get("reason") or reason
        if why and row.warnings and not row.left_out:
            reasons.setdefault(row.record.person, why)
    if reasons:
        unaccepted = OpenWarnings(reasons)
        accept_many(
            {
                person: dict.fromkeys(unaccepted.accept(person), why)
                for person, why in reasons.items()
            },
            user,
        )


def remove_added(people, user):
    """Remove the people, or name the one who is in use."""
    try:
        with transaction.atomic():
            remove_many(people, user)
    except ProtectedError as error:
        for person in people:
            try:
                with transaction.atomic():
                    remove_many([person], user)
            except ProtectedError:
                sentence = f"{person}, whom it added, is in use."
                raise ImportRefused(NOT_UNDONE, sentence) from error
        raise


def refuse_if_wrong(tenures):
    """Refuse restored tenures that the rules don't allow today."""
    wrong = [(tenure, sentence) for tenure in tenures for _, sentence in faults(tenure)]
    wrong += (
        (tenure, rival.rivalry_with(tenure)) for tenure, rival in Tenure.objects.rivalries(tenures)
    )
    for tenure, sentence in wrong:
        raise ImportRefused(NOT_UNDONE, f"{tenure.person}: {sentence}")


def register_import_actions(actions):
    """Register the history's words for an import and for undoing one (a hook)."""
    actions.register_action(IMPORT, "Import", "Changed by an import")
    actions.register_action(UNDO, "Undo import", "Restored by undoing an import")


ROSTER = RosterImporter()

"""The import of files into records, the same for every kind of record."""

import gc
import hashlib
from contextlib import contextmanager
from pathlib import PurePath

from django.contrib.contenttypes.models import ContentType
from django.utils.timezone import localtime, now
from wagtail.models import ReferenceIndex, Revision

from spreadsheets.background import GIVEN_UP, JobRefused
from spreadsheets.plans import RowOutcome
from spreadsheets.reader import read_file
from spreadsheets.references import keys_to, named_in
from spreadsheets.tables import Table

UNRESOLVED = (
    "The file has rows with mistakes or open questions, or changes nothing. Review the preview."
)
NOT_UNDONE = "The import can’t be undone."
MOST_NAMED = 5


JOB_FIELDS = ("job_id", "job_outcome")


class ImportRefused(JobRefused):
    """A refusal that changes nothing; `sentences` say why."""

    def __init__(self, *sentences):
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


class RecordsChanged(ImportRefused):
    """A refusal because someone has changed the records since the preview, which itself says so."""

    outcome = ""


def ignore(what, done, total):
    """Tell no one about the progress."""


@contextmanager
def without_collecting():
    """Don't look for garbage among many records again and again, which takes a quarter of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Importer:
    """The import of one kind of record. Subclasses define how records are read and saved."""

    #: The SpreadsheetImport that keeps the files.
    model = None
    #: The Planner that makes a plan of a file's rows; it has the columns.
    planner = None
    #: The model of what an import changes, and those of all that a plan depends on; they keep revisions.
    record_model = None
    depends_on = ()
    #: The namespace of its addresses in the admin, and the part of these that is its own.
    name, prefix = "", ""
    #: The name of its files, and that of the sheet in them.
    stem, sheet_title = "", ""
    #: The name of all its records in sentences.
    whole = ""
    #: Help on the screens: what a row is, what happens to imported records, and how to fill in the file.
    row_is, becomes = "", ""
    further_help = ()
    #: Words for records that aren't in the file, for those of them that ended, and for one that is in use.
    missing_are, ended_are, in_use = "Not in the file", "Ended", "{}, which it added, is in use."

    @property
    def columns(self):
        return self.planner.columns

    @property
    def noun(self):
        """The key of the record's id in what the import remembers of a change."""
        return self.record_model._meta.model_name

    def lock(self):
        """Return a transaction during which no one else can change the records."""
        raise NotImplementedError

    def version(self):
        """Return a number that changes with every change to the records."""
        raise NotImplementedError

    def save(self, plan, user, progress, reason):
        """Save the plan's records; return what the import remembers of each, as JSON can hold it.

        Each is made by `change`. `reason` says why the flagged rows are correct, if they have no reason
        of their own. Raise ImportRefused.
        """
        raise NotImplementedError

    def obstacles_of(self, record, change):
        """Return sentences on why a change can't be undone, for a record that hasn't changed since."""
        return ()

    def put_back(self, changes, user):
        """Restore the records, or raise ImportRefused."""
        raise NotImplementedError

    def records(self, changes):
        """Return the records of these changes: {id: record}."""
        return self.record_model.objects.in_bulk([change[self.noun] for change in changes])

    def change(self, plan, record, name, revision, **more):
        """Return what an import remembers of one record: the rows about it, and the revision that keeps it.

        `record` is what the plan's rows hold; what it was "before" is empty for a new one.
        """
        rows, ended = plan.parts_about[record]
        return {
            self.noun: record.pk,
            "name": name,
            "rows": [
                {"row": row.number, "changes": as_lists(row.changes)} for row in rows if row.changes
            ],
            "left": [change for entry in ended for change in as_lists(entry.changes)],
            "before": record.before,
            "revision": revision.pk,
            **more,
        }

    def read(self, content):
        """Return the tables in the bytes of a file, the likeliest first. Raises UnreadableFile."""
        return read_file(content, self.columns)

    def begin(self, file_name, content, user=None):
        """Save a pending import with the file's likeliest table and guessed columns. Raises UnreadableFile."""
        table, *others = self.read(content)
        return self.model.objects.create(
            file_name=PurePath(file_name).name[-255:],
            file_hash=hashlib.sha256(content).hexdigest(),
            table=table.as_json(),
            other_sheets=[other.as_json() for other in others],
            columns=self.guess(table),
            uploaded_by=user,
        )

    def guess(self, table):
        """Return what the columns of a table hold: {heading: key}. No one is led to import hidden ones."""
        guessed = self.columns.guess(table.header)
        return {name: key for name, key in guessed.items() if name not in table.hidden_columns}

    def choose_sheet(self, pending_import, number):
        """Read another sheet of the file, the one at this place among the other ones, and decide all anew."""
        others = list(pending_import.other_sheets)
        chosen = others.pop(number)
        pending_import.other_sheets = [pending_import.table, *others]
        pending_import.table = chosen
        pending_import.columns = self.guess(Table.from_json(chosen))
        pending_import.decisions = {}

    def make_plan(self, table, chosen, decisions=None, progress=ignore):
        """Return the plan for a table, a mapping {heading: key} and the editor's decisions. Saves nothing."""
        decisions, wrong = decisions or {}, {}
        while True:
            plan = self.planner(table, chosen, decisions, wrong, progress).plan()
            errors = {row.number: row for row in plan.with_outcome(RowOutcome.ERROR)}
            if not (errors and decisions.get("skip_errors")):
                return plan
            wrong |= errors

    def plan_of(self, pending_import, progress=ignore):
        """Return the plan for the import's columns and decisions as they stand, at the version of its preview."""
        table = Table.from_json(pending_import.table)
        plan = self.make_plan(table, pending_import.columns, pending_import.decisions, progress)
        plan.version = pending_import.version
        return plan

    def preview(self, pending_import):
        """Return the plan; the import keeps the version of the records that it is for. Raises ImportRefused."""
        refuse_applied(pending_import)
        pending_import.version = self.version()
        newest = self._revisions().order_by("-pk").values_list("pk", flat=True).first()
        pending_import.newest_revision = newest or 0
        plan = self.plan_of(pending_import)
        pending_import.save(update_fields=["version", "newest_revision"])
        return plan

    @without_collecting()
    def apply(self, pending_import, user=None, digest=None, progress=ignore):
        """Apply the plan that `preview` gave: all of it, or nothing.

        Its digest ensures that it is the one that was shown. Raise ImportRefused without changing
        anything. The plan is made before the records are locked: they are locked only while they are
        saved. `progress` is called with what was done, "Checked" or "Saved", and the number of rows or
        records for which it was, and of all. Returns the import as it was saved.
        """
        current = refuse_applied(self.model.objects.filter(pk=pending_import.pk).first())
        plan = self._checked(current, digest, progress)
        with self.lock():
            self._refuse_outdated(current)
            refuse_applied(self._locked(pending_import))
            current.changes = self.save(plan, user, progress, current.decisions.get("reason", ""))
            current.counts = plan.counts
            current.applied_at, current.applied_by = now(), user
            current.other_sheets = []
            current.end_job()
            saved = ("changes", "counts", "applied_at", "applied_by", "other_sheets")
            current.save(update_fields=[*saved, *JOB_FIELDS])
            return current

    def _locked(self, spreadsheet_import):
        """Return the import as it stands, locked, unless it was given another job; None if it's gone."""
        rows = self.model.objects.select_for_update().light()
        locked = rows.filter(pk=spreadsheet_import.pk).first()
        if locked and locked.job_id != spreadsheet_import.job_id:
            raise ImportRefused(locked.busy_sentence if locked.is_busy else GIVEN_UP)
        return locked

    def _checked(self, pending_import, digest, progress):
        """Return the plan if it is the one of the digest and can be applied."""
        if pending_import.version is None:
            raise ImportRefused("Review the preview first.")
        self._refuse_outdated(pending_import)
        plan = self.plan_of(pending_import, progress)
        if digest not in (None, plan.digest):
            raise ImportRefused("The preview has changed since you saw it. Review it again.")
        if not plan.can_apply:
            raise ImportRefused(UNRESOLVED)
        return plan

    def _refuse_outdated(self, pending_import):
        if pending_import.version != self.version():
            raise RecordsChanged(*self.changes_since(pending_import))

    @without_collecting()
    def undo(self, applied, user=None):
        """Restore what the import changed and remove what it added, or raise ImportRefused."""
        with self.lock():
            self._locked(applied)
            current = self.model.objects.get(pk=applied.pk)
            if sentences := self._obstacles(current):
                raise ImportRefused(*sentences)
            self.put_back(current.changes, user)
            current.undone_at, current.undone_by = now(), user
            current.end_job()
            current.save(update_fields=["undone_at", "undone_by", *JOB_FIELDS])
            return current

    def why_not_undone(self, applied):
        """Return in a few sentences why the import can't be undone, or ""."""
        return " ".join(self._obstacles(applied))

    def _obstacles(self, applied):
        if not applied.applied_at:
            return ["This import has never been applied."]
        if applied.undone_at:
            return ["This import has already been undone."]
        found = list(self._built_on(applied))
        return [NOT_UNDONE, *found] if found else []

    def _built_on(self, applied):
        """Yield a sentence for each record that has been changed, removed or used since the import."""
        records, newer = self.records(applied.changes), []
        for change in applied.changes:
            record = records.get(change[self.noun])
            if record is None:
                yield f"{change['name']} no longer exists."
            elif record.latest_revision_id != change["revision"]:
                newer.append(record.latest_revision_id)
            else:
                yield from self.obstacles_of(record, change)
        yield from who_changed(Revision.objects.filter(pk__in=newer))
        added = {change[self.noun] for change in applied.changes if not change["before"]}
        for pk in sorted(used_since(applied, self.record_model, added & records.keys()))[
            :MOST_NAMED
        ]:
            yield self.in_use.format(records[pk])

    def changes_since(self, pending_import):
        """Yield sentences on who has changed what since the import's preview."""
        yield (
            f"{self.whole[0].upper()}{self.whole[1:]} has changed since the preview, so nothing was applied. "
            "Review the preview again."
        )
        yield from who_changed(self._revisions().filter(pk__gt=pending_import.newest_revision))

    def _revisions(self):
        """Return the revisions of all records that a plan depends on."""
        kinds = ContentType.objects.get_for_models(*self.depends_on).values()
        return Revision.objects.filter(base_content_type__in=kinds)


def refuse_applied(pending_import):
    """Return the import if it is still pending, or raise ImportRefused."""
    if pending_import is None:
        raise ImportRefused("This import has been discarded.")
    if pending_import.applied_at:
        raise ImportRefused("This import has already been applied.")
    return pending_import


def as_lists(changes):
    return [[change.header, change.old, change.new] for change in changes]


def who_changed(revisions):
    """Yield a sentence for each record of these revisions, about its newest one."""
    revisions = revisions.select_related("user").order_by("pk")
    newest = {(rev.base_content_type_id, rev.object_id): rev for rev in revisions}
    for revision in list(newest.values())[:MOST_NAMED]:
        when = localtime(revision.created_at)
        by = f" by {revision.user.get_full_name() or revision.user}" if revision.user else ""
        time = f"{when:%I:%M %p}".lstrip("0")
        yield f"{revision.object_str} was changed{by} on {when:%B} {when.day} at {time}."
    if len(newest) > MOST_NAMED:
        yield f"{len(newest) - MOST_NAMED} more records were changed."


def used_since(applied, model, added):
    """Return the added ids that other records, pages, drafts or earlier versions refer to."""
    if not added:
        return set()
    used = set()
    for key in keys_to(model):
        rows = key.model._base_manager.filter(**{f"{key.name}__in": added})
        used.update(rows.values_list(key.name, flat=True))
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model)
    )
    used.update(map(int, references.values_list("to_object_id", flat=True)))
    # A version that is older than the import can't refer to what is new.
    own = [change["revision"] for change in applied.changes]
    versions = Revision.objects.filter(created_at__gte=applied.applied_at).exclude(pk__in=own)
    for revision in versions.select_related("content_type").iterator():
        used |= named_in(revision, model)
    return added & used

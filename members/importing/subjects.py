"""What a spreadsheet can be brought into, and the way of a file there: the same for every subject."""

import hashlib
from pathlib import PurePath

from django.utils.timezone import now

from members.importing.planner import make_plan
from members.importing.reading import read_file
from members.importing.refusing import ImportRefused, told
from members.importing.tables import Table

UNRESOLVED = (
    "The file has rows with mistakes or open questions, or changes nothing: look at the preview."
)


class Subject:
    """The records that files of one kind are about. Subclasses say how these are read and saved."""

    #: The SpreadsheetImport that keeps the files.
    model = None
    #: The Columns of a file, and the Planner that makes a plan of its rows.
    columns = None
    planner = None
    #: The namespace of its addresses in the admin, the part of these that is its own, and its files' name.
    name, prefix, stem = "", "", ""
    #: What a change of the import's record calls the id of what it changed.
    noun = ""
    #: Words for sentences about all its records, and about one of them.
    whole, one = "", ""
    #: What the screens say: what a row is, what becomes of what is imported, and what helps to fill it in.
    row_is, becomes = "", ""
    further_help = ()
    seconds_a_row = 0.045

    def lock(self):
        """A transaction during which nobody else changes the records."""
        raise NotImplementedError

    def version(self):
        """A number that is another one after every change of the records."""
        raise NotImplementedError

    def revisions(self):
        """The revisions of all records that a plan depends on."""
        raise NotImplementedError

    def save(self, plan, user, progress, reason):
        """Saves the plan's records; returns what the import remembers of each, as JSON can hold it.

        Each has the id under the subject's `noun`, its "name", "rows" with their changes, "left", what it
        was "before" (empty for a new one), and the "revision" that keeps what it is now. Raises
        ImportRefused.
        """
        raise NotImplementedError

    def obstacles_to_undoing(self, applied):
        """Sentences that say what was built on the import since."""
        raise NotImplementedError

    def put_back(self, changes, user):
        """Makes the records what they were before. Raises ImportRefused."""
        raise NotImplementedError

    def records(self, pks):
        """The records with these ids: {id: record}."""
        raise NotImplementedError

    def read(self, content):
        """The table in the bytes of a file. Raises UnreadableFile."""
        return read_file(content, self.columns)

    def begin(self, file_name, content, user=None):
        """An import, saved, with the file's table and guessed columns. Raises UnreadableFile."""
        table = self.read(content)
        return self.model.objects.create(
            file_name=PurePath(file_name).name[-255:],
            file_hash=hashlib.sha256(content).hexdigest(),
            table=table.as_json(),
            columns=self.columns.guess(table.header),
            uploaded_by=user,
        )

    def make_plan(self, table, chosen, decisions=None):
        """See planner.make_plan."""
        return make_plan(self.planner, table, chosen, decisions)

    def plan_of(self, begun):
        """The plan with the import's columns and decisions as they stand, for the version of its preview."""
        plan = self.make_plan(Table.from_json(begun.table), begun.columns, begun.decisions)
        plan.version = begun.version
        return plan

    def preview(self, begun):
        """The plan; the import keeps the version of the records that it is for. Raises ImportRefused."""
        refuse_applied(begun)
        begun.version, begun.newest_revision = self.version(), self._newest_revision()
        plan = self.plan_of(begun)
        begun.save(update_fields=["version", "newest_revision"])
        return plan

    def apply(self, begun, user=None, digest=None, progress=None):
        """Applies the plan that `preview` gave: all of it, or nothing.

        Its digest makes sure that it is the one that was shown. Raises ImportRefused, and nothing is
        changed. `progress` is called with the number of records saved and of all. Returns the import as
        it was saved.
        """
        refuse_applied(self.model.objects.filter(pk=begun.pk).first())
        if begun.version is None:
            raise ImportRefused("Look at the preview first.")
        with self.lock():
            if begun.version != self.version():
                raise ImportRefused(*self.changes_since(begun))
            rows = self.model.objects.select_for_update().filter(pk=begun.pk)
            current = refuse_applied(rows.first())
            plan = self.plan_of(current)
            if digest not in (None, plan.digest):
                raise ImportRefused("The preview has changed since you saw it: look at it again.")
            if not plan.can_apply:
                raise ImportRefused(UNRESOLVED)
            reason = current.decisions.get("reason", "")
            progress = progress or (lambda done, total: None)
            current.changes = self.save(plan, user, progress, reason)
            current.counts = plan.counts
            current.applied_at, current.applied_by = now(), user
            current.save()
            return current

    def undo(self, applied, user=None):
        """Puts back what the import changed, and removes what it added. Raises ImportRefused."""
        with self.lock():
            current = self.model.objects.select_for_update().get(pk=applied.pk)
            if sentences := self._obstacles(current):
                raise ImportRefused(*sentences)
            self.put_back(current.changes, user)
            current.undone_at, current.undone_by = now(), user
            current.save(update_fields=["undone_at", "undone_by"])
            return current

    def why_not_undone(self, applied):
        """Why the import can't be undone, in some sentences, or ""."""
        return " ".join(self._obstacles(applied))

    def _obstacles(self, applied):
        if not applied.applied_at:
            return ["This import was never applied."]
        if applied.undone_at:
            return ["This import was already undone."]
        found = list(self.obstacles_to_undoing(applied))
        return ["The import can’t be undone.", *found] if found else []

    def changes_since(self, begun):
        """Sentences that say who changed what since the import's preview."""
        since = self.revisions().filter(pk__gt=begun.newest_revision)
        yield (
            f"{self.whole[0].upper()}{self.whole[1:]} has changed since the preview, so nothing was applied: "
            "look at the preview again."
        )
        yield from told(since.select_related("user").order_by("pk"))

    def _newest_revision(self):
        return self.revisions().order_by("-pk").values_list("pk", flat=True).first() or 0


def refuse_applied(begun):
    """The import, if it is still there and waits to be applied."""
    if begun is None:
        raise ImportRefused("This import was discarded meanwhile.")
    if begun.applied_at:
        raise ImportRefused("This import was already applied.")
    return begun


def rows_about(plan, record):
    """What the rows of the plan change in the record, as an import remembers it."""
    return [
        {"row": row.number, "changes": [[c.header, c.old, c.new] for c in row.changes]}
        for row in plan.rows
        if row.record is record and row.changes
    ]

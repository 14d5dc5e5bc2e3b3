from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from members.importing.roster import ROSTER
from spreadsheets.cells import excerpt
from spreadsheets.importers import ImportRefused
from spreadsheets.plans import RowOutcome
from spreadsheets.reader import MAX_BYTES
from spreadsheets.tables import UnreadableFile

#: How many records are saved between two lines of progress.
STEP = 25
WORDS = {
    RowOutcome.NEW: "new",
    RowOutcome.UPDATE: "changed",
    RowOutcome.UNCHANGED: "unchanged",
}


class Command(BaseCommand):
    help = (
        "Import a CSV or XLSX file into the roster as the admin does. Without --commit, only show what "
        "would change. A row with an error, or one that may mean several things, refuses the whole file."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a CSV or XLSX file with a row of headings")
        parser.add_argument(
            "--commit", action="store_true", help="apply it; otherwise, nothing is saved"
        )

    def handle(self, *args, file, commit, **options):
        try:
            content = bytes_of(file)
            table, *others = ROSTER.read(content)
            if others:
                names = "”, “".join(other.sheet for other in others)
                self._tell(f"Reading the sheet “{table.sheet}”, not “{names}” …")
            if table.has_open_question:
                raise CommandError(
                    f"The file hides {table.hidden_rows:,} rows. Show or delete them."
                )
            columns = ROSTER.guess(table)
            if wrong := ROSTER.columns.complaints(columns):
                raise CommandError(" ".join(wrong))
            self._tell_columns(table, columns)
            self._tell(f"Comparing {len(table.rows):,} rows with the roster …")
            if commit:
                self._commit(file.name, content)
            else:
                self._show(ROSTER.make_plan(table, columns))
                self.stdout.write("Nothing was saved. Add --commit to apply it.")
        except (ImportRefused, UnreadableFile) as error:
            raise CommandError(str(error)) from error

    @transaction.atomic
    def _commit(self, name, content):
        """Apply the import and keep it, or leave nothing of it."""
        roster_import = ROSTER.begin(name, content)
        plan = ROSTER.preview(roster_import)
        self._show(plan)
        if not plan.records:
            transaction.set_rollback(True)
            self.stdout.write("There is nothing to change.")
            return
        self._tell(f"Saving {len(plan.records):,} people; nothing is kept if this is interrupted …")
        ROSTER.apply(roster_import, digest=plan.digest, progress=self._progress)
        self.stdout.write(f"Applied as import {roster_import.pk}. It can be undone in the admin.")

    def _show(self, plan):
        for row in plan.rows:
            self._tell_row(row)
        counts = plan.counts
        listed = ", ".join(f"{counts[outcome]} {word}" for outcome, word in WORDS.items())
        self.stdout.write(f"Rows: {listed}. Members who aren’t in the file: {counts['missing']}.")
        if plan.unresolved:
            raise CommandError("\n".join(self._refusal(plan)))

    def _refusal(self, plan):
        yield "The file was refused, and nothing was saved:"
        for row in plan.unresolved:
            named = f" ({excerpt(row.who)})" if row.who else ""
            yield f"Row {row.number}{named}: {' '.join(row.sentences)}"
            if row.question and not row.problems:
                yield f"    To decide in the admin: {'; '.join(option.label for option in row.question.options)}"

    def _tell_row(self, row):
        changes = row.changes if row.outcome in (RowOutcome.NEW, RowOutcome.UPDATE) else ()
        for change in changes:
            was = f"{change.old} -> " if change.old else ""
            self._tell(
                f"Row {row.number}, {row.who}: {change.header}: {was}{change.new or 'empty'}"
            )
        for warning in row.warnings:
            self.stdout.write(f"Row {row.number}, {row.who}: please check: {warning}")

    def _tell_columns(self, table, columns):
        if unused := [heading for heading in table.header if heading not in columns]:
            self.stdout.write(f"Columns that aren’t imported: {', '.join(map(excerpt, unused))}.")

    def _progress(self, what, done, total):
        if done % STEP == 0 or done == total:
            self._tell(f"{what} {done:,} of {total:,} …")

    def _tell(self, text):
        self.stdout.write(text)
        self.stdout.flush()


def bytes_of(file):
    """Return the bytes of the file, or raise CommandError."""
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{file} can’t be read: {error.strerror}.") from error

"""The plan of an import into the ledger."""

import re

from django.core.exceptions import ValidationError

from campaigns.importing.column_types import lines_in, parts_of_entry, read_day
from campaigns.importing.columns import WIN_COLUMNS
from campaigns.importing.lookups import KnownRecords
from campaigns.importing.records import Shelf, WinExportRow, WinRecord, load_wins, restorable
from campaigns.models import Win
from campaigns.models.win_log import Status
from core.folding import plain_words
from members.importing.identity import may_be_one_place, share_words
from members.importing.lookups import find_place
from spreadsheets.cells import CLEAR, excerpt, read_number
from spreadsheets.planner import (
    Planner,
    errors_in,
    faults,
    refuse_doubtful,
    sentences_of,
    with_new,
)
from spreadsheets.plans import NEW_RECORD, Change, RowAnswer, Unclear, Wrong

#: The columns for fields of a win with other names; an error is shown at the first one in the file.
KEYS = {
    "kind": ("win_kind",),
    "log": ("log", "adopted", "in_force", "status"),
    "sources": ("sources", "source_url", "source_title", "source_seen_on"),
}
#: Words of a title that two wins may share by chance.
TITLE_WORDS = {
    *("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the"),
    *("to", "with"),
    *(word for label in Win.Kind.labels for word in plain_words(label)),
}
ONCE_MORE = "Row {} is about the same win. Put everything in one row."
NO_SOURCE_TITLE = "Enter the title of the source as well."
NO_KIND = f"Enter the kind of win: {', '.join(Win.Kind.labels)}."
UNPUBLISHED = (
    "Someone has saved changes to this win that aren’t public yet. Publish or discard them first."
)


class WinPlanner(Planner):
    """A table of wins."""

    columns = WIN_COLUMNS
    MATCHED = ("win_id", "jurisdiction", "kind")

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.known = KnownRecords()
        self.shelf = Shelf()
        #: The row about each record.
        self.rows = {}
        self.scheduled = set(Win.objects.scheduled())
        for record in load_wins(Win.objects.order_by("pk")):
            self.shelf.file(record)

    def name_in(self, cells):
        return ", ".join(filter(None, (cells.get("title"), cells.get("jurisdiction"))))

    def match(self, planned, cells):
        record = self._by_id(cells)
        place = find_place(
            self.known.places, cells, record and record.win.jurisdiction, planned.decision
        )
        if record:
            differences = list(win_differences(cells, record.win, place))
            answer = f"Yes, it is “{record.win}”: change the record as the row says"
            refuse_doubtful(planned, differences, f"“{record.win}”", answer)
        else:
            record = self._by_title(planned, cells, place)
        if record in self.rows:
            raise Wrong("title", ONCE_MORE.format(self.rows[record]))
        if planned.left_out or planned.problems:
            return
        planned.is_new = not record
        planned.record = record or WinRecord(Win(), published=True)
        self._write(planned, self._with_kind(planned, cells), place)
        self.rows[planned.record] = planned.number
        self.shelf.file(planned.record)

    def _by_id(self, cells):
        if "win_id" not in cells:
            return None
        with errors_in("win_id"):
            pk = read_number(cells["win_id"])
        if pk not in self.shelf.by_pk:
            raise Wrong("win_id", f"There is no win with the ID {pk}.")
        return self.shelf.by_pk[pk]

    def _by_title(self, planned, cells, place):
        """Return the record of a row without an ID, or None for a new one. Raises Unclear."""
        if cells.get("title", CLEAR) == CLEAR:
            raise Wrong("title", "Enter the title of the win.")
        if not place:
            raise Wrong("jurisdiction", "Enter the place.")
        answer = str(planned.decision.get("win", ""))
        if answer == NEW_RECORD:
            return None
        chosen = self.shelf.by_pk.get(int(answer)) if answer.isdecimal() else None
        if chosen and chosen.win.jurisdiction_id == place.pk:
            return chosen
        same = self.shelf.titled(place, cells["title"])
        if len(same) > 1:
            raise Unclear(
                "win",
                f"{place} has {len(same)} wins with this title. Which one is it?",
                options(same),
            )
        if same and (same[0].win.year or year_in(cells)) != (year_in(cells) or same[0].win.year):
            raise Unclear(
                "win",
                f"{place} has a win with this title that was adopted in {same[0].win.year}. Is it that one?",
                options(same),
            )
        return same[0] if same else None

    def _with_kind(self, planned, cells):
        """Return the cells with a kind for a new win, if necessary the only one that its title names."""
        if not planned.is_new or "win_kind" in cells:
            return cells
        named = [
            label
            for label in Win.Kind.labels
            if re.search(rf"\b{label}s?\b", cells["title"], re.IGNORECASE)
        ]
        if len(named) != 1:
            raise Wrong("win_kind", NO_KIND)
        return cells | {"win_kind": named[0]}

    def _write(self, planned, cells, place):
        record = planned.record
        if not planned.is_new and record.before is None:
            record.before = restorable(record.win)
        row = WinExportRow(record, cells, self.known)
        self.write_reference(planned, row, "jurisdiction", place)
        for column, text in self.to_write(cells):
            self.write_cell(planned, row, column, text)
        planned.who = f"{record.win.title}, {record.win.jurisdiction}"
        if "source_url" in cells and any(not source.title for source in record.win.sources.all()):
            self.complain(planned, self.columns.by_key["source_title"], NO_SOURCE_TITLE)
        if planned.is_new:
            published = self.columns.by_key["published"]
            if record.published:
                planned.changes.append(Change(published.header, "", published.read(row)))
            if not planned.problems:
                self._point_out_twins(planned)
        if planned.changes and not planned.problems:
            self._check(planned, cells)

    def _point_out_twins(self, planned):
        """Ask whether a new win is already on record, or in another row."""
        if planned.decision.get("win") == NEW_RECORD:
            return
        win = planned.record.win
        if twins := self.shelf.alike(win):
            planned.changes, planned.record = [], None
            where = [f"row {self.rows[record]}" for record in twins if record.pk is None]
            in_rows = f" ({', '.join(where)})" if where else ""
            raise Unclear(
                "win",
                f"This may already be on record{in_rows}: same place, kind, topic and year. Which one is "
                "it?",
                options(twins),
            )

    def _check(self, planned, cells):
        record = planned.record
        if record.before and (obstacle := self._obstacle_to_changing(record.win)):
            self.complain(planned, None, obstacle)
        for field, sentence in faults_of(record):
            keys = KEYS.get(field, (field,))
            key = next((key for key in keys if key in cells), keys[0])
            self.complain(planned, self.columns.by_key.get(key), sentence)

    def _obstacle_to_changing(self, win):
        """Return why an import can't change the win, or ""."""
        if win.locked:
            return "This win is locked. Unlock it first."
        if str(win.pk) in self.scheduled:
            return "This win is scheduled for publication. Change it on its own screen."
        if not win.live and (win.go_live_at or win.expire_at):
            return "This draft has publication dates. Change it on its own screen."
        return UNPUBLISHED if win.live and win.has_unpublished_changes else ""


def win_differences(cells, win, place):
    """Yield in words the parts of the row that have nothing in common with the win of its ID."""
    title, place_words = cells.get("title", CLEAR), set(plain_words(win.jurisdiction.display_name))
    if title != CLEAR and not share_words(title, win.title, TITLE_WORDS | place_words):
        yield f"the title “{excerpt(title)}”"
    if place and not may_be_one_place(place, win.jurisdiction):
        yield f"{place.display_name} instead of {win.jurisdiction.display_name}"


def options(records):
    known = [
        RowAnswer(str(record.pk), f"{record.win.title} (Win ID {record.pk})")
        for record in records
        if record.pk
    ]
    return with_new(known, "Another win")


def year_in(cells):
    """Return the year of adoption that the cells give, or None."""
    try:
        entries = map(parts_of_entry, lines_in(cells.get("log", "")))
        adopted = [date for status, date, _ in entries if status == Status.ADOPTED]
        adopted += [read_day(cells["adopted"])] if "adopted" in cells else []
    except ValidationError:
        return None
    return adopted[0].last.year if adopted and adopted[0] else None


def faults_of(record):
    """Yield a field and a sentence for everything that is wrong with an unsaved win."""
    win = record.win
    yield from faults(win)
    for field, rows in (("log", win.log.all()), ("sources", win.sources.all())):
        yield from ((field, sentence) for row in rows for _, sentence in faults(row))
    try:
        win.clean_log_and_sources(record.published)
    except ValidationError as error:
        yield from sentences_of(error)

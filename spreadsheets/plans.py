"""The plan of an import, row by row, as the preview shows it and as it is applied."""

import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

NEW_RECORD = "new"
#: The key of the decision to import a row that seems to be something else.
TAKEN = "taken"
#: The most answers that are offered.
MOST_OPTIONS = 12


class RowOutcome(StrEnum):
    NEW = "new"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    AMBIGUOUS = "ambiguous"
    ERROR = "error"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Change:
    """A field that gets another value, in words; `old` is "" where there was nothing."""

    header: str
    old: str
    new: str


@dataclass(frozen=True)
class Problem:
    """A mistake in a row. `header` is the file's heading of the column, "" for the whole row."""

    header: str
    sentence: str

    def __str__(self):
        return f"{self.header}: {self.sentence}" if self.header else self.sentence


@dataclass(frozen=True)
class RowAnswer:
    """One answer to a question: `value` goes into the decisions, `label` is for the editor."""

    value: str
    label: str


@dataclass(frozen=True)
class RowQuestion:
    """A decision about a row that the editor must make; `key` names what is asked for."""

    key: str
    sentence: str
    options: list[RowAnswer]


class Unclear(Exception):
    """A row that may mean several things: the editor must decide."""

    def __init__(self, key, sentence, options):
        super().__init__(sentence)
        self.question = RowQuestion(key, sentence, options[:MOST_OPTIONS])


class Wrong(Exception):
    """A cell that can't be used, in the column with this key."""

    def __init__(self, key, sentence):
        super().__init__(sentence)
        self.key, self.sentence = key, sentence


@dataclass(eq=False)
class PlannedRow:
    number: int
    #: The row's own cells, as in the file, by heading.
    cells: dict[str, str]
    #: Its subject, in words.
    who: str = ""
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    #: Warnings about acceptable values, as sentences.
    warnings: list[str] = field(default_factory=list)
    question: RowQuestion | None = None
    #: The answers that were given for this row: {"person": "12"}.
    decision: dict = field(default_factory=dict)
    #: What it seems to be instead of something to import, as a sentence; it's left out then.
    seems: str = ""
    is_new: bool = False
    left_out: bool = False
    #: Its subject and one of the subject's rows: on a roster, a person's record and one of their tenures.
    record: object = None
    part: object = None
    #: True if it was found by its ID rather than a name or an email address.
    known_by_id: bool = False

    @property
    def outcome(self):
        if self.left_out:
            return RowOutcome.LEFT_OUT
        if self.problems:
            return RowOutcome.ERROR
        if self.question:
            return RowOutcome.AMBIGUOUS
        if self.is_new:
            return RowOutcome.NEW
        return RowOutcome.UPDATE if self.changes else RowOutcome.UNCHANGED

    @property
    def is_matched_by_hand(self):
        """True if the editor decided a question about it."""
        return bool(set(self.decision) - {"skip", "reason"})

    @property
    def may_be_left_out(self):
        """True if the editor can leave it out, or take it back in, without a question about it."""
        skipped = bool(self.decision.get("skip"))
        unchanged = self.outcome == RowOutcome.UNCHANGED
        return not self.question and not unchanged and skipped == self.left_out

    @property
    def sentences(self):
        """The reasons that the row can't be applied as it is."""
        asked = [self.question.sentence] if self.question else []
        return [str(problem) for problem in self.problems] or asked


@dataclass(eq=False)
class Missing:
    """A record that no row of the file is about, and perhaps should be."""

    record: object
    who: str
    #: What may be said of it instead, in words, by their keys: {"tenures": "Left office on"}.
    endings: dict[str, str]
    #: The decision, a date in words for each: {"tenures": "December 2025"}, any may be missing.
    decision: dict = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def pk(self):
        return self.record.pk

    @property
    def fields(self):
        """Key, words and decision of each ending, for a form."""
        return [(key, words, self.decision.get(key, "")) for key, words in self.endings.items()]


@dataclass
class Plan:
    """The effect of a file on the records as they were at `version`, which an import's preview sets.

    The decisions, which are kept as JSON, have this form; all keys are optional, and those of a row are
    the keys of the questions that its importer asks:

        {"rows": {"7": {"place": "<id>", "person": "<id>", "new" or "row 5", "skip": True, "taken": True}},
         "skip_errors": True,
         "reason": "<why the flagged rows are correct>",  # and so in a row, for that row
         "missing": {"<id>": {"<key of an ending>": "<date>"}}}
    """

    header: list[str]
    rows: list[PlannedRow]
    missing: list[Missing] = field(default_factory=list)
    version: int | None = None

    def with_outcome(self, outcome):
        return [row for row in self.rows if row.outcome == outcome]

    @property
    def seeming(self):
        """The rows that seem to be nothing to import."""
        return [row for row in self.rows if row.seems]

    @property
    def counts(self):
        """The number of rows with each outcome, of missing records, and of the missing ones that ended."""
        counts = Counter(row.outcome.value for row in self.rows)
        left = [missing for missing in self.missing if missing.changes]
        return {
            **{outcome.value: counts[outcome.value] for outcome in RowOutcome},
            "missing": len(self.missing),
            "left": len(left),
        }

    @property
    def unresolved(self):
        """The rows that refuse the whole file: those with an error or an open question."""
        return [row for row in self.rows if row.outcome in (RowOutcome.ERROR, RowOutcome.AMBIGUOUS)]

    @property
    def can_apply(self):
        """True if nothing is wrong or open, and there is something to do."""
        wrong = self.unresolved or any(missing.problems for missing in self.missing)
        return not wrong and bool(self.records)

    @property
    def records(self):
        """The records that it changes, each once."""
        changed = [row.record for row in self.rows if row.changes and not row.left_out]
        left = [missing.record for missing in self.missing if missing.changes]
        return list(dict.fromkeys(changed + left))

    @cached_property
    def parts_about(self):
        """The rows and the entries of missing records about each record: {record: (rows, missing)}."""
        found = defaultdict(lambda: ([], []))
        for row in self.rows:
            found[row.record][0].append(row)
        for missing in self.missing:
            found[missing.record][1].append(missing)
        return found

    @property
    def digest(self):
        """A short text that differs when the plan does."""
        content = [
            self.version,
            [self._content_of(row) for row in self.rows],
            [[m.pk, *map(vars, m.changes)] for m in self.missing if m.changes],
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:32]

    def _content_of(self, row):
        pks = [about.pk if about else None for about in (row.record, row.part)]
        return [row.number, row.outcome.value, *pks, [vars(change) for change in row.changes]]

    def error_table(self):
        """The header, then each row that can't be applied: its own cells and the reason."""
        yield [*self.header, "Reason"]
        for row in self.rows:
            if row.sentences:
                yield [*row.cells.values(), " ".join(row.sentences)]

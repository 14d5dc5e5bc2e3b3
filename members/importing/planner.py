"""Goes through the rows of a table and notes what each would do; nothing is saved."""

from members.importing.cells import in_one_style
from members.importing.plans import Outcome, Plan, PlannedRow, Problem, Unclear, Wrong


def make_plan(planner, table, chosen, decisions=None):
    """The plan for a table, a mapping {heading: key} and the editor's decisions. Saves nothing.

    `planner` is the subclass of Planner for what the file is about.
    """
    decisions, wrong = decisions or {}, {}
    while True:
        plan = planner(table, chosen, decisions, wrong).plan()
        errors = {row.number: row for row in plan.with_outcome(Outcome.ERROR)}
        if not (errors and decisions.get("skip_errors")):
            return plan
        wrong |= errors


class Planner:
    """One table on its way to a plan. `wrong` has rows to leave out, as they were planned before.

    It takes as many queries for any number of rows, as subclasses read what is on record once.
    """

    #: The Columns that the mapping's keys are of.
    columns = None

    def __init__(self, table, chosen, decisions, wrong):
        self.table, self.decisions, self.wrong = table, decisions, wrong
        self.headings = {
            key: heading for heading, key in chosen.items() if key in self.columns.by_key
        }
        self.positions = {
            key: table.header.index(heading)
            for key, heading in self.headings.items()
            if heading in table.header
        }

    def plan(self):
        return Plan(self.table.header, [self.plan_row(row) for row in self.table.rows])

    def match(self, planned, cells):
        """Finds what the row is about, and writes it there. Raises Unclear or Wrong."""
        raise NotImplementedError

    def name_in(self, cells):
        """What the row is about, in words, as far as its cells alone tell."""
        raise NotImplementedError

    def leave_unmatched(self, planned):
        """Called with a row of which it isn't known what it is about."""

    def plan_row(self, row):
        decision = self.decisions.get("rows", {}).get(str(row.number), {})
        cells = self._cells_of(row)
        planned = PlannedRow(
            row.number,
            dict(zip(self.table.header, row.cells, strict=True)),
            who=self.name_in(cells),
            problems=self._problems_of(row),
            decision=decision,
            left_out=bool(decision.get("skip")) or row.number in self.wrong,
        )
        try:
            self.match(planned, cells)
        except Unclear as unclear:
            planned.question = unclear.question
            self.leave_unmatched(planned)
        except Wrong as wrong:
            heading = self.headings.get(wrong.key, self.columns.by_key[wrong.key].header)
            problem = Problem(heading, wrong.sentence)
            if problem not in planned.problems:
                planned.problems.append(problem)
            self.leave_unmatched(planned)
        return planned

    def _cells_of(self, row):
        """The cells that say something, by the key of their column."""
        cells = {key: in_one_style(row.cells[place]) for key, place in self.positions.items()}
        return {key: text for key, text in cells.items() if text}

    def _problems_of(self, row):
        if earlier := self.wrong.get(row.number):
            return list(earlier.problems)
        used = set(self.positions.values())
        return [
            Problem(self.table.header[place] if place >= 0 else "", sentence)
            for place, sentence in row.problems.items()
            if place < 0 or place in used
        ]

"""The editor's decisions on the pages of the preview."""

from wagtail.admin.paginator import WagtailPaginator

from spreadsheets.plans import TAKEN, RowOutcome

ROWS_ON_A_PAGE = 25
LONGEST_DATE = 40
LONGEST_REASON = 300
MISSING = "missing"
WARNED = "warned"
SKIP = "skip"

#: The parts of the preview with their headings, starting with those that need something from the editor.
PARTS = {
    RowOutcome.AMBIGUOUS: "Needs a decision",
    RowOutcome.ERROR: "Has errors",
    WARNED: "Worth a look",
    RowOutcome.NEW: "New",
    RowOutcome.UPDATE: "Changed",
    MISSING: "",  # the importer names it
    RowOutcome.LEFT_OUT: "Left out",
    RowOutcome.UNCHANGED: "Unchanged",
}


def parts_with_rows(importer, counts):
    """Return the parts that have rows: [("New", 3), ...]; of the missing records only those that ended."""
    counts = counts | {MISSING: counts.get("left"), WARNED: 0}
    named = PARTS | {MISSING: importer.ended_are}
    return [(name, counts[part]) for part, name in named.items() if counts.get(part)]


class Part:
    """One page of one part of a plan."""

    def __init__(self, importer, plan, name, page):
        self.plan = plan
        headings = PARTS | {MISSING: importer.missing_are}
        sizes = {part: len(self._entries(part)) for part in PARTS}
        self.name = name if name in PARTS else next(filter(sizes.get, sizes), RowOutcome.UNCHANGED)
        self.heading = headings[self.name]
        self.tabs = [(part, heading, sizes[part]) for part, heading in headings.items()]
        self.paginator = WagtailPaginator(self._entries(self.name), ROWS_ON_A_PAGE)
        self.page = self.paginator.get_page(page)

    def _entries(self, part):
        if part == MISSING:
            return self.plan.missing
        if part == WARNED:
            return warned(self.plan)
        return self.plan.with_outcome(part)


def warned(plan):
    """Return the rows that can be applied but have warnings."""
    return [
        row
        for row in plan.rows
        if row.warnings and row.outcome in (RowOutcome.NEW, RowOutcome.UPDATE)
    ]


def unexplained(plan, decisions):
    """Return the flagged rows that have no reason yet."""
    if decisions.get("reason"):
        return []
    return [row for row in warned(plan) if not row.decision.get("reason")]


def decided(plan, decisions, data):
    """Return the decisions with the answers of one page of the preview; ignore what it didn't offer."""
    given = {
        "rows": dict(decisions.get("rows", {})),
        "missing": dict(decisions.get("missing", {})),
        "skip_errors": decisions.get("skip_errors", False),
        "reason": data.get("reason", decisions.get("reason", "")).strip()[:LONGEST_REASON],
    }
    shown, shown_missing = set(data.getlist("row")), set(data.getlist("missing"))
    for row in plan.rows:
        if (number := str(row.number)) in shown:
            given["rows"][number] = row_decision(row, given["rows"].get(number, {}), data)
    for entry in plan.missing:
        if (pk := str(entry.pk)) in shown_missing:
            dates = {key: data.get(f"{key}-{pk}", "").strip() for key in entry.endings}
            given["missing"][pk] = {key: text[:LONGEST_DATE] for key, text in dates.items() if text}
    for part in ("rows", "missing"):
        given[part] = {key: decision for key, decision in given[part].items() if decision}
    if "asked_about_errors" in data:
        given["skip_errors"] = "skip_errors" in data
    return {name: value for name, value in given.items() if value}


def row_decision(row, decision, data):
    """Return the new decision about a row with this earlier decision."""
    answer = data.get(f"answer-{row.number}", "")
    if answer == SKIP or f"skip-{row.number}" in data:
        return {**decision, SKIP: True}
    if f"again-{row.number}" in data:
        return {}
    if row.seems and f"{TAKEN}-{row.number}" in data:
        return {**decision, TAKEN: True}
    decision = {key: value for key, value in decision.items() if key != SKIP}
    if (reason := data.get(f"reason-{row.number}")) is not None:
        decision.pop("reason", None)
        decision |= {"reason": reason.strip()[:LONGEST_REASON]} if reason.strip() else {}
    if row.question and answer in {option.value for option in row.question.options}:
        decision[row.question.key] = answer
    return decision

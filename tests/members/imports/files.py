"""Files to import, what becomes of them, and files that an export writes."""

import csv
import io

from members.importing.columns import COLUMNS
from members.importing.records import roster_table
from members.importing.roster import ROSTER
from members.models import Person
from spreadsheets.exports import write


def file_of(*rows):
    """The bytes of a CSV file with these rows of text; lines may be given with bars between cells."""
    output = io.StringIO()
    csv.writer(output).writerows(row.split("|") if isinstance(row, str) else row for row in rows)
    return output.getvalue().encode()


def written(file_format, columns=COLUMNS):
    """The bytes of an export of everyone."""
    output = io.BytesIO()
    everyone = list(Person.objects.values_list("pk", flat=True))
    write(output, roster_table(everyone, columns), file_format, ROSTER.sheet_title)
    return output.getvalue()


def bring_in(*rows, decisions=None):
    """A RosterImport of these rows, and its plan."""
    roster_import = ROSTER.begin("members.csv", file_of(*rows))
    roster_import.decisions = decisions or {}
    roster_import.save()
    return roster_import, ROSTER.preview(roster_import)


def plan_for(*rows, decisions=None):
    return bring_in(*rows, decisions=decisions)[1]


def applied(*rows, decisions=None, user=None):
    roster_import, plan = bring_in(*rows, decisions=decisions)
    assert plan.can_apply, [row.sentences for row in plan.rows]
    return ROSTER.apply(roster_import, user, plan.digest)


def outcomes(plan):
    return [row.outcome.value for row in plan.rows]


def sentences(plan):
    return [sentence for row in plan.rows for sentence in row.sentences]


def options(plan):
    return [option.value for option in plan.rows[0].question.options]


def changes(plan):
    return {(c.header, c.old, c.new) for row in plan.rows for c in row.changes}

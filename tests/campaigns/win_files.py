"""Files of wins, and what becomes of them."""

import io

from campaigns.importing.columns import WIN_COLUMNS
from campaigns.importing.ledger import LEDGER
from campaigns.importing.records import win_table
from campaigns.models import Win
from spreadsheets.exports import FileFormat, write
from tests.members.imports.files import file_of


def bring_in(*rows, decisions=None):
    """A WinImport of these rows, and its plan."""
    return brought_in(file_of(*rows), decisions)


def brought_in(content, decisions=None):
    win_import = LEDGER.begin("wins.csv", content)
    win_import.decisions = decisions or {}
    win_import.save()
    return win_import, LEDGER.preview(win_import)


def plan_for(*rows, decisions=None):
    return bring_in(*rows, decisions=decisions)[1]


def applied(*rows, decisions=None, user=None):
    win_import, plan = bring_in(*rows, decisions=decisions)
    assert plan.can_apply, [(row.outcome, row.sentences) for row in plan.rows]
    return LEDGER.apply(win_import, user, plan.digest)


def written(file_format=FileFormat.CSV, without=()):
    """The bytes of an export of the whole ledger, without the columns with these keys."""
    columns = [column for column in WIN_COLUMNS.exported if column.key not in without]
    output = io.BytesIO()
    table = win_table(list(Win.objects.in_list_order().values_list("pk", flat=True)), columns)
    write(output, table, file_format, LEDGER.sheet_title)
    return output.getvalue()

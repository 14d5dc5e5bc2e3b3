"""The ledger as a spreadsheet: a row for each win."""

from campaigns.importing.columns import WIN_COLUMNS
from campaigns.importing.records import WinLine, load


def win_table(wins, columns=WIN_COLUMNS.exported):
    """The header, then a line for each of these wins."""
    yield [column.header for column in columns]
    for record in load(wins):
        yield [column.read(WinLine(record)) for column in columns]

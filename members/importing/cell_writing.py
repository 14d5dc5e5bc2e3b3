"""Writes one cell of a row into a record, and notes what that changes."""

from django.core.exceptions import ValidationError

from members.importing.cells import CLEAR, in_one_style
from members.importing.plans import Change, Problem


class CellWriter:
    """`headings` are the file's own, by the key of the column."""

    def __init__(self, headings):
        self.headings = headings

    def write_cell(self, planned, line, column, text):
        old = column.read(line)
        value = "" if text == CLEAR != in_one_style(old) else text
        if bool(value) == bool(old) and column.comparable(value) == column.comparable(old):
            return
        old = column.said(line)
        try:
            column.write(line, value)
        except ValidationError as error:
            self.complain(planned, column, error.messages[0])
            return
        if (new := column.said(line)) != old:
            planned.changes.append(Change(column.header, old, new))

    def complain(self, planned, column, sentence):
        heading = self.headings.get(column.key, column.header) if column else ""
        problem = Problem(heading, sentence)
        if problem not in planned.problems:
            planned.problems.append(problem)

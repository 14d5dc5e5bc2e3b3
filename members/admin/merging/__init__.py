"""Merge two records of one person, and undo the merge.

Nothing is deleted: the merged record remains and points to its survivor, and keeps the rows
that contradict those that the editor chose.
"""

from members.admin.merging.choices import suggested
from members.admin.merging.clashes import BOTH, FIRST, SECOND, clashes
from members.admin.merging.merger import merge
from members.admin.merging.records import Refused
from members.admin.merging.undo import undo

__all__ = [
    "BOTH",
    "FIRST",
    "SECOND",
    "Refused",
    "clashes",
    "merge",
    "suggested",
    "undo",
]

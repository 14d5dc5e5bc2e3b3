"""Making two records of one person into one, and taking that back.

Nothing is deleted: the record that is merged away stays as a row which names its survivor, and a row
that contradicts one which the editor keeps stays with it.
"""

from members.admin.merging.choices import suggested
from members.admin.merging.clashes import BOTH, FIRST, SECOND, clashes
from members.admin.merging.making import merge
from members.admin.merging.records import Refused
from members.admin.merging.undoing import undo

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

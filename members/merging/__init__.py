"""Making two records of one person into one, and taking that back.

Nothing is deleted: the record that is merged away stays as a row which names its survivor, and a row
that contradicts one which the editor keeps stays with it.
"""

from members.merging.choices import suggested
from members.merging.clashes import BOTH, FIRST, SECOND, clashes
from members.merging.making import merge
from members.merging.records import Refused
from members.merging.undoing import undo

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

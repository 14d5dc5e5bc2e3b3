"""Making two records of one person into one, and taking that back.

Nothing is deleted: the record that is merged away stays as a row which names its survivor, and a row
that contradicts one which the editor keeps stays with it.
"""

from members.merging.choices import Choices, differing_fields, joined_notes, pick, suggested
from members.merging.clashes import BOTH, FIRST, SECOND, Clash, clashes
from members.merging.making import merge, refuse_to_merge
from members.merging.records import Refused
from members.merging.undoing import undo, why_not_undone

__all__ = [
    "BOTH",
    "FIRST",
    "SECOND",
    "Choices",
    "Clash",
    "Refused",
    "clashes",
    "differing_fields",
    "joined_notes",
    "merge",
    "pick",
    "refuse_to_merge",
    "suggested",
    "undo",
    "why_not_undone",
]

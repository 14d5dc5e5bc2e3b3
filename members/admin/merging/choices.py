"""An editor's choices about two records to merge."""

from dataclasses import dataclass, field

from members.admin.merging.clashes import BOTH, FIRST, SECOND, clashes
from members.admin.merging.records import FIELDS
from members.models.person_fields import PRIVATE_FIELDS

#: The fields in which the texts of both records can stay.
JOINABLE_FIELDS = [field.name for field in PRIVATE_FIELDS]


@dataclass
class Choices:
    """The choices about the two records with these ids; each is FIRST, SECOND or BOTH.

    `fields` has a choice for each differing field, where BOTH joins the private notes; `clashes` has one for
    each clash's key.
    """

    first: int
    second: int
    survivor: str = FIRST
    fields: dict = field(default_factory=dict)
    clashes: dict = field(default_factory=dict)

    def value(self, name, first, second):
        """Return the surviving record's value of the field."""
        choice = self.fields[name]
        return (
            joined(name, first, second)
            if choice == BOTH
            else getattr(pick(choice, first, second), name)
        )


def pick(choice, first, second):
    return {FIRST: first, SECOND: second}[choice]


def differing_fields(first, second):
    return [name for name in FIELDS if getattr(first, name) != getattr(second, name)]


def suggested(first, second):
    """Return the choices that lose least: the first record's value unless it has none, and both notes."""
    fields = {
        name: FIRST if getattr(first, name) else SECOND for name in differing_fields(first, second)
    }
    for name in JOINABLE_FIELDS:
        if name in fields and getattr(first, name) and getattr(second, name):
            fields[name] = BOTH
    chosen = {clash.key: clash.suggestion for clash in clashes(first, second)}
    return Choices(first.pk, second.pk, FIRST, fields, chosen)


def joined(name, first, second):
    """Return both records' texts in the field, one after the other."""
    return "\n\n".join(dict.fromkeys(filter(None, (getattr(first, name), getattr(second, name)))))

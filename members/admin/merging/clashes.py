"""Contradictions between two records of one person about the same time."""

from dataclasses import dataclass, field

from members.admin.merging.records import ROW_HEADINGS
from members.models import Tenure
from members.models.seats import plain_seat_label

DATED_ROWS = ("tenures", "memberships", "committee_seats")
DETAILS = ("start", "expected_end", "end", "seat_label", "title", "source", "verified_on")
FIRST, SECOND, BOTH = "first", "second", "both"


@dataclass
class Clash:
    """Rows of both records about the same seat, or the same membership, at the same time.

    Each record's rows stay together: an editor keeps one record's rows or the other's.
    """

    relation: str
    firsts: list = field(default_factory=list)
    seconds: list = field(default_factory=list)

    @property
    def key(self):
        """The clash's name in a form."""
        return f"{self.relation}-{min(row.pk for row in self.firsts)}"

    @property
    def allowed(self):
        """The choices that an editor has; both only if the rows don't definitely overlap."""
        pairs = [(first, second) for first in self.firsts for second in self.seconds]
        sure = any(surely_one(*pair) for pair in pairs)
        return (FIRST, SECOND) if sure else (FIRST, SECOND, BOTH)

    @property
    def suggestion(self):
        """Both if the rows may follow each other, or else the record with the more complete rows."""
        pairs = [(first, second) for first in self.firsts for second in self.seconds]
        if not any(first.surely_overlaps(second) for first, second in pairs):
            return BOTH
        return SECOND if details_of(self.seconds) > details_of(self.firsts) else FIRST

    @property
    def title(self):
        """The subject, in words."""
        if self.relation == "tenures":
            return self.firsts[0].display_title
        return ROW_HEADINGS[self.relation]


def details_of(rows):
    """Return how much is known about the rows."""
    return sum(bool(getattr(row, name, None)) for row in rows for name in DETAILS)


def clashes(first, second):
    """Return every Clash between the rows of two records."""
    return [clash for relation in DATED_ROWS for clash in _clashes_in(relation, first, second)]


def possibly_one(first, second):
    """Return whether two rows may be about the same thing: the same seat, at times that may overlap."""
    return _possibly_one_seat(first, second) and first.possibly_overlaps(second)


def surely_one(first, second):
    """Return whether two rows can't both be true of one person."""
    if isinstance(first, Tenure):
        return first.is_rival_of(second)
    return first.surely_overlaps(second)


def _possibly_one_seat(first, second):
    if not isinstance(first, Tenure):
        return True
    if (first.office_id, first.jurisdiction_id) != (second.office_id, second.jurisdiction_id):
        return False
    labels = {plain_seat_label(row.seat_label) for row in (first, second)}
    return first.office.one_holder or len(labels - {""}) < 2


def _clashes_in(relation, first, second):
    """Return the clashes; rows that overlap, even by way of a third, make one clash."""
    found = []
    ones, others = (_rows(person, relation) for person in (first, second))
    for one in ones:
        met = [other for other in others if possibly_one(one, other)]
        if not met:
            continue
        touched = [clash for clash in found if any(row in clash.seconds for row in met)]
        found = [clash for clash in found if clash not in touched]
        firsts = [row for clash in touched for row in clash.firsts] + [one]
        seconds = [row for clash in touched for row in clash.seconds]
        found.append(Clash(relation, firsts, list(dict.fromkeys(seconds + met))))
    return found


def _rows(person, relation):
    rows = getattr(person, relation).all()
    return list(rows.select_related("office", "jurisdiction") if relation == "tenures" else rows)

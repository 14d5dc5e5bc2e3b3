"""Which time in office a row of a file is about."""

from django.utils.timezone import localdate

from members.importing.cells import CLEAR
from members.importing.columns import BY_KEY
from members.importing.matching import told
from members.importing.plans import MOST_OPTIONS, NEW_RECORD, Option, Unclear
from members.models import Tenure
from members.models.seats import plain_seat_label

#: Cells that may only say where a person is known from; the other cells of a tenure speak of one.
FINDING = ("jurisdiction", "kind", "tenure_id")


class TenureFinder:
    """Looks for the tenure that a row is about among those of its person."""

    def __init__(self, cells, place, office, decision):
        self.cells, self.place, self.office, self.decision = cells, place, office, decision
        probe = Tenure()
        for key in ("start", "end"):
            if (text := cells.get(key, CLEAR)) != CLEAR:
                setattr(probe, key, told(key, BY_KEY[key].value_of, text))
        self.probe = probe

    @property
    def speaks_of_one(self):
        """Whether the row says anything of a tenure, rather than only where its person is known from."""
        return any(BY_KEY[key].owner == "tenure" and key not in FINDING for key in self.cells)

    def find(self, record):
        """The tenure, or None for a new one. Raises Unclear."""
        tenures = [t for t in record.tenures if self._same_office(t)]
        value = str(self.decision.get("tenure", ""))
        if chosen := [t for t in tenures if str(t.pk) == value]:
            return chosen[0]
        if value == NEW_RECORD:
            return None
        labeled = [t for t in tenures if self._same_label(t)]
        timely = [t for t in labeled if self._agrees(t)]
        for narrower in (self._starts_then, self._is_open):
            if len(timely) > 1:
                timely = list(filter(narrower, timely)) or timely
        if len(timely) == 1:
            return timely[0]
        doubtful = timely or [t for t in tenures if self._is_doubtful(t, labeled)]
        if doubtful:
            raise Unclear(
                "tenure", "Which of the person’s offices is it?", tenure_options(doubtful)
            )
        return None

    def _same_office(self, tenure):
        same_place = not self.place or tenure.jurisdiction_id == self.place.pk
        return same_place and (not self.office or tenure.office_id == self.office.pk)

    def _same_label(self, tenure):
        text = self.cells.get("seat_label", CLEAR)
        return text == CLEAR or plain_seat_label(text) == plain_seat_label(tenure.seat_label)

    def _agrees(self, tenure):
        if self._starts_then(tenure):
            return True
        if not self.probe.start and not self.probe.end:
            return tenure.runs_after(localdate())
        return tenure.possibly_overlaps(self.probe)

    def _starts_then(self, tenure):
        start, other = self.probe.start, tenure.start
        return bool(start and other and start.first <= other.last and other.first <= start.last)

    def _is_open(self, tenure):
        return tenure.end is None

    def _is_doubtful(self, tenure, labeled):
        """Dates are missing that would tell it from an older one, or the seat was never named."""
        if tenure in labeled:
            return not self.probe.start and not self.probe.end
        return not tenure.seat_label and self._agrees(tenure)


def tenure_options(tenures):
    known = [Option(str(t.pk), str(t)) for t in tenures if t.pk]
    return [*known[: MOST_OPTIONS - 1], Option(NEW_RECORD, "Another time in office")]

"""Seat labels in rows."""

from members.models.seats import normalize_seat_label, plain_seat_label
from spreadsheets.cells import CLEAR, excerpt
from spreadsheets.planner import with_new
from spreadsheets.plans import NEW_RECORD, RowAnswer, Unclear


def with_seat_of(title, place, cells):
    """Return the cells with what the title says besides the office, and the label as the place has it."""
    cells = title.cells_with(cells) if title else cells
    label = cells.get("seat_label", CLEAR)
    if label == CLEAR or not place:
        return cells
    return cells | {"seat_label": normalize_seat_label(label, place.name)}


def ask_about_label(record, finder):
    """Ask if the row gives another label to an office that the person holds from the same day on."""
    start, label = finder.probe.start, finder.cells.get("seat_label", CLEAR)
    if not start or label == CLEAR or finder.decision.get("tenure") == NEW_RECORD:
        return
    same = [
        tenure
        for tenure in record.tenures
        if (tenure.jurisdiction_id, tenure.office_id) == (finder.place.pk, finder.office.pk)
        and tenure.start
        and start.first <= tenure.start.last
        and tenure.start.first <= start.last
    ]
    if same:
        known = [RowAnswer(str(tenure.pk), str(tenure)) for tenure in same if tenure.pk]
        raise Unclear(
            "tenure",
            f"{record.person} has this office from {start} on, but as “{same[0].seat_label or 'no seat'}” and not "
            f"“{excerpt(label)}”. Is it the same time in office?",
            with_new(known, "Another time in office"),
        )


def without_respelled_seat(cells, tenure):
    """Return the cells without a label that differs from ours only in spelling.

    A file without IDs doesn't replace "District 3" with "Dist. 3".
    """
    label = cells.get("seat_label", CLEAR)
    if label == CLEAR or plain_seat_label(label) != plain_seat_label(tenure.seat_label):
        return cells
    return {key: text for key, text in cells.items() if key != "seat_label"}

"""The holders of a place's seats and offices over time."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch

from members.models import Person, Tenure
from members.models.seats import plain_seat_label


@dataclass(frozen=True)
class HeldSeat:
    """A seat, or an office whose seats have no names, with its tenures in order of start."""

    name: str
    tenures: list


def seats_of(jurisdiction, on=None):
    """Return the place's seats with the tenures of people on record, in their states on the day."""
    tenures = (
        Tenure.objects.active()
        .filter(jurisdiction=jurisdiction)
        .for_titles(on)
        .prefetch_related(Prefetch("person", Person.objects.marked_public()), "leadership_roles")
    )
    held = sorted(tenures, key=_seat_key)
    return [
        HeldSeat(_seat_name(group[0]), group)
        for group in (list(group) for _, group in groupby(held, key=_seat_key))
    ]


def _seat_key(tenure):
    """Return the sort key: offices in their order, numbered seats by number."""
    label = "" if tenure.office.one_holder else plain_seat_label(tenure.seat_label)
    words = [(int(word) if word.isdecimal() else 0, word) for word in label.split()]
    return tenure.office.sort_order, tenure.office.name, words


def _seat_name(tenure):
    label = "" if tenure.office.one_holder else tenure.seat_label
    return f"{tenure.office.name}, {label}" if label else tenure.office.name

"""The order of the committee."""

from members.models import CommitteeSeat, roster_change
from members.models.history import record_many


def move_seat(pk, position, user):
    """Move the seat to the position, counted from 0, among seats that haven't ended; the others keep their
    order. Raise CommitteeSeat.DoesNotExist if the seat doesn't exist (any longer)."""
    with roster_change():
        seats = list(CommitteeSeat.objects.standing().select_related("person"))
        moved = next((seat for seat in seats if seat.pk == pk), None)
        if moved is None:
            raise CommitteeSeat.DoesNotExist
        seats.remove(moved)
        seats.insert(position, moved)
        changed = [(place, seat) for place, seat in enumerate(seats) if seat.sort_order != place]
        for place, seat in changed:
            seat.sort_order = place
            seat.save(update_fields=["sort_order"])
        record_many({seat.person_id: seat.person for _, seat in changed}.values(), user)

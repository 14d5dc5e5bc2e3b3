"""The committee in its order, changed by dragging or with the arrow keys, and the past seats."""

from django.http import Http404, HttpResponseBadRequest, JsonResponse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from wagtail.admin.ui.tables import Column, StatusTagColumn, Table
from wagtail.admin.views.generic import ReorderView

from members.admin.base import KeepingIndexView
from members.admin.committee_order import move_seat
from members.admin.forms import is_number
from members.models import CommitteeSeat, State


def state_of(seat):
    """Return the state of the seat today."""
    today = localdate()
    if not seat.runs_after(today):
        return State.FORMER.label
    if seat.surely_covers(today):
        return State.CURRENT.label
    begins_later = seat.start and seat.start.first > today
    return State.INCOMING.label if begins_later else State.UNCERTAIN.label


COMMITTEE_COLUMNS = [
    "person",
    "role",
    Column("period", label="Dates"),
    StatusTagColumn(
        "state",
        label="State",
        accessor=state_of,
        primary=lambda seat: state_of(seat) == State.CURRENT,
    ),
]


class CommitteeIndexView(KeepingIndexView):
    """A listing of the whole committee, so that every seat can be moved, with past seats separate."""

    @cached_property
    def header_more_buttons(self):
        return []

    @cached_property
    def show_ordering_column(self):
        return not self.is_searching

    def get_base_queryset(self):
        return CommitteeSeat.objects.readable_by(self.request.user).select_related("person")

    @property
    def columns(self):
        """Return the columns without sorting, because the committee has its own order."""
        columns = super().columns
        for column in columns:
            column.sort_key = None
        return columns

    def order_queryset(self, queryset):
        return queryset

    def get_queryset(self):
        return super().get_queryset().standing()

    def get_paginate_by(self, queryset):
        return None

    def get_context_data(self, **kwargs):
        past = super().get_queryset().past()
        return super().get_context_data(
            past_table=Table(self.columns, past) if past else None,
            may_reorder=self.show_ordering_column and self.get_reorder_url(),
            **kwargs,
        )


class CommitteeReorderView(ReorderView):
    def post(self, request, pk):
        position = request.GET.get("position", "")
        if not is_number(position):
            return HttpResponseBadRequest("The position must be a number.")
        try:
            move_seat(int(pk), int(position), request.user)
        except CommitteeSeat.DoesNotExist:
            raise Http404("This seat no longer exists.") from None
        return JsonResponse({"success": True})

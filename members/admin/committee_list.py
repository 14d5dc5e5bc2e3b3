"""The committee in its order, which is changed by dragging or with the arrow keys, and the past seats."""

from django.http import Http404, HttpResponseBadRequest, JsonResponse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from wagtail.admin.ui.tables import Column, StatusTagColumn, Table
from wagtail.admin.views.generic import ReorderView

from members.admin.base import KeepingIndexView
from members.admin.committee_order import move_seat
from members.admin.forms import is_number
from members.models import CommitteeSeat, State


def state_today(seat):
    return seat.state_on(localdate()).label


COMMITTEE_COLUMNS = [
    "person",
    "role",
    Column("period", label="Dates"),
    StatusTagColumn(
        "state",
        label="State",
        accessor=state_today,
        primary=lambda seat: state_today(seat) == State.CURRENT,
    ),
]


class CommitteeIndexView(KeepingIndexView):
    """Shows the whole committee at once, so that every seat can be moved; the past seats stand apart."""

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
        """The one order is the committee's own."""
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
            return HttpResponseBadRequest("The position is a number.")
        try:
            move_seat(int(pk), int(position), request.user)
        except CommitteeSeat.DoesNotExist:
            raise Http404("There is no such seat any more.") from None
        return JsonResponse({"success": True})

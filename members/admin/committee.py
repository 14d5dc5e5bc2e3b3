"""The screens of the Organizing Committee: its list, its order and a seat."""

from django.http import Http404, HttpResponseBadRequest, JsonResponse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn, Table
from wagtail.admin.views.generic import ReorderView

from core.choosable import is_number
from members.admin.base import KeepingIndexView, RosterViewSet, date_range_panel
from members.admin.forms import CommitteeSeatForm
from members.admin.save_views import RosterCreateView, RosterEditView
from members.models import CommitteeSeat, State, roster_change
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
    """The whole committee on one page, so that any seat can be moved, with past seats listed separately."""

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


class KeptWithPerson:
    """A view of a seat, which belongs to a person and is part of that person's history."""

    def kept_record(self, seat):
        return seat.person


class CommitteeCreateView(KeptWithPerson, RosterCreateView):
    pass


class CommitteeEditView(KeptWithPerson, RosterEditView):
    pass


class CommitteeViewSet(RosterViewSet):
    model = CommitteeSeat
    icon = "group"
    menu_label = "Organizing Committee"
    index_view_class = CommitteeIndexView
    index_results_template_name = "members/admin/committee_results.html"
    reorder_view_class = CommitteeReorderView
    list_display = COMMITTEE_COLUMNS
    search_fields = ["person__plain_names"]
    sort_order_field = "sort_order"
    inspect_view_fields = ["person", "role", "start", "end"]
    add_view_class = CommitteeCreateView
    edit_view_class = CommitteeEditView
    edit_handler = ObjectList(
        [FieldPanel("person"), FieldPanel("role"), date_range_panel],
        base_form_class=CommitteeSeatForm,
    )

"""The screens of the Organizing Committee."""

from wagtail.admin.panels import FieldPanel, ObjectList

from core.choosers import RecordChooserViewSet
from members.admin.base import RosterViewSet, date_range_panel
from members.admin.committee_list import COMMITTEE_COLUMNS, CommitteeIndexView, CommitteeReorderView
from members.admin.forms import CommitteeSeatForm
from members.admin.save_views import RosterCreateView, RosterEditView
from members.models import CommitteeSeat


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
    chooser_viewset_class = RecordChooserViewSet
    menu_label = "Organizing Committee"
    index_view_class = CommitteeIndexView
    index_results_template_name = "members/admin/committee_results.html"
    reorder_view_class = CommitteeReorderView
    list_display = COMMITTEE_COLUMNS
    search_fields = ["person__name"]
    sort_order_field = "sort_order"
    inspect_view_fields = ["person", "role", "start", "end"]
    add_view_class = CommitteeCreateView
    edit_view_class = CommitteeEditView
    edit_handler = ObjectList(
        [FieldPanel("person"), FieldPanel("role"), date_range_panel],
        base_form_class=CommitteeSeatForm,
    )

"""The screens for the Organizing Committee."""

from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column

from members.models import CommitteeSeat
from members.viewsets.base import RosterViewSet, spell_panel


class CommitteeViewSet(RosterViewSet):
    model = CommitteeSeat
    icon = "group"
    menu_label = "Organizing Committee"
    list_display = ["person", "role", Column("period", label="Dates")]
    search_fields = ["person__name"]
    sort_order_field = "sort_order"
    panels = [FieldPanel("person"), FieldPanel("role"), spell_panel]

    def get_queryset(self, request):
        return CommitteeSeat.objects.select_related("person")

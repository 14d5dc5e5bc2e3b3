"""The roster's panel on the admin's front page."""

from django.urls import reverse
from wagtail.admin.ui.components import Component

from members.admin.attention import ROSTER, attention_items, committee_gaps, gap_line
from members.admin.trends import trends


class RosterPanel(Component):
    """The figures and items that need attention, for users who may read the roster."""

    name = "roster"
    order = 30
    template_name = "members/admin/panel.html"

    def get_context_data(self, parent_context):
        to_do, _ = attention_items(parent_context["request"].user)
        gaps = gap_line(committee_gaps())
        return {
            "trends": trends(),
            "to_do": [*to_do, gaps] if gaps else to_do,
            "roster_url": reverse(ROSTER),
        }


def add_roster_panel(request, panels):
    """Add the panel for users who may read the roster (a hook)."""
    if request.user.has_perm("members.view_person"):
        panels.append(RosterPanel())

"""The roster's home screen, and its panels on the admin's front page."""

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from members.admin.attention import ROSTER, attention_items, committee_gaps, gap_line
from members.admin.trends import trends
from members.models import Person, disagreements
from members.models.person_querysets import READ

people_policy = ModelPermissionPolicy(Person)


class ReadersMenuItem(MenuItem):
    """A menu item for users who may read the roster."""

    def is_shown(self, request):
        return people_policy.user_has_any_permission(request.user, READ)


class RosterReadersMixin(PermissionCheckedMixin):
    """A view for users who may read the roster; `may_edit` says whether they may also change it."""

    permission_policy = people_policy
    any_permission_required = READ

    @cached_property
    def may_edit(self):
        return self.user_has_permission("change")


class RosterHomeView(RosterReadersMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "members/admin/home.html"
    page_title = "Roster"
    header_icon = "group"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        to_do, in_order = attention_items(self.request.user)
        return super().get_context_data(
            trends=trends(),
            to_do=to_do,
            in_order=in_order,
            gaps=committee_gaps(),
            **kwargs,
        )


class RosterHomeViewSet(ViewSet):
    name = "roster"
    icon = "home"
    menu_label = "What needs attention"
    menu_item_class = ReadersMenuItem

    def get_urlpatterns(self):
        return [path("", RosterHomeView.as_view(), name="home")]


class StatedFiguresPanel(Component):
    """A warning about figures entered by hand that differ from the roster's count."""

    name = "stated_figures"
    order = 20
    template_name = "members/admin/stated_figures_panel.html"

    def get_context_data(self, parent_context):
        return {
            "disagreements": disagreements(),
            "settings_url": reverse("wagtailsettings:edit", args=["members", "rostersettings"]),
        }


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


def add_roster_panels(request, panels):
    """Add the warning, and the panel for users who may read the roster (a hook)."""
    panels.append(StatedFiguresPanel())
    if request.user.has_perm("members.view_person"):
        panels.append(RosterPanel())

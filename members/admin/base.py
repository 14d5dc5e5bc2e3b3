"""What all screens of the roster share."""

from django.core.exceptions import PermissionDenied
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from members.admin.inspection import RosterCompareView, RosterHistoryView, RosterInspectView
from members.admin.removal_view import RosterDeleteView
from members.admin.save_views import RosterCreateView, RosterEditView, RosterReverting
from members.admin.word_search import WordSearchInRows
from members.models import CommitteeSeat, Jurisdiction, Office, Person, Region

KEPT = (CommitteeSeat, Jurisdiction, Office, Person, Region)


def refuse_roster_removal(request, records):
    """Hook: nobody removes what the roster keeps, not even in bulk or as a superuser.

    The one way to take a mistake back is the removal screen, which doesn't ask this hook.
    """
    if any(isinstance(record, KEPT) for record in records):
        raise PermissionDenied


class KeepingPolicy(ModelPermissionPolicy):
    """The ordinary permissions, except that nobody may delete; whoever may change may remove a mistake."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)


class KeepingIndexView(WordSearchInRows, IndexView):
    @property
    def columns(self):
        columns = super().columns
        return [column for column in columns if not isinstance(column, BulkActionsCheckboxColumn)]


class RosterViewSet(SnippetViewSet):
    """Records that stay: they can be added and changed, found in the database's plain way, and removed
    only while they are a mistake that nothing refers to."""

    index_view_class = KeepingIndexView
    add_view_class = RosterCreateView
    edit_view_class = RosterEditView
    delete_view_class = RosterDeleteView
    history_view_class = RosterHistoryView
    inspect_view_enabled = True
    inspect_view_class = RosterInspectView
    revisions_compare_view_class = RosterCompareView
    index_template_name = "wagtailadmin/generic/index.html"
    create_template_name = "members/admin/create.html"
    edit_template_name = "members/admin/edit.html"
    delete_template_name = "members/admin/remove.html"
    copy_view_enabled = False
    search_backend_name = None
    search_fields = ["name"]
    list_per_page = 50

    @property
    def permission_policy(self):
        return KeepingPolicy(self.model)

    @property
    def revisions_revert_view_class(self):
        return type("RosterRevertView", (RosterReverting, self.edit_view_class), {})


date_range_panel = FieldRowPanel([FieldPanel("start"), FieldPanel("end")])

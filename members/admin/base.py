"""The common base of all roster screens."""

from django.core.exceptions import PermissionDenied
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from core.choosers import RecordChooserViewSet
from core.inspection import RecordInspectView
from core.word_search import WordSearchInRows
from members.admin.inspection import RosterCompareView, RosterHistoryView
from members.admin.removal_view import RosterDeleteView
from members.admin.save_views import RosterCreateView, RosterEditView, RosterReverting
from members.models import CommitteeSeat, Jurisdiction, Office, Person, Region

NEVER_DELETED = (CommitteeSeat, Jurisdiction, Office, Person, Region)


def refuse_roster_removal(request, records):
    """Refuse to delete roster records, in bulk or as a superuser too (a hook).

    The only way to remove a mistake is the removal screen, which doesn't call this hook.
    """
    if any(isinstance(record, NEVER_DELETED) for record in records):
        raise PermissionDenied


class KeepingPolicy(ModelPermissionPolicy):
    """The usual permissions, except that no one may delete; users who may change can remove a mistake."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)


class KeepingIndexView(WordSearchInRows, IndexView):
    @property
    def columns(self):
        columns = super().columns
        return [column for column in columns if not isinstance(column, BulkActionsCheckboxColumn)]

    def order_queryset(self, queryset):
        """Sort by names as the site's lists do."""
        if self.ordering in ("name", "-name") and hasattr(self.model, "sort_key"):
            return queryset.order_by(self.ordering.replace("name", "sort_key"), "pk")
        return super().order_queryset(queryset)


class RosterViewSet(SnippetViewSet):
    """Records that can be added, changed and searched in the database, but removed only if they are a
    mistake that nothing refers to."""

    index_view_class = KeepingIndexView
    add_view_class = RosterCreateView
    edit_view_class = RosterEditView
    delete_view_class = RosterDeleteView
    history_view_class = RosterHistoryView
    inspect_view_enabled = True
    inspect_view_class = RecordInspectView
    revisions_compare_view_class = RosterCompareView
    index_template_name = "wagtailadmin/generic/index.html"
    create_template_name = "members/admin/create.html"
    edit_template_name = "members/admin/edit.html"
    delete_template_name = "members/admin/remove.html"
    copy_view_enabled = False
    chooser_viewset_class = RecordChooserViewSet
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

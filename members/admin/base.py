"""The common base of all roster screens."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from members.admin.inspection import RosterCompareView, RosterHistoryView, RosterInspectView
from members.admin.removal_view import RosterDeleteView
from members.admin.save_views import RosterCreateView, RosterEditView, RosterReverting
from members.models import CommitteeSeat, Jurisdiction, Office, Person, Region

MOST_WORDS = 8


class WordSearch:
    """A search for records in which every word of the query is part of one of the `search_fields`."""

    def search_queryset(self, queryset):
        for word in self.search_query.split()[:MOST_WORDS]:
            queryset = self.with_word(queryset, word)
        return queryset

    def with_word(self, queryset, word):
        lookups = [(f"{field}__icontains", word) for field in self.search_fields]
        return queryset.filter(Q(*lookups, _connector=Q.OR))


class WordSearchInRows(WordSearch):
    """The same search for fields of rows of which a record may have several."""

    def with_word(self, queryset, word):
        found = super().with_word(self.model.objects.all(), word)
        return queryset.filter(pk__in=found.values("pk"))


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


class RosterViewSet(SnippetViewSet):
    """Records that can be added, changed and searched in the database, but removed only if they are a
    mistake that nothing refers to."""

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

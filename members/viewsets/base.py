"""What all screens of the roster share."""

from django.core.exceptions import PermissionDenied
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from members.models import (
    CommitteeSeat,
    Jurisdiction,
    Office,
    Person,
    Region,
    RosterVersion,
    roster_lock,
)

KEPT_FOREVER = (CommitteeSeat, Jurisdiction, Office, Person, Region)


def refuse_removal(request, records):
    """Hook: nobody removes what the roster keeps forever, not even in bulk or as a superuser."""
    if any(isinstance(record, KEPT_FOREVER) for record in records):
        raise PermissionDenied


class KeepingPolicy(ModelPermissionPolicy):
    """The ordinary permissions, except that nobody may delete."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)


class KeepingIndexView(IndexView):
    @property
    def columns(self):
        columns = super().columns
        return [column for column in columns if not isinstance(column, BulkActionsCheckboxColumn)]


class RosterSaving:
    """Saves when the editor presses Save, not before, and while nobody else can change the roster."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False

    def post(self, request, *args, **kwargs):
        with roster_lock():
            self.object = self.get_object()
            return super().post(request, *args, **kwargs)

    def save_instance(self):
        RosterVersion.rise()
        return super().save_instance()


class RosterCreateView(RosterSaving, CreateView):
    pass


class RosterEditView(RosterSaving, EditView):
    pass


class RosterViewSet(SnippetViewSet):
    """Records that stay: they can be added and changed, found in the database's plain way, not removed."""

    index_view_class = KeepingIndexView
    add_view_class = RosterCreateView
    edit_view_class = RosterEditView
    index_template_name = "wagtailadmin/generic/index.html"
    copy_view_enabled = False
    search_backend_name = None
    search_fields = ["name"]
    list_per_page = 50

    @property
    def permission_policy(self):
        return KeepingPolicy(self.model)


spell_panel = FieldRowPanel([FieldPanel("start"), FieldPanel("end")])

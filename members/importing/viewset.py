"""The import's entry in the menu, and its addresses."""

from django.urls import path
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from members.importing import views
from members.importing.roster import ROSTER


class ImportViewSet(ViewSet):
    """The screens of the imports of one subject."""

    subject = None
    icon = "upload"
    menu_label = "Import"

    @property
    def name(self):
        return self.subject.name

    @property
    def url_prefix(self):
        return self.subject.prefix

    def get_urlpatterns(self):
        steps = {
            "": ("result", views.ResultView),
            "columns/": ("columns", views.ColumnsView),
            "preview/": ("preview", views.PreviewView),
            "apply/": ("apply", views.ApplyView),
            "discard/": ("discard", views.DiscardView),
            "undo/": ("undo", views.UndoView),
            "errors/<str:file_format>/": ("errors", views.ErrorsView),
        }
        return [
            path("", self.listing(), name="list"),
            path("results/", self.listing(results_only=True), name="list_results"),
            path("add/", self.view(views.UploadView), name="add"),
            path("template/<str:file_format>/", self.view(views.TemplateFileView), name="template"),
            *(
                path(f"<int:pk>/{rest}", self.view(view), name=name)
                for rest, (name, view) in steps.items()
            ),
        ]

    def view(self, view_class, **kwargs):
        return view_class.as_view(subject=self.subject, **kwargs)

    def listing(self, **kwargs):
        return self.view(
            views.ImportListView,
            model=self.subject.model,
            index_url_name=self.get_url_name("list"),
            index_results_url_name=self.get_url_name("list_results"),
            add_url_name=self.get_url_name("add"),
            **kwargs,
        )


class RosterImportMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("members.add_rosterimport")


class RosterImportViewSet(ImportViewSet):
    subject = ROSTER
    menu_item_class = RosterImportMenuItem

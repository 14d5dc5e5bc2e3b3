"""The import's entry in the menu, and its addresses."""

from django.urls import path
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from members.imports import views


class ImportMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("members.add_rosterimport")


class ImportViewSet(ViewSet):
    name = "roster_imports"
    url_prefix = "roster/imports"
    icon = "upload"
    menu_label = "Import"
    menu_item_class = ImportMenuItem

    def get_urlpatterns(self):
        listing = views.ImportListView
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
            path("", listing.as_view(), name="list"),
            path("results/", listing.as_view(results_only=True), name="list_results"),
            path("add/", views.UploadView.as_view(), name="add"),
            path("template/<str:file_format>/", views.TemplateFileView.as_view(), name="template"),
            *(
                path(f"<int:pk>/{rest}", view.as_view(), name=name)
                for rest, (name, view) in steps.items()
            ),
        ]

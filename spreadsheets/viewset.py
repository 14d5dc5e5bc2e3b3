"""The addresses of an import."""

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from spreadsheets import plan_views, views


class ImportViewSet(ViewSet):
    """The screens of the imports of one importer."""

    importer = None
    icon = "upload"
    menu_label = "Import"

    @property
    def name(self):
        return self.importer.name

    @property
    def url_prefix(self):
        return self.importer.prefix

    def get_urlpatterns(self):
        steps = {
            "": ("result", plan_views.ResultView),
            "columns/": ("columns", views.ColumnsView),
            "preview/": ("preview", plan_views.PreviewView),
            "apply/": ("apply", plan_views.ApplyView),
            "progress/": ("progress", plan_views.ProgressView),
            "discard/": ("discard", views.DiscardView),
            "undo/": ("undo", plan_views.UndoImportView),
            "errors/<str:file_format>/": ("errors", plan_views.ErrorsView),
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
        return view_class.as_view(importer=self.importer, **kwargs)

    def listing(self, **kwargs):
        return self.view(
            views.ImportListView,
            model=self.importer.model,
            index_url_name=self.get_url_name("list"),
            index_results_url_name=self.get_url_name("list_results"),
            add_url_name=self.get_url_name("add"),
            **kwargs,
        )

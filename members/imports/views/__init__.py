"""The pages of an import in the admin, in their order."""

from members.imports.views.plans import ApplyView, PreviewView
from members.imports.views.results import ErrorsView, ResultView, UndoView
from members.imports.views.start import (
    ColumnsView,
    DiscardView,
    ImportListView,
    TemplateFileView,
    UploadView,
)

__all__ = [
    "ApplyView",
    "ColumnsView",
    "DiscardView",
    "ErrorsView",
    "ImportListView",
    "PreviewView",
    "ResultView",
    "TemplateFileView",
    "UndoView",
    "UploadView",
]

"""The pages of an import in the admin, in their order."""

from members.importing.views.plans import ApplyView, PreviewView
from members.importing.views.results import ErrorsView, ResultView, UndoView
from members.importing.views.start import (
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

"""The admin screens of priorities, in the menu of topics and lists."""

from wagtail.snippets.views.snippets import SnippetViewSet

from campaigns.models import Priority
from core.choosers import RecordChooserViewSet


class PriorityViewSet(SnippetViewSet):
    model = Priority
    icon = "list-ol"
    list_display = ["name", "year", "topic"]
    list_filter = ["year", "topic"]
    search_fields = ["name"]
    copy_view_enabled = False
    chooser_viewset_class = RecordChooserViewSet

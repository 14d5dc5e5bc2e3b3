from django.urls import path
from wagtail.snippets.views.snippets import EditView, SnippetViewSet, SnippetViewSetGroup

from campaigns.admin.priorities import PriorityViewSet
from core.choosers import RecordChooserViewSet
from core.models import Publisher, Section, Topic
from pages.topic_screens import MergeButton, MergeTopicView


class TopicEditView(MergeButton, EditView):
    pass


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display = ["name", "synonyms"]
    search_backend_name = "default"
    inspect_view_enabled = True
    chooser_viewset_class = RecordChooserViewSet
    copy_view_enabled = False
    edit_view_class = TopicEditView

    def get_queryset(self, request):
        return Topic.objects.not_merged()

    def get_urlpatterns(self):
        merge = path("merge/<int:pk>/", MergeTopicView.as_view(), name="merge")
        return [*super().get_urlpatterns(), merge]


class SectionViewSet(SnippetViewSet):
    model = Section
    icon = "list-ul"
    menu_label = "Section introductions"
    list_display = ["title", "key"]
    copy_view_enabled = False
    chooser_viewset_class = RecordChooserViewSet


class PublisherViewSet(SnippetViewSet):
    model = Publisher
    icon = "group"
    list_display = ["name", "legal_form"]
    copy_view_enabled = False
    chooser_viewset_class = RecordChooserViewSet


class VocabularyViewSetGroup(SnippetViewSetGroup):
    menu_label = "Topics & lists"
    menu_icon = "tag"
    menu_order = 250
    items = (TopicViewSet, PriorityViewSet, SectionViewSet, PublisherViewSet)

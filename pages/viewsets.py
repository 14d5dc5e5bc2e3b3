from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from campaigns.models import Priority
from pages.models import Publisher, Section, Topic


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display = ["name", "synonyms"]
    search_backend_name = "default"
    inspect_view_enabled = True


class PriorityViewSet(SnippetViewSet):
    model = Priority
    icon = "list-ol"
    list_display = ["name", "year", "topic"]
    list_filter = ["year", "topic"]
    search_fields = ["name"]


class SectionViewSet(SnippetViewSet):
    model = Section
    icon = "list-ul"
    menu_label = "Section introductions"
    list_display = ["title", "key"]
    copy_view_enabled = False


class PublisherViewSet(SnippetViewSet):
    model = Publisher
    icon = "group"
    list_display = ["name", "legal_form"]


class VocabularyViewSetGroup(SnippetViewSetGroup):
    menu_label = "Topics & lists"
    menu_icon = "tag"
    menu_order = 250
    items = (TopicViewSet, PriorityViewSet, SectionViewSet, PublisherViewSet)

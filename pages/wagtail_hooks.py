from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from pages.panels import OverduePanel
from pages.topic_merging import keep_merged, name_topic_merging, refuse_merged
from pages.viewsets import VocabularyViewSetGroup

register_snippet(VocabularyViewSetGroup)
hooks.register("register_log_actions", name_topic_merging)
hooks.register("before_delete_snippet", keep_merged)
hooks.register("before_edit_snippet", refuse_merged)


@hooks.register("construct_homepage_panels")
def add_overdue_panel(request, panels):
    panels.append(OverduePanel())


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))

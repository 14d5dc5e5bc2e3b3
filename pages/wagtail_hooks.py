from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from pages import accounts, choosers, moves
from pages.panels import OverduePanel, StatedFiguresPanel
from pages.rich_text import link_what_is_there
from pages.tagging import CheckedTagDocuments, CheckedTagImages
from pages.topic_merging import keep_merged, name_log_actions, refuse_merged
from pages.viewsets import VocabularyViewSetGroup

register_snippet(VocabularyViewSetGroup)
hooks.register("before_move_page", moves.refuse_reserved_move)
hooks.register("before_copy_page", moves.refuse_reserved_copy)
hooks.register("before_delete_page", moves.keep_home)
hooks.register("before_unpublish_page", moves.keep_home)
hooks.register("before_bulk_action", moves.refuse_bulk_action)
hooks.register("register_log_actions", name_log_actions)
hooks.register("register_rich_text_features", link_what_is_there, order=1)
hooks.register("before_delete_snippet", keep_merged)
hooks.register("before_edit_snippet", refuse_merged)
hooks.register("before_edit_user", accounts.guard_account)
hooks.register("before_delete_user", accounts.guard_account)
hooks.register("before_bulk_action", accounts.guard_accounts)
# After Wagtail's own, in whose place they stand.
hooks.register("register_bulk_action", CheckedTagImages, order=1)
hooks.register("register_bulk_action", CheckedTagDocuments, order=1)
hooks.register("construct_page_chooser_queryset", choosers.narrow_pages)
hooks.register("construct_admin_api", choosers.narrow_api, order=10)


@hooks.register("construct_homepage_panels")
def add_warnings(request, panels):
    panels.extend([OverduePanel(), StatedFiguresPanel()])


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))

from wagtail import hooks

from core import choosers, moves
from core.job_screens import JobViewSet
from core.rich_text import link_what_is_there
from core.tag_forms import CheckedTagDocuments, CheckedTagImages

hooks.register("before_move_page", moves.refuse_reserved_move)
hooks.register("before_copy_page", moves.refuse_reserved_copy)
hooks.register("before_delete_page", moves.keep_home)
hooks.register("before_unpublish_page", moves.keep_home)
hooks.register("before_bulk_action", moves.refuse_bulk_action)
hooks.register("register_rich_text_features", link_what_is_there, order=1)
# After Wagtail's own, which they replace.
hooks.register("register_bulk_action", CheckedTagImages, order=1)
hooks.register("register_bulk_action", CheckedTagDocuments, order=1)
hooks.register("construct_page_chooser_queryset", choosers.narrow_pages)
hooks.register("construct_admin_api", choosers.narrow_api, order=10)
hooks.register("register_admin_viewset", JobViewSet)

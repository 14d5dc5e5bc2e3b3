from wagtail import hooks
from wagtail.snippets.models import register_snippet

from campaigns.admin.wins import WinImportViewSet, WinViewSet, refuse_win_removal

register_snippet(WinViewSet)
hooks.register("register_admin_viewset", WinImportViewSet)
hooks.register("before_delete_snippet", refuse_win_removal)

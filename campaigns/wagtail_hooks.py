from wagtail import hooks
from wagtail.snippets.models import register_snippet

from campaigns.viewsets.keeping import refuse_removal
from campaigns.viewsets.wins import WinViewSet
from campaigns.win_imports.viewset import WinImportViewSet

register_snippet(WinViewSet)
hooks.register("register_admin_viewset", WinImportViewSet)
hooks.register("before_delete_snippet", refuse_removal)

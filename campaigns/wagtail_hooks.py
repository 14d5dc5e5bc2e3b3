from wagtail import hooks
from wagtail.snippets.models import register_snippet

from campaigns.viewsets.keeping import refuse_removal
from campaigns.viewsets.wins import WinViewSet

register_snippet(WinViewSet)
hooks.register("before_delete_snippet", refuse_removal)

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from members.viewsets import RosterViewSetGroup, refuse_removal

register_snippet(RosterViewSetGroup)
hooks.register("before_delete_snippet", refuse_removal)

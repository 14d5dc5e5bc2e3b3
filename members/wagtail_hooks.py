from wagtail import hooks
from wagtail.snippets.models import register_snippet

from members.admin import erasure
from members.admin.base import refuse_roster_removal
from members.admin.bulk_actions import ConfirmOffices, EndOffices
from members.admin.home import add_roster_panels
from members.admin.inspection import register_comparisons
from members.admin.merging.records import name_log_actions
from members.admin.viewsets import RosterViewSetGroup
from members.importing.roster import register_import_actions

register_comparisons()
register_snippet(RosterViewSetGroup)
hooks.register("before_delete_snippet", refuse_roster_removal)
hooks.register("register_log_actions", name_log_actions)
hooks.register("register_log_actions", register_import_actions)
hooks.register("register_log_actions", erasure.name_erasure)
hooks.register("construct_homepage_panels", add_roster_panels)
hooks.register("register_bulk_action", ConfirmOffices)
hooks.register("register_bulk_action", EndOffices)

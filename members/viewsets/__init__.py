"""The menu "Roster" of the admin."""

from wagtail.snippets.views.snippets import SnippetViewSetGroup

from members.viewsets.base import refuse_removal
from members.viewsets.committee import CommitteeViewSet
from members.viewsets.people import PersonViewSet
from members.viewsets.places import JurisdictionViewSet, OfficeViewSet, RegionViewSet

__all__ = ["RosterViewSetGroup", "refuse_removal"]


class RosterViewSetGroup(SnippetViewSetGroup):
    menu_label = "Roster"
    menu_icon = "group"
    menu_order = 150
    items = (PersonViewSet, CommitteeViewSet, JurisdictionViewSet, OfficeViewSet, RegionViewSet)

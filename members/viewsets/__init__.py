"""The menu "Roster" of the admin."""

from wagtail.snippets.views.snippets import SnippetViewSetGroup

from members.imports.viewset import RosterImportViewSet
from members.merging.viewset import DuplicatesViewSet
from members.viewsets.base import refuse_removal
from members.viewsets.committee import CommitteeViewSet
from members.viewsets.corrections import CorrectionsViewSet
from members.viewsets.home import RosterHomeViewSet
from members.viewsets.offices_held import OfficesHeldViewSet
from members.viewsets.people import PersonViewSet
from members.viewsets.places import JurisdictionViewSet, OfficeViewSet, RegionViewSet

__all__ = ["RosterViewSetGroup", "refuse_removal"]


class RosterViewSetGroup(SnippetViewSetGroup):
    menu_label = "Roster"
    menu_icon = "group"
    menu_order = 150
    items = (
        RosterHomeViewSet,
        PersonViewSet,
        OfficesHeldViewSet,
        CommitteeViewSet,
        RosterImportViewSet,
        DuplicatesViewSet,
        CorrectionsViewSet,
        JurisdictionViewSet,
        OfficeViewSet,
        RegionViewSet,
    )

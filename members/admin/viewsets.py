"""The Roster menu of the admin."""

from wagtail.admin.menu import MenuItem
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from members.admin.committee import CommitteeViewSet
from members.admin.corrections import CorrectionsViewSet
from members.admin.home import RosterHomeViewSet
from members.admin.merging.views import DuplicatesViewSet
from members.admin.offices_held import OfficesHeldViewSet
from members.admin.people import PersonViewSet
from members.admin.places import JurisdictionViewSet, OfficeViewSet, RegionViewSet
from members.importing.roster import ROSTER
from spreadsheets.viewset import ImportViewSet


class RosterImportMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("members.add_rosterimport")


class RosterImportViewSet(ImportViewSet):
    importer = ROSTER
    menu_item_class = RosterImportMenuItem


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

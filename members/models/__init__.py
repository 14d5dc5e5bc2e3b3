from members.models.contacts import ContactDetail, PersonLink
from members.models.corrections import CorrectionReport
from members.models.figures import (
    CountedRoster,
    Figure,
    Measure,
    RosterSettings,
    StatedFigure,
    disagreements,
    figure,
    figures,
    roster_on,
    todays_roster,
)
from members.models.imports import RosterImport
from members.models.merges import DifferentPeople, Merge
from members.models.network import CommitteeSeat, Membership
from members.models.offices import LeadershipRole, Office, Tenure
from members.models.other_names import OtherName
from members.models.page_mixins import PagePerson, PagePlace
from members.models.people import Person
from members.models.places import Jurisdiction, Region, all_places
from members.models.states import State
from members.models.versions import RosterChanged, RosterVersion, roster_change, roster_lock
from members.models.warnings import AcceptedWarning

__all__ = [
    "AcceptedWarning",
    "CommitteeSeat",
    "ContactDetail",
    "CorrectionReport",
    "CountedRoster",
    "DifferentPeople",
    "Figure",
    "Jurisdiction",
    "LeadershipRole",
    "Measure",
    "Membership",
    "Merge",
    "Office",
    "OtherName",
    "PagePerson",
    "PagePlace",
    "Person",
    "PersonLink",
    "Region",
    "RosterChanged",
    "RosterImport",
    "RosterSettings",
    "RosterVersion",
    "State",
    "StatedFigure",
    "Tenure",
    "all_places",
    "disagreements",
    "figure",
    "figures",
    "roster_change",
    "roster_lock",
    "roster_on",
    "todays_roster",
]

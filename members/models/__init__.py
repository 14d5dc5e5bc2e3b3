from members.models.contacts import ContactDetail, PersonLink
from members.models.figures import (
    CountedRoster,
    Figure,
    Measure,
    RosterSettings,
    StatedFigure,
    counted,
    disagreements,
    figure,
    figures,
)
from members.models.network import CommitteeSeat, Membership
from members.models.offices import LeadershipRole, Office, State, Tenure
from members.models.people import Person
from members.models.places import Jurisdiction, Region

__all__ = [
    "CommitteeSeat",
    "ContactDetail",
    "CountedRoster",
    "Figure",
    "Jurisdiction",
    "LeadershipRole",
    "Measure",
    "Membership",
    "Office",
    "Person",
    "PersonLink",
    "Region",
    "RosterSettings",
    "State",
    "StatedFigure",
    "Tenure",
    "counted",
    "disagreements",
    "figure",
    "figures",
]

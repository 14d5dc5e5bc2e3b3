"""The roster as what a spreadsheet is brought into."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision

from members.importing.applying import save_plan
from members.importing.columns import ROSTER_COLUMNS
from members.importing.planning import RosterPlanner
from members.importing.subjects import Subject
from members.importing.undoing import obstacles, put_back
from members.models import (
    Jurisdiction,
    Office,
    Person,
    Region,
    RosterImport,
    RosterVersion,
    roster_change,
    roster_lock,
)


class Roster(Subject):
    model = RosterImport
    columns = ROSTER_COLUMNS
    planner = RosterPlanner
    name, prefix, stem = "roster_imports", "roster/imports", "roster"
    noun = "person"
    whole, one = "the roster", "person"
    row_is = (
        "One row of the file is one office that a person holds or held; somebody with two offices has two "
        "rows."
    )
    becomes = "What is imported is public at once."
    further_help = (
        "New e-mail addresses and telephone numbers are kept unpublished until somebody switches them on.",
    )

    def lock(self):
        return roster_lock()

    def version(self):
        return RosterVersion.current()

    def revisions(self):
        kinds = ContentType.objects.get_for_models(Person, Jurisdiction, Office, Region).values()
        return Revision.objects.filter(base_content_type__in=kinds)

    def save(self, plan, user, progress, reason):
        with roster_change():
            return save_plan(plan, user, progress, reason)

    def obstacles_to_undoing(self, applied):
        return obstacles(applied)

    def put_back(self, changes, user):
        with roster_change():
            put_back(changes, user)

    def records(self, pks):
        return Person.objects.in_bulk(pks)


ROSTER = Roster()

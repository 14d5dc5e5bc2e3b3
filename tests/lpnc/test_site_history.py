"""Each role's view of Wagtail's site history report."""

import pytest
from wagtail.log_actions import log

from members.models import Person
from tests.factories import TopicFactory
from tests.members.factories import CommitteeSeatFactory

pytestmark = pytest.mark.django_db

NAME = "Kim Forgotten"
REPORT = "/admin/reports/site-history/"


@pytest.mark.parametrize(
    "role, told", [("Communications", False), ("Roster editors", True), ("Administrators", True)]
)
@pytest.mark.parametrize("end", ["", "results/", "?export=csv"])
def test_only_those_who_keep_the_roster_are_told_whom_it_had(home, client_of, role, told, end):
    staff = client_of(role)
    seat = CommitteeSeatFactory(person__name=NAME)
    for changed in (seat.person, seat, TopicFactory(name="A topic")):
        log(instance=changed, action="wagtail.edit")
    Person.objects.update(status=Person.Status.WITHDRAWN)
    words = b"".join(staff.get(REPORT + end)).decode()
    assert (NAME in words) is told
    assert ("A topic" in words) is (role != "Roster editors")

"""Made-up members to try out the site: 79 of them bring the roster to 83 members in 45 jurisdictions.

None has an expected end that can pass unconfirmed, so the count stays at 83 in any year.
"""

from itertools import cycle

from django.db.models import Q
from wagtail.models import Site

from campaigns.models import WinSponsor
from members.models import (
    Jurisdiction,
    LeadershipRole,
    Membership,
    Merge,
    Office,
    Person,
    RosterSettings,
    Tenure,
    roster_change,
)
from members.models.history import record, record_many

NUMBERS = range(5, 84)
KEY = "sample roster"
SOURCE = "Made up for trying out this site"

COUNCIL_PLACES = [
    "city-greensboro",
    "city-charlotte",
    "city-raleigh",
    "city-winston-salem",
    "city-wilmington",
    "city-greenville",
    "town-boone",
    "town-carrboro",
    "town-chapel-hill",
    "town-hillsborough",
    "town-cary",
    "town-apex",
    "town-davidson",
    "city-concord",
    "city-high-point",
    "city-rocky-mount",
    "city-wilson",
    "city-hendersonville",
    "city-new-bern",
    "city-elizabeth-city",
    "city-salisbury",
    "city-goldsboro",
]
COUNTIES = [
    "county-buncombe",
    "county-chatham",
    "county-guilford",
    "county-mecklenburg",
    "county-new-hanover",
    "county-orange",
    "county-pitt",
    "county-robeson",
    "county-wake",
    "county-warren",
    "county-watauga",
    "county-edgecombe",
    "county-madison",
]
SCHOOL_DISTRICTS = [
    "school-district-craven-county-schools",
    "school-district-durham-public-schools",
    "school-district-gaston-county-schools",
    "school-district-halifax-county-schools",
    "school-district-jackson-county-public-schools",
    "school-district-winston-salem-forsyth-county-schools",
]

# Dates vary in precision, as on a real roster.
STARTS = ["December 4, 2023", "December 2023", "2021", None, "December 2, 2024"]
CHECKS = ["June 2026", "March 12, 2026", "2025", "January 2026"]


def load(seed):
    seed.once(KEY, make_roster)


@roster_change()
def make_roster():
    seats = zip(NUMBERS, cycle(sample_seats()), strict=False)
    people = [make_member(number, office, place) for number, (office, place) in seats]
    record_many(people, action="wagtail.create")
    mark_complete(True)


def sample_seats():
    """Return the office and jurisdiction of each sample seat: 41 places, none with a real member."""
    offices = {office.name: office for office in Office.objects.all()}
    places = Jurisdiction.objects.in_bulk(
        [*COUNCIL_PLACES, *COUNTIES, *SCHOOL_DISTRICTS], field_name="slug"
    )
    seats = [
        ("City or town council member", COUNCIL_PLACES),
        ("County commissioner", COUNTIES),
        ("Board of education member", SCHOOL_DISTRICTS),
    ]
    return [
        (offices[name], places[slug])
        for name, slugs in seats
        for slug in slugs
        if name in offices and slug in places
    ]


def make_member(number, office, place):
    person = Person.objects.create(
        given_name="Sample", family_name=f"Member {number:02}", is_sample=True
    )
    Membership.objects.create(person=person, start=str(2020 + number % 6))
    tenure = Tenure.objects.create(
        person=person,
        office=office,
        jurisdiction=place,
        start=STARTS[number % len(STARTS)],
        verified_on=CHECKS[number % len(CHECKS)],
        source=SOURCE,
    )
    if number % 12 == 0:
        LeadershipRole.objects.create(tenure=tenure, role=LeadershipRole.Role.CHAIR)
    return person


def mark_complete(complete):
    settings = RosterSettings.for_site(Site.objects.get(is_default_site=True))
    settings.complete = complete
    settings.save()


@roster_change()
def remove_sample_roster():
    """Remove only the sample people with their rows, and mark the roster as incomplete.

    Return how many people were removed. No later run creates them again.
    """
    people = Person.objects.filter(is_sample=True)
    removed = people.count()
    Merge.objects.filter(Q(survivor__in=people) | Q(merged__in=people)).delete()
    people.update(merged_into=None)
    for person in Person.objects.filter(merged_into__in=people):
        person.merged_into = None
        person.save(update_fields=["merged_into"])
        record(person)
    LeadershipRole.objects.filter(tenure__person__in=people).delete()
    WinSponsor.objects.filter(person__in=people).delete()
    for rows in ("tenures", "memberships", "committee_seats", "contacts", "links", "other_names"):
        Person._meta.get_field(rows).related_model.objects.filter(person__in=people).delete()
    people.delete()
    mark_complete(False)
    return removed

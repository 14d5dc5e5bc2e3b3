"""The four members whose names are known, their offices, and the chapter's figures of June 2024."""

from wagtail.models import Site

from members.gazetteer.loader import load_jurisdictions
from members.models import (
    CommitteeSeat,
    Jurisdiction,
    Membership,
    Office,
    Person,
    RosterSettings,
    StatedFigure,
    Tenure,
    roster_change,
)
from members.models.history import record

SOURCE = "Local Progress North Carolina, Organizing Committee list"
VERIFIED_ON = "June 2024"

MUNICIPAL, COUNTY, SCHOOL = "in_municipalities", "in_counties", "in_school_districts"
ON_BODY, ONE_HOLDER = "on_governing_body", "one_holder"

# Name, title pattern, and what is true of the office: the kinds of place that have it, whether it is a seat on
# the governing body, and whether only one person holds it at a time.
OFFICES = [
    ("Mayor", "Mayor of {place}", {MUNICIPAL, ONE_HOLDER}),
    ("City or town council member", "{place} {body} Member", {MUNICIPAL, ON_BODY}),
    ("County commissioner", "{place} Commissioner", {COUNTY, ON_BODY}),
    ("Board of education member", "{place} Board of Education Member", {SCHOOL, ON_BODY}),
    ("Sheriff", "{place} Sheriff", {COUNTY, ONE_HOLDER}),
    ("Register of deeds", "{place} Register of Deeds", {COUNTY, ONE_HOLDER}),
    ("Clerk of superior court", "{place} Clerk of Superior Court", {COUNTY, ONE_HOLDER}),
    (
        "District attorney",
        "District Attorney of {place}",
        {COUNTY, "in_other_districts", ONE_HOLDER},
    ),
    (
        "Soil and water supervisor",
        "{place} Soil and Water Supervisor",
        {COUNTY, "in_other_districts"},
    ),
]

# Given name, family name, office, jurisdiction, and the person's own title if it differs.
COMMITTEE = [
    (
        "Javiera",
        "Caballero",
        "City or town council member",
        "city-durham",
        "Durham City Councilmember",
    ),
    (
        "Kim",
        "Roney",
        "City or town council member",
        "city-asheville",
        "Asheville City Councilmember",
    ),
    ("Nida", "Allam", "County commissioner", "county-durham", ""),
    ("Mario", "Benavente", "City or town council member", "city-fayetteville", ""),
]


def load(seed):
    seed.once("gazetteer", load_jurisdictions)
    for order, (name, title_pattern, facts) in enumerate(OFFICES):
        seed.once(
            f"office: {name}",
            make_office,
            name=name,
            title_pattern=title_pattern,
            sort_order=order,
            **dict.fromkeys(facts, True),
        )
    for order, member in enumerate(COMMITTEE):
        seed.once(f"person: {member[0]} {member[1]}", make_committee_member, order, *member)
    seed.once("stated figures", state_figures)


@roster_change()
def make_office(**fields):
    record(Office.objects.create(**fields), action="wagtail.create")


@roster_change()
def make_committee_member(order, given_name, family_name, office, place, title):
    person = Person.objects.create(given_name=given_name, family_name=family_name)
    Membership.objects.create(person=person)
    CommitteeSeat.objects.create(person=person, sort_order=order)
    Tenure.objects.create(
        person=person,
        office=Office.objects.get(name=office),
        jurisdiction=Jurisdiction.objects.get(slug=place),
        title=title,
        source=SOURCE,
        verified_on=VERIFIED_ON,
    )
    record(person, action="wagtail.create")


def state_figures():
    settings = RosterSettings.for_site(Site.objects.get(is_default_site=True))
    for measure, number in (("members", 83), ("jurisdictions", 45)):
        StatedFigure.objects.create(
            settings=settings, measure=measure, number=number, stated_on=VERIFIED_ON
        )

"""A site with a canary in all that is private: people in every state, and pages about them."""

import re
from itertools import product

from django.contrib.auth import get_user_model
from wagtail.models import PageViewRestriction

from campaigns.importing.ledger import LEDGER
from campaigns.models import WinSource, WinSponsor, WinStatus
from members.admin.merging.choices import suggested
from members.admin.merging.merger import merge
from members.importing.roster import ROSTER
from members.models import (
    AcceptedWarning,
    ContactDetail,
    CorrectionReport,
    DifferentPeople,
    Office,
    OtherName,
    PagePerson,
    PagePlace,
    Person,
    PersonLink,
    State,
    roster_change,
)
from members.models.history import record_many
from tests import factories
from tests.members.factories import (
    CityFactory,
    CommitteeSeatFactory,
    CountyFactory,
    MemberFactory,
    MembershipFactory,
    PersonFactory,
    TenureFactory,
)

STATES = {
    None: None,
    State.CURRENT: {"start": "2020"},
    State.HOLDOVER: {"start": "2018", "expected_end": "2022", "verified_on": "2024"},
    State.AWAITING: {"start": "2018", "expected_end": "2022"},
    State.UNCERTAIN: {"start": "2020 to 2150"},
    State.INCOMING: {"start": "2150"},
    State.FORMER: {"start": "2018", "end": "2022"},
}
STANDINGS = ("active", "retired", "withdrawn", "merged")
BELONGINGS = ("member", "past member", "committee", "neither")
CANARY = re.compile(r"qxz\d{5}zj", re.IGNORECASE)


class Canaries:
    """Unique words, each with what it was planted in."""

    def __init__(self):
        self.places = {}

    def new(self, place):
        canary = f"qxz{len(self.places):05}zj"
        self.places[canary] = place
        return canary

    def found_in(self, text):
        return {canary.lower() for canary in CANARY.findall(text)}

    def leaks(self, answers):
        """Map each address to what its answer gives away; what visitors ask for themselves is no secret."""
        found = {
            address: self.found_in(f"{answer.headers}\n{answer.content.decode('latin-1')}")
            - self.found_in(address)
            for address, answer in answers.items()
        }
        return {
            a: {self.places[canary] for canary in leaked} for a, leaked in found.items() if leaked
        }

    @property
    def kinds(self):
        """Map each place to one of its canaries."""
        return {place: canary for canary, place in self.places.items()}


def make_site(canaries):
    """People in every state with canaries in all that is private, and pages about them."""
    factories.HomePageFactory()
    user = get_user_model().objects.create_user(
        canaries.new("User.username"),
        f"{canaries.new('User.email')}@example.org",
        first_name=canaries.new("User.first_name"),
        last_name=canaries.new("User.last_name"),
    )
    person = MemberFactory()
    place = person.tenures.get().jurisdiction
    county = CountyFactory()
    MembershipFactory(person=TenureFactory(jurisdiction=county).person)
    kinds = product(STANDINGS, STATES, BELONGINGS)
    everyone = [make_person(canaries, user, place, *kind) for kind in kinds]
    change_everyone(canaries, user, everyone, person)
    keep_files(canaries, user, person, place)
    make_pages(canaries, [person, *everyone], place, county)
    keep_ledger(canaries, user, [person, *everyone])


def make_person(canaries, user, place, standing, state, belonging):
    """Make a person with an older version that holds values removed since."""
    hidden = standing in ("withdrawn", "merged")
    where = f"{standing} {{}}" if hidden else "{}"

    def text(field, otherwise=""):
        return canaries.new(where.format(field)) if hidden else otherwise

    portrait = None
    if hidden and state == State.CURRENT:
        portrait = factories.ImageFactory(
            title=text("Image.title"), description=text("Image.description")
        )
    person = PersonFactory(
        slug=f"{standing}-{state or 'none'}-{belonging}".replace(" ", "-"),
        given_name=text("Person.given_name", "Example"),
        family_name=text("Person.family_name", f"{state or 'none'} {standing} {belonging}"),
        pronouns=text("Person.pronouns"),
        biography=f"<p>{text('Person.biography')}</p>",
        status="active" if standing == "merged" else standing,
        portrait=portrait,
        private_notes=canaries.new("older Person.private_notes"),
    )
    belong(person, belonging)
    if state:
        TenureFactory(
            person=person,
            office=the_office(),
            jurisdiction=place,
            seat_label=text("Tenure.seat_label"),
            title=text("Tenure.title"),
            source=text("Tenure.source"),
            verified_by=canaries.new("Tenure.verified_by"),
            **STATES[state],
        )
    keep_rows(canaries, user, person, text if hidden else None)
    return person


def keep_rows(canaries, user, person, text):
    """Contacts, of which one is no longer published, links and a reason; `text` plants canaries in public ones."""
    contacts = [
        (canaries.new("older ContactDetail.value"), "Once", True),
        (canaries.new("ContactDetail.value"), canaries.new("ContactDetail.label"), False),
    ]
    if text:
        contacts.append((text("ContactDetail.value"), text("ContactDetail.label"), True))
        address = f"https://{text('PersonLink.url')}.example.org/"
        PersonLink.objects.bulk_create(
            [PersonLink(person=person, label=text("PersonLink.label"), url=address)]
        )
        OtherName.objects.bulk_create(
            [OtherName(person=person, name=text("OtherName.name"), published=True)]
        )
    OtherName.objects.bulk_create(
        [OtherName(person=person, name=f"{canaries.new('OtherName.name')} Former")]
    )
    ContactDetail.objects.bulk_create(
        ContactDetail(person=person, kind="email", value=value, label=label, published=published)
        for value, label, published in contacts
    )
    AcceptedWarning.objects.bulk_create(
        [
            AcceptedWarning(
                person=person,
                kind=AcceptedWarning.Kind.NO_TENURE,
                about=canaries.new("AcceptedWarning.about"),
                reason=canaries.new("AcceptedWarning.reason"),
                accepted_by=user,
            )
        ]
    )


def change_everyone(canaries, user, people, survivor):
    """Older versions hold one note and a contact that was published, newer ones another note."""
    with roster_change():
        record_many(people, user)
        ContactDetail.objects.filter(label="Once").update(published=False)
        for person in people:
            person.private_notes = canaries.new("Person.private_notes")
            if "merged" in person.slug:
                person.merged_into = survivor
        Person.objects.bulk_update(people, ["private_notes", "merged_into"])
        record_many(Person.objects.filter(pk__in=[person.pk for person in people]), user)


def the_office():
    return Office.objects.filter(one_holder=False).first()


def belong(person, belonging):
    if belonging == "member":
        MembershipFactory(person=person)
    if belonging == "past member":
        MembershipFactory(person=person, end="2023")
    if belonging == "committee":
        CommitteeSeatFactory(person=person)


def keep_files(canaries, user, person, place):
    """Create the reports and files that staff and visitors left about people and places."""
    for subject in (person, place):
        CorrectionReport.objects.create(
            subject=subject,
            text=canaries.new("CorrectionReport.text"),
            source=canaries.new("CorrectionReport.source"),
            email=f"{canaries.new('CorrectionReport.email')}@example.org",
            sender=canaries.new("CorrectionReport.sender"),
        )
    content = f"Name,Office,Notes\n{canaries.new('RosterImport.table')},Mayor,x\n"
    begun = ROSTER.begin(f"{canaries.new('RosterImport.file_name')}.csv", content.encode(), user)
    begun.job_outcome = canaries.new("RosterImport.job_outcome")
    begun.save(update_fields=["job_outcome"])
    one, other = (
        MemberFactory(private_notes=canaries.new(f"Merge.{name}")) for name in ("before", "after")
    )
    merge(suggested(one, other), user)
    first, second = sorted(PersonFactory.create_batch(2), key=lambda person: person.pk)
    DifferentPeople.objects.create(first=first, second=second, said_by=user)


def make_pages(canaries, people, place, county):
    """Make pages naming everyone who may be named, with canaries in drafts and behind a sign-in."""
    picked = [person for person in people if person.is_public or person.status == "withdrawn"]
    makers = {
        factories.NewsPageFactory: picked,
        factories.CampaignPageFactory: picked[::10],
        factories.ResourcePageFactory: picked[::10],
    }
    for make, named in makers.items():
        page = make(body=[("person", person) for person in named])
        page.page_people = [PagePerson(person=person) for person in named]
        page.page_places = [PagePlace(place=place), PagePlace(place=county)]
        page.save()
        page.title = canaries.new("a draft over a page")
        page.save_revision()
        make(title=canaries.new("an unpublished page"), slug=f"draft-{page.pk}", live=False)
    closed = factories.NewsPageFactory(title=canaries.new("a page behind a sign-in"), slug="closed")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    factories.HomePageFactory._meta.model.objects.first().sections.append(
        ("committee", {"hidden": False, "heading": "Committee", "text": ""})
    )
    factories.PriorityFactory(topic=factories.TopicFactory())


def keep_ledger(canaries, user, people):
    """Make a win sponsored by everyone, a draft of it, a win that isn't public, and a file of wins."""
    hidden = {
        "title": "a draft of a win",
        "summary": "the summary of a draft of a win",
        "text": "the text of a draft of a win",
        "own_part": "our part in a draft of a win",
    }
    sponsors = [WinSponsor(person=person) for person in people]
    win = factories.WinFactory(jurisdiction=CityFactory(), sponsors=sponsors)
    for name, place in hidden.items():
        setattr(win, name, canaries.new(f"{place} over it"))
    win.save_revision(user=user)
    factories.WinFactory(
        jurisdiction=win.jurisdiction,
        live=False,
        log=[WinStatus(status="adopted", note=canaries.new("the log of a draft of a win"))],
        sources=[
            WinSource(title=canaries.new("a draft of a win’s source"), url="https://example.org/")
        ],
        **{name: canaries.new(place) for name, place in hidden.items()},
    )
    table = f"Title,Place\n{canaries.new('WinImport.table')},Nowhere\n"
    LEDGER.begin(f"{canaries.new('WinImport.file_name')}.csv", table.encode(), user)

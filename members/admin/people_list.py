"""The listing of people: its columns and filters."""

from django.db.models import Q, TextChoices
from django.utils.text import capfirst
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn

from members.admin.attention import WORKLISTS, choices
from members.admin.base import KeepingIndexView
from members.models import CommitteeSeat, Jurisdiction, Office, Person, Region, State, Tenure
from members.models.person_querysets import may_see_private

STATES = [(value, capfirst(label)) for value, label in State.choices]


class MemberStanding(TextChoices):
    MEMBERS = "members", "Counted as a member"
    AWAITING = "awaiting", "Member, awaiting confirmation"
    FORMER = "former", "Former member"


class OnCommittee(TextChoices):
    NOW = "now", "On it now"
    PAST = "past", "Previously on it"


#: Filters of a tenure; a single tenure of the person must match all that are set.
TENURE_CONDITIONS = {
    "office": lambda office: Q(office=office),
    "kind": lambda kind: Q(jurisdiction__kind=kind),
    "county": lambda county: Q(jurisdiction__in=Jurisdiction.objects.mostly_in(county)),
    "region": lambda region: Q(jurisdiction__in=Jurisdiction.objects.in_region(region)),
}


class TenureFilters(WagtailFilterSet):
    """The filters of an office and its place."""

    office = ModelChoiceFilter(label="Office", queryset=Office.objects.all(), method="leave")
    kind = ChoiceFilter(label="Kind of place", choices=Jurisdiction.Kind.choices, method="leave")
    county = ModelChoiceFilter(
        label="County", queryset=Jurisdiction.objects.counties(), method="leave"
    )
    region = ModelChoiceFilter(label="Region", queryset=Region.objects.all(), method="leave")

    def leave(self, queryset, name, value):
        """Do nothing, because `asked_of_tenures` applies these filters together."""
        return queryset

    @property
    def asked_of_tenures(self):
        asked = [
            condition(self.form.cleaned_data[name])
            for name, condition in TENURE_CONDITIONS.items()
            if self.form.cleaned_data.get(name)
        ]
        return Q(*asked)


class PersonFilterSet(TenureFilters):
    standing = ChoiceFilter(
        label="Standing", choices=MemberStanding.choices, method="filter_standing"
    )
    state = ChoiceFilter(label="State", choices=STATES, method="filter_state")
    committee = ChoiceFilter(
        label="Organizing Committee", choices=OnCommittee.choices, method="filter_committee"
    )
    attention = ChoiceFilter(
        label="Needs attention",
        choices=choices("ending", "unverified", "portrait"),
        method="filter_attention",
    )

    class Meta:
        model = Person
        fields = ["status"]

    def filter_queryset(self, people):
        people = super().filter_queryset(people)
        if not self.asked_of_tenures:
            return people
        is_counted = self.form.cleaned_data["standing"] == MemberStanding.MEMBERS
        tenures = Tenure.objects.counted() if is_counted else Tenure.objects.all()
        return people.filter(pk__in=tenures.filter(self.asked_of_tenures).values("person"))

    def filter_standing(self, people, name, standing):
        return people & getattr(Person.objects, standing)()

    def filter_state(self, people, name, state):
        return people.in_state(state)

    def filter_committee(self, people, name, when):
        seats = CommitteeSeat.objects
        seated = {OnCommittee.NOW: seats.current, OnCommittee.PAST: seats.possibly_ended}[when]()
        return people.filter(pk__in=seated.values("person"))

    def filter_attention(self, people, name, attention):
        worklist = WORKLISTS[attention]
        if worklist.model is Person:
            return worklist.among(people)
        tenures = worklist.among(Tenure.objects.all())
        return people.filter(pk__in=tenures.values("person"))


def verified_on(person):
    """Return the oldest date of verification among the offices in the person's title."""
    checks = [tenure.verified_on for tenure in person.leading_tenures]
    known = [check for check in checks if check]
    return min(known, key=lambda check: check.last) if known and all(checks) else "–"


PERSON_COLUMNS = [
    "name",
    Column("title", label="Title"),
    Column("place", label="Place"),
    StatusTagColumn(
        "state",
        label="State",
        accessor=lambda person: person.state_label or "no office",
        primary=lambda person: person.state == State.CURRENT,
    ),
    Column("verified_on", label="Verified on", accessor=verified_on),
]


class PersonListing(KeepingIndexView):
    """A list of people, searched by every name that the user may see and by place."""

    def with_word(self, queryset, word):
        named = Person.objects.named(word, private=may_see_private(self.request.user))
        placed = super().with_word(Person.objects.all(), word)
        return queryset.filter(Q(pk__in=named.values("pk")) | Q(pk__in=placed.values("pk")))

"""The filters of the list of members, with the number of members that each choice would leave."""

from collections import defaultdict, namedtuple

from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils.functional import cached_property
from django_filters import CharFilter, ChoiceFilter

from core.filters import PublicFilterSet
from core.folding import plain_text, sort_key
from core.generation import prepared
from members.models import (
    CommitteeSeat,
    CountedRoster,
    Jurisdiction,
    Office,
    Person,
    State,
    Tenure,
    all_places,
)
from members.models.other_names import public_other_names

#: What is asked of an office and its place, in the words of an address. The county is the one that the
#: place is or mostly lies in, as in the roster's own listings and on the map, and the region is that county's.
Served = namedtuple("Served", ["office", "kind", "county", "region"])


class Roll(CountedRoster):
    """The members of a day, in order of their names, with what the list of them can be narrowed to.

    With `possibly`, it includes those who may be members, or on the committee, on an approximate date.
    """

    def __init__(self, on=None, possibly=False):
        super().__init__(on)
        self.possibly = possibly

    @cached_property
    def rows(self):
        return [row for row in possible_rows(self.on) if self.possibly or row.is_counted]

    @cached_property
    def pairs(self):
        return {(row.person, row.jurisdiction) for row in self.rows}

    @cached_property
    def names(self):
        """The members' names by id, in order."""
        return {row.person: row.person__name for row in self.rows}

    @cached_property
    def plain_names(self):
        """The public names, former ones too, by id in the form in which they are looked for."""
        others = public_other_names()
        return {
            person: plain_text(" ".join([name, *others.get(person, ())]))
            for person, name in self.names.items()
        }

    @cached_property
    def holders(self):
        """Map each `Served` to the ids of the people whose office and place match it."""
        places = {}
        for place in self.places:
            county = place.county
            in_county = (county.slug, str(county.region_id)) if county else (None, None)
            places[place.pk] = (place.kind, *in_county)
        found = defaultdict(set)
        for row in self.rows:
            if row.jurisdiction in places:
                found[Served(str(row.office), *places[row.jurisdiction])].add(row.person)
        return found

    @cached_property
    def committee(self):
        """The ids of those with a seat on the committee, among all who may be members."""
        seated = "may_be_seated" if self.possibly else "is_seated"
        return {row.person for row in possible_rows(self.on) if getattr(row, seated)}

    def holding(self, asked):
        """Return the ids of people with an office in a place that matches every filter."""
        if not asked:
            return set(self.names)
        answering = (self.holders[served] for served in self.holders if answers(served, asked))
        return set().union(*answering)

    def choices_for(self, name, asked):
        """Return the ids that each other office, kind, county or region would match in place of the
        chosen one."""
        others = {other: value for other, value in asked.items() if other != name}
        found = defaultdict(set)
        for served, people in self.holders.items():
            if answers(served, others):
                found[getattr(served, name)] |= people
        return found

    def named(self, text):
        """Return the ids of people whose names contain every word, with or without accents."""
        words = plain_text(text).split()
        found = set(self.names) if words else set()
        for word in words:
            found = {person for person in found if word in self.plain_names[person]}
        return found


@prepared(most=2)
def possible_rows(on):
    """Return the tenures that may make their holders members on the day, in order of the holders' names."""
    seats = CommitteeSeat.objects.filter(person=OuterRef("person"))
    tenures = Tenure.objects.possibly_counted(on).marked_counted(on)
    seated = tenures.annotate(
        is_seated=Exists(seats.current(on)), may_be_seated=Exists(seats.possibly_covering(on))
    )
    names = ("person", "person__name", "office", "jurisdiction")
    flags = ("is_counted", "is_seated", "may_be_seated")
    in_order = seated.order_by("person__sort_key", "person")
    return list(in_order.values_list(*names, *flags, named=True))


@prepared(most=3)
def roll_on(on=None, possibly=False):
    return Roll(on, possibly)


def answers(served, asked):
    return all(getattr(served, name) == value for name, value in asked.items())


@prepared
def office_choices():
    return [(str(pk), name) for pk, name in Office.objects.values_list("pk", "name")]


@prepared
def county_choices():
    places = all_places().values()
    return [(place.slug, place.name) for place in places if place.kind == Jurisdiction.Kind.COUNTY]


@prepared
def region_choices():
    regions = {place.region for place in all_places().values() if place.region_id}
    return [(str(region.pk), region.name) for region in sorted(regions, key=by_rank)]


def by_rank(region):
    return region.sort_order, sort_key(region.name)


class MemberFilters(PublicFilterSet):
    """The filters of `?name=`, `?office=` and so on, for the members on a roll.

    The number beside a choice is how many members it would leave together with the other filters in
    use.
    """

    name = CharFilter(label="Name", max_length=100)
    office = ChoiceFilter(label="Office", choices=office_choices, empty_label="Any office")
    kind = ChoiceFilter(
        label="Kind of place", choices=Jurisdiction.Kind.choices, empty_label="Any kind"
    )
    county = ChoiceFilter(label="County", choices=county_choices, empty_label="Any county")
    region = ChoiceFilter(label="Region", choices=region_choices, empty_label="Any region")
    committee = ChoiceFilter(
        label="Organizing Committee",
        choices=[("on", "On the committee")],
        empty_label="Anyone",
    )

    class Meta:
        model = Person
        fields = []

    def phrase(self, name):
        if name == "committee":
            return self.form.fields[name].label
        return f"“{self.asked[name]}”" if name == "name" else super().phrase(name)

    @cached_property
    def asked_of_offices(self):
        return {name: self.asked[name] for name in Served._fields if name in self.asked}

    def leave(self, roll):
        """Return the ids on the roll that match the filters, in its order."""
        left = self.among(roll) & roll.holding(self.asked_of_offices)
        return [pk for pk in roll.names if pk in left]

    def among(self, roll):
        """Return the ids that match the filters about the person."""
        found = roll.named(self.asked["name"]) if "name" in self.asked else set(roll.names)
        return found & roll.committee if "committee" in self.asked else found

    def numbers(self, roll):
        """Return how many on the roll each choice of each field would leave."""
        among, numbers = self.among(roll), {}
        for name in Served._fields:
            found = roll.choices_for(name, self.asked_of_offices)
            numbers[name] = {value: len(who & among) for value, who in found.items()}
        seated = among & roll.committee & roll.holding(self.asked_of_offices)
        return numbers | {"committee": {"on": len(seated)}}

    def offer(self, numbers):
        """Offer only the choices that match someone, with their number."""
        for name, counts in numbers.items():
            self.count_choices(name, counts)

    def doubt(self, person, roll):
        """Return what is uncertain about a person whom the filters leave but who isn't on this roll;
        "" if the title says it."""
        if "committee" in self.asked and person.pk not in roll.committee:
            return "Committee seat uncertain"
        if person.pk in roll.names:
            return "Office uncertain"
        return "" if person.state == State.UNCERTAIN else "Membership uncertain"


@prepared(most=8)
def narrowed(query, on):
    """Return the ids that these parameters leave of the day's members, those of the uncertain ones, and the
    numbers of `MemberFilters`."""
    filters, roll = MemberFilters(QueryDict(query)), roll_on(on)
    members = filters.leave(roll)
    surely = set(members)
    possible = filters.leave(roll_on(on, True)) if on else []
    return members, [pk for pk in possible if pk not in surely], filters.numbers(roll)

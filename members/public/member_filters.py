"""What a visitor narrows the list of members to, and how many members each choice would leave."""

from collections import Counter, defaultdict, namedtuple
from functools import lru_cache

from django import forms
from django.http import Http404
from django.utils.functional import cached_property

from core.parameters import each_once
from members.models import (
    CommitteeSeat,
    CountedRoster,
    Jurisdiction,
    Office,
    Region,
    State,
    Tenure,
)
from members.models.names import plain_words

#: What is asked of an office and its place. The county is the one that the place is or mostly lies in,
#: as in the roster's own listings and on the map, and the region is that county's.
Served = namedtuple("Served", ["office", "kind", "county", "region"])


class Roll(CountedRoster):
    """The members of a day, in order of their names, with what the list of them can be narrowed to.

    Its queries are as many for any number of members. With `possibly`, it also has those who are
    members, or on the committee, in one reading of their dates only.
    """

    def __init__(self, on=None, possibly=False):
        super().__init__(on)
        self.possibly = possibly

    @cached_property
    def rows(self):
        tenures = Tenure.objects
        tenures = tenures.possibly_counted(self.on) if self.possibly else tenures.counted(self.on)
        in_order = tenures.order_by("person__sort_name", "person")
        return list(in_order.values_list("person", "person__name", "office", "jurisdiction"))

    @cached_property
    def pairs(self):
        return {(person, jurisdiction) for person, _, _, jurisdiction in self.rows}

    @cached_property
    def kinds_and_counties(self):
        """Of each jurisdiction its kind, and the id, the GEOID and the region of its county."""
        county = ("pk", "geoid", "region")
        asked = [*county, *(f"primary_county__{name}" for name in county)]
        ids = {jurisdiction for _, jurisdiction in self.pairs}
        rows = Jurisdiction.objects.filter(pk__in=ids).values_list("kind", *asked)
        is_county = Jurisdiction.Kind.COUNTY
        return {row[1]: (row[0], *(row[1:4] if row[0] == is_county else row[4:])) for row in rows}

    @cached_property
    def members_by_county(self):
        members = {pk: len(people) for pk, people in self.choices_for("county", {}).items()}
        geoids = {pk: geoid for _, pk, geoid, _ in self.kinds_and_counties.values() if geoid}
        return Counter({geoid: members[pk] for pk, geoid in geoids.items()})

    @cached_property
    def names(self):
        """The members' names by their ids, in order."""
        return {person: name for person, name, _, _ in self.rows}

    @cached_property
    def plain_names(self):
        return {person: plain_name(name) for person, name in self.names.items()}

    @cached_property
    def holders(self):
        """Who holds an office in a place: by what can be asked of both, the ids of people."""
        by_seat = defaultdict(set)
        for person, _, office, jurisdiction in self.rows:
            by_seat[office, jurisdiction].add(person)
        found = defaultdict(set)
        for (office, jurisdiction), people in by_seat.items():
            kind, county, _, region = self.kinds_and_counties[jurisdiction]
            found[Served(office, kind, county, region)] |= people
        return found

    @cached_property
    def committee(self):
        seats = CommitteeSeat.objects
        seats = seats.possibly_covering(self.on) if self.possibly else seats.current(self.on)
        return set(seats.values_list("person", flat=True))

    def holding(self, asked):
        """The ids of those of whom one office in one place answers to all that is asked."""
        if not asked:
            return set(self.names)
        answering = (self.holders[served] for served in self.holders if answers(served, asked))
        return set().union(*answering)

    def choices_for(self, name, asked):
        """For each office, kind, county or region the ids of those who hold one that is asked for."""
        found = defaultdict(set)
        for served, people in self.holders.items():
            if answers(served, asked):
                found[getattr(served, name)] |= people
        return found

    def named(self, text):
        """The ids of those whose names have each of the words in them, in any spelling of its letters."""
        words = plain_words(text)
        found = set(self.names) if words else set()
        for word in words:
            found = {person for person in found if word in self.plain_names[person]}
        return found


@lru_cache(maxsize=20_000)
def plain_name(name):
    """Kept, as every search by name looks at every name."""
    return " ".join(plain_words(name))


def answers(served, asked):
    return all(getattr(served, name) == value for name, value in asked.items())


class MemberFilters(forms.Form):
    """The filters of `?name=`, `?office=` and so on.

    The number beside a choice is how many members it would leave together with the other filters in
    force. A choice that would leave nobody isn't offered, unless it is the one that was made.
    """

    name = forms.CharField(max_length=100, required=False)
    office = forms.ModelChoiceField(Office.objects.all(), required=False, empty_label="Any office")
    kind = forms.ChoiceField(
        choices=[("", "Any kind"), *Jurisdiction.Kind.choices],
        label="Kind of place",
        required=False,
    )
    county = forms.ModelChoiceField(
        Jurisdiction.objects.counties().order_by("name", "pk"),
        to_field_name="slug",
        required=False,
        empty_label="Any county",
    )
    region = forms.ModelChoiceField(Region.objects.all(), required=False, empty_label="Any region")
    committee = forms.ChoiceField(
        choices=[("", "Anybody"), ("on", "On the committee")],
        label="Organizing Committee",
        required=False,
    )

    @classmethod
    def of(cls, request):
        """What the request asks for; 404 for a filter that there isn't, or that is set in two ways."""
        filters = cls(each_once(request.GET, cls))
        if not filters.is_valid():
            raise Http404("The list has no such filter.")
        return filters

    @property
    def in_force(self):
        """The filters that are set, as the address has them."""
        return [(name, self.data[name]) for name, value in self.cleaned_data.items() if value]

    @property
    def in_words(self):
        """What is asked for, as it is read: “kim”, Mayor, Durham County."""
        words = {**self.cleaned_data, "committee": "Organizing Committee"}
        words["name"] = f"“{words['name']}”"
        words["kind"] = dict(Jurisdiction.Kind.choices).get(words["kind"])
        return [str(words[name]) for name, _ in self.in_force]

    def leave(self, roll):
        """The ids of those on the roll whom the filters leave, in its order."""
        left = roll.holding(self._asked_of_offices()) & self._asked_of_people(roll)
        if self.cleaned_data["committee"]:
            left &= roll.committee
        return [pk for pk in roll.names if pk in left]

    def doubt(self, person, roll):
        """What isn't certain of somebody whom the filters leave, but not on this roll; "" if the title
        says it."""
        if self.cleaned_data["committee"] and person.pk not in roll.committee:
            return "Committee seat uncertain"
        if person.pk in roll.names:
            return "Office uncertain"
        return "" if person.state == State.UNCERTAIN else "Membership uncertain"

    def offer(self, roll):
        """Puts into each field the choices that would leave some of those on the roll."""
        among = self._asked_of_people(roll)
        seated = among & roll.committee
        left = roll.holding(self._asked_of_offices())
        self._offer("committee", {"on": left & seated})
        among = seated if self.cleaned_data["committee"] else among
        for name in Served._fields:
            found = roll.choices_for(name, self._asked_of_offices(but=name))
            self._offer(name, {key: people & among for key, people in found.items()})

    def _offer(self, name, left):
        field, chosen = self.fields[name], key_of(self.cleaned_data[name])
        everybody, *choices = field.choices
        offered = [everybody]
        for value, label in choices:
            key = key_of(getattr(value, "instance", value))
            number = len(left.get(key, ()))
            if number or key == chosen:
                offered.append((value, f"{label} ({number:,})"))
        field.choices = offered

    def _asked_of_offices(self, but=None):
        asked = {name: self.cleaned_data[name] for name in Served._fields if name != but}
        return {name: key_of(value) for name, value in asked.items() if value}

    def _asked_of_people(self, roll):
        text = self.cleaned_data["name"]
        return roll.named(text) if text else set(roll.names)


def key_of(value):
    return getattr(value, "pk", value)

"""Records that may belong to one person: their names agree, and other facts speak for it or don't."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from members.models import ContactDetail, DifferentPeople, Person, Tenure
from members.models.names import taken_apart

CONTACT_WORDS = {
    ContactDetail.Kind.EMAIL: "e-mail address",
    ContactDetail.Kind.PHONE: "phone number",
}


@dataclass(frozen=True)
class Duplicate:
    """Two people's records, by their ids, the older first. Names alone never make it likely.

    `evidence` are sentences on what else both have in common; `doubt` is one on why there is none.
    """

    first: int
    second: int
    evidence: tuple[str, ...]
    doubt: str

    @property
    def is_likely(self):
        return bool(self.evidence)


def duplicates():
    """Every Duplicate that nobody has dismissed, the likely ones first, in as many queries for any
    number of people."""
    pairs = same_names()
    people = {pk for pair in pairs for pk in pair}
    offices, contacts = _offices_of(people), _contacts_of(people)
    found = [
        Duplicate(
            *pair,
            evidence=(*_shared_offices(*pair, offices), *_shared_contacts(*pair, contacts)),
            doubt=_doubt(*pair, offices),
        )
        for pair in pairs
    ]
    return sorted(found, key=lambda duplicate: not duplicate.is_likely)


def same_names():
    """The pairs of ids whose names may be one person's, by name, without those that were dismissed.

    Their number is the number of duplicates.
    """
    names, alike = {}, defaultdict(dict)
    rows = Person.objects.not_withdrawn().order_by("sort_name", "pk")
    for pk, is_sample, *texts in rows.values_list(
        "pk", "is_sample", "name", "given_name", "family_name"
    ):
        names[pk] = names_in(*texts)
        for key in {key for name in either_way_round(names[pk]) for key in name.rough_keys}:
            alike[is_sample, key][pk] = None
    dismissed = dismissed_pairs()
    pairs = {
        tuple(sorted(pair)): None
        for group in alike.values()
        for pair in combinations(group, 2)
        if any(may_be_one_person(one, other) for one in names[pair[0]] for other in names[pair[1]])
    }
    return [pair for pair in pairs if pair not in dismissed]


def names_in(name, given_name, family_name):
    """What the person may be called: the name as shown, and the given with the family name."""
    full = f"{given_name} {family_name}" if given_name and family_name else name
    return [taken_apart(text) for text in {name, full}]


def either_way_round(names):
    return filter(None, (way for name in names for way in (name, name.turned_round)))


def may_be_one_person(one, other):
    """Whether the names fit, or one of them does with its last name first."""
    return one.fits(other) or any(
        turned and turned.fits(name)
        for turned, name in ((one.turned_round, other), (other.turned_round, one))
    )


def dismissed_pairs():
    """The pairs that aren't one person; what was said of a merged record holds for its survivor."""
    said = list(DifferentPeople.objects.values_list("first", "second"))
    survivors = Person.objects.survivors({pk for pair in said for pk in pair})
    return {tuple(sorted(survivors[pk] for pk in pair)) for pair in said}


def _offices_of(people):
    """For each person, the offices held and the places they were held in."""
    found = defaultdict(list)
    tenures = Tenure.objects.filter(person__in=people).select_related("office", "jurisdiction")
    for tenure in tenures.chronological():
        found[tenure.person_id].append((tenure.office, tenure.jurisdiction))
    return found


def _contacts_of(people):
    """For each person, what others may have as well."""
    found = defaultdict(dict)
    rows = ContactDetail.objects.filter(person__in=people, kind__in=CONTACT_WORDS)
    for person, kind, value in rows.values_list("person", "kind", "value"):
        found[person][kind, value.strip().casefold()] = None
    return found


def _shared_offices(first, second, offices):
    others = set(offices[second])
    other_places = {place for _, place in others}
    same = dict.fromkeys(held for held in offices[first] if held in others)
    for office, place in same:
        yield f"Both hold or held the same office in the same place: {office}, {place}."
    known = {place for _, place in same}
    for place in dict.fromkeys(place for _, place in offices[first] if place in other_places):
        if place not in known:
            yield f"Both serve or served in the same place: {place}."


def _shared_contacts(first, second, contacts):
    for kind, value in contacts[first]:
        if (kind, value) in contacts[second]:
            yield f"Both have the same {CONTACT_WORDS[kind]}: {value}."


def _doubt(first, second, offices):
    places = [dict.fromkeys(str(place) for _, place in offices[pk]) for pk in (first, second)]
    if all(places):
        one, other = (", ".join(names) for names in places)
        return f"Only the names agree: one serves or served in {one}, the other in {other}."
    return "Only the names agree: no office is recorded for one of them, or for both."

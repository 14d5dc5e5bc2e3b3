"""Records that may belong to one person: their names match, and other facts may support it."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from core.generation import prepared
from members.models import ContactDetail, DifferentPeople, OtherName, Person, Tenure
from members.models.names import NameParts, taken_apart
from members.models.other_names import other_names_of

CONTACT_WORDS = {
    ContactDetail.Kind.EMAIL: "email address",
    ContactDetail.Kind.PHONE: "phone number",
}


@dataclass(frozen=True)
class Duplicate:
    """A pair of people's records, by their ids, the older first. Names alone never make it likely.

    `evidence` lists sentences on other things they share; `doubt` is a sentence on why there is none.
    """

    first: int
    second: int
    evidence: tuple[str, ...]
    doubt: str

    @property
    def is_likely(self):
        return bool(self.evidence)


def duplicates():
    """Return every Duplicate that hasn't been dismissed, likely ones first, in a fixed number of
    queries."""
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


@prepared
def same_names():
    """Return the pairs of ids whose names may be one person's, sorted by name, without dismissed ones.

    Their number is the number of duplicates.
    """
    names, alike = {}, defaultdict(dict)
    others = other_names_of(OtherName.objects.all())
    rows = Person.objects.not_withdrawn().order_by("sort_key", "pk")
    for pk, is_sample, *texts in rows.values_list(
        "pk", "is_sample", "name", "given_name", "family_name", "suffix"
    ):
        names[pk] = names_in(*texts, *others.get(pk, ()))
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


def names_in(name, given_name, family_name, suffix, *others):
    """Return the person's possible names: the name as shown, the given and family name, and other names."""
    full = NameParts(given_name, family_name, suffix).whole if given_name and family_name else name
    return [taken_apart(text) for text in {name, full, *others}]


def either_way_round(names):
    return filter(None, (way for name in names for way in (name, name.turned_round)))


def may_be_one_person(one, other):
    """Return whether the names match, possibly with one of them written last name first."""
    return one.fits(other) or any(
        turned and turned.fits(name)
        for turned, name in ((one.turned_round, other), (other.turned_round, one))
    )


def dismissed_pairs():
    """Return the pairs dismissed as two people, with merged records replaced by their survivors."""
    said = list(DifferentPeople.objects.values_list("first", "second"))
    survivors = Person.objects.survivors({pk for pair in said for pk in pair})
    return {tuple(sorted(survivors[pk] for pk in pair)) for pair in said}


def _offices_of(people):
    """Map each person's id to the offices they held and the places."""
    found = defaultdict(list)
    tenures = Tenure.objects.filter(person__in=people).select_related("office", "jurisdiction")
    for tenure in tenures.chronological():
        found[tenure.person_id].append((tenure.office, tenure.jurisdiction))
    return found


def _contacts_of(people):
    """Map each person's id to the contacts that others may share."""
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
        return f"Only the names match: one serves or served in {one}, the other in {other}."
    return "Only the names match: one or both have no office on record."

"""The places and offices that the words in a file mean."""

import re
from collections import defaultdict
from difflib import get_close_matches

from django.core.exceptions import ValidationError

from members.models import Jurisdiction, Office
from members.models.place_names import plain
from spreadsheets.cells import excerpt
from spreadsheets.planner import errors_in
from spreadsheets.plans import RowAnswer, Unclear

Kind = Jurisdiction.Kind
MUNICIPAL = frozenset(Jurisdiction.MUNICIPAL_KINDS)
#: More words for a "Type" than the labels of the kinds. Towns, cities and villages differ only in name.
KINDS_BY_WORD = {
    "county": (Kind.COUNTY,),
    **dict.fromkeys(("municipality", "municipal"), Jurisdiction.MUNICIPAL_KINDS),
    **dict.fromkeys(
        ("school", "schools", "school board", "board of education"), (Kind.SCHOOL_DISTRICT,)
    ),
    **dict.fromkeys(("other", "district"), (Kind.OTHER,)),
}
#: The same office in other words. The second pattern applies only to municipalities.
SAME_OFFICE = [
    (r"\bcouncil ?(man|woman|person|or)\b|\bcouncill?or\b|\bcouncilmember\b", "council member"),
    (r"\bcommission(er)? member\b|\bcounty commission\b", "commissioner"),
    (r"\bschool board( member)?\b|\bboe member\b", "board of education member"),
    (r"\bboard of (county )?commissioners( member)?\b", "county commissioner"),
    (r"\bcouncil$", "council member"),
]
SAME_MUNICIPAL_OFFICE = (
    r"\b(board of )?(town )?(commissioners?|alder(man|men|woman|person)|trustee)( member)?\b"
)


def kinds_in(text):
    """Return the kinds of place that a "Type" means, all of them if it is empty."""
    if not text:
        return set(Kind)
    word = plain(text)
    for kind in Kind:
        if word in (plain(kind.label), plain(kind.value.replace("_", " "))):
            return MUNICIPAL if kind in MUNICIPAL else {kind}
    if word in KINDS_BY_WORD:
        return set(KINDS_BY_WORD[word])
    labels = ", ".join(kind.label.lower() for kind in Kind)
    raise ValidationError(f"“{excerpt(text)}” isn’t a kind of place. Enter one of: {labels}.")


class Places:
    """All places, by each of their names."""

    def __init__(self):
        self.by_pk = {place.pk: place for place in Jurisdiction.objects.all()}
        self.by_name = defaultdict(list)
        for place in self.by_pk.values():
            for name in dict.fromkeys(names_of(place)):
                self.by_name[name].append(place)

    def called(self, text, kinds=frozenset(Kind)):
        """Return the places that the words may mean, or raise ValidationError if there is none of these kinds."""
        named = self.by_name.get(plain(text), [])
        found = [place for place in named if place.kind in kinds]
        if found:
            return [place for place in found if not place.retired] or found
        if named:
            listed = " or ".join(place.display_name for place in named)
            raise ValidationError(f"“{excerpt(text)}” isn’t of that type. There is {listed}.")
        alike = get_close_matches(plain(text)[:120], self.by_name, n=1, cutoff=0.8)
        hint = f" Did you mean {self.by_name[alike[0]][0].display_name}?" if alike else ""
        raise ValidationError(f"There is no place called “{excerpt(text)}”.{hint}")


def names_of(place):
    name = plain(place.name)
    yield name
    yield plain(place.display_name)
    if place.kind == Kind.COUNTY:
        bare = name.removesuffix(" county")
        yield from (bare, f"{bare} county", f"county of {bare}")
    elif place.kind in MUNICIPAL:
        for kind in (kind.value for kind in MUNICIPAL):
            yield from (f"{kind} of {name}", f"{name} {kind}")


class Offices:
    """All offices, by their official and their everyday names."""

    def __init__(self):
        self.by_pk = {office.pk: office for office in Office.objects.all()}
        self.by_name = {plain(office.name): office for office in self.by_pk.values()}

    def called(self, text, place=None):
        """Return the office that the words mean, in the place if it is known, or raise ValidationError."""
        words = plain(text)
        if office := self.by_name.get(words) or self._titled(words, place):
            return office
        found = self._with_words(words, place)
        if len(found) == 1:
            return found[0]
        listed = ", ".join(office.name for office in found or self.by_pk.values())
        if found:
            raise ValidationError(
                f"“{excerpt(text)}” could mean several offices. Enter one of: {listed}."
            )
        raise ValidationError(
            f"There is no office called “{excerpt(text)}”. The offices are: {listed}."
        )

    def _titled(self, words, place):
        titled = [o for o in self.by_pk.values() if place and plain(o.title_in(place)) == words]
        return titled[0] if len(titled) == 1 else None

    def _with_words(self, words, place):
        """Return the offices whose name has every word of a title, apart from the place's own name."""
        for pattern, other in SAME_OFFICE:
            words = re.sub(pattern, other, words)
        if place and place.kind in MUNICIPAL and not re.search(r"\bcounty\b", words):
            words = re.sub(SAME_MUNICIPAL_OFFICE, "council member", words)
        if place:
            words = re.sub(rf"\b{re.escape(plain(place.name))}\b", " ", words)
        sought = set(words.split()) - {"of", "the", "for"}
        named = [(office, set(name.split())) for name, office in self.by_name.items()]
        exact = [office for office, name in named if name - {"of"} == sought]
        return exact or [office for office, name in named if sought and sought <= name]


def find_place(places, cells, known, decision):
    """Return the row's place, or None if it names none; `known`, the place on record, resolves doubts."""
    if "jurisdiction" not in cells:
        return None
    with errors_in("kind"):
        kinds = kinds_in(cells.get("kind", ""))
    with errors_in("jurisdiction"):
        found = places.called(cells["jurisdiction"], kinds)
    if known in found:
        return known
    chosen = [place for place in found if str(place.pk) == str(decision.get("place"))]
    if len(chosen or found) == 1:
        return (chosen or found)[0]
    options = [RowAnswer(str(place.pk), place.display_name) for place in found]
    named = " or ".join(option.label for option in options)
    raise Unclear("place", f"“{cells['jurisdiction']}” could mean {named}.", options)


def find_office(offices, cells, place, tenure):
    if "office" not in cells:
        return None
    with errors_in("office"):
        return offices.called(cells["office"], place or (tenure.jurisdiction if tenure else None))

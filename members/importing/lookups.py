"""The places that the words in a file mean, along with the offices that places of their kinds have."""

from django.core.exceptions import ValidationError
from django.utils.text import get_text_list

from members.importing.titles import MUNICIPAL, Title
from members.models import Jurisdiction, all_places
from members.models.place_names import meant_instead, name_of, name_typed, plain
from members.public.place_search import by_likeness, named
from spreadsheets.cells import excerpt
from spreadsheets.planner import errors_in
from spreadsheets.plans import RowAnswer, Unclear, Wrong

Kind = Jurisdiction.Kind
ALL_KINDS = frozenset(Kind)
SCHOOLS = frozenset({Kind.SCHOOL_DISTRICT})
#: More words for a "Type" than the labels of the kinds. Towns, cities and villages differ only in name.
KINDS_BY_WORD = {
    "county": (Kind.COUNTY,),
    **dict.fromkeys(("municipality", "municipal"), Jurisdiction.MUNICIPAL_KINDS),
    **dict.fromkeys(
        ("school", "schools", "school board", "board of education"), (Kind.SCHOOL_DISTRICT,)
    ),
    **dict.fromkeys(("other", "district"), (Kind.OTHER,)),
}


def kinds_in(text):
    """Return the kinds of place that a "Type" means, all of them if it is empty."""
    if not text:
        return ALL_KINDS
    word = plain(text)
    for kind in Kind:
        if word in (plain(kind.label), plain(kind.value.replace("_", " "))):
            return MUNICIPAL if kind in MUNICIPAL else frozenset({kind})
    if word in KINDS_BY_WORD:
        return frozenset(KINDS_BY_WORD[word])
    labels = ", ".join(kind.label.lower() for kind in Kind)
    raise ValidationError(f"“{excerpt(text)}” isn’t a kind of place. Enter one of: {labels}.")


class Places:
    """All places, found by the rules of the public search."""

    def __init__(self):
        self.by_pk = all_places()
        self.all = list(self.by_pk.values())
        self.active = [place for place in self.all if not place.retired]
        self.found, self.kinds = {}, {}

    def called(self, text, kinds=ALL_KINDS):
        """Return the places that the words may mean, or raise ValidationError if there is none of these kinds."""
        exact = self._named(text)
        found = [place for place in exact if place.kind in kinds]
        if kinds == ALL_KINDS and self.kinds_typed(text) == ALL_KINDS:
            # "Durham" is the city or the county; its schools have a longer name.
            found = [place for place in found if place.kind not in SCHOOLS] or found
        if found:
            return [place for place in found if not place.retired] or found
        if exact:
            listed = get_text_list([place.display_name for place in exact], "or")
            raise ValidationError(f"“{excerpt(text)}” isn’t of that type. There is {listed}.")
        hint = self._nearest(text, kinds)
        hint = f" Did you mean {hint.display_name}?" if hint else ""
        raise ValidationError(f"There is no place called “{excerpt(text)}”.{hint}")

    def kinds_typed(self, text):
        """Return the kinds of place that the words themselves show, such as "County" or "City of"."""
        if text not in self.kinds:
            self.kinds[text] = frozenset(name_typed(text, self.all).kinds)
        return self.kinds[text]

    def _named(self, text):
        if text not in self.found:
            self.found[text] = named(text, self.all)
        return self.found[text]

    def _nearest(self, text, kinds):
        """Return the likeliest place of the right kind, or a school district where the likeliest one is."""
        likely = list(by_likeness(text, self.active))
        kinds = kinds & self.kinds_typed(text)
        if right := [place for place in likely if place.kind in kinds]:
            return right[0]
        districts = [place for place in self.active if place.kind in SCHOOLS & kinds]
        return next(
            (district for district in districts if likely and likely[0].county in district.lies_in),
            None,
        )


def find_place(places, cells, known, decision):
    """Return the row's place, or None if it names none; `known`, the place on record, resolves doubts."""
    found = places_of(places, cells)
    return known if known in found else the_one(found, cells, decision)


def find_place_and_title(places, offices, cells, tenure, decision):
    """Return the row's place and the Title of its office, each None if the row doesn't name it.

    Each resolves doubts about the other: the mayor of Durham is one of the city. `tenure`, the one on record
    that the row has the ID of, resolves them as well.
    """
    if "office" not in cells and not tenure:
        return find_place(places, cells, None, decision), None
    found = places_of(places, cells)
    known = places.by_pk.get(tenure.jurisdiction_id) if tenure else None
    if known in found:
        found = [known]
    candidates = found or [known]
    titles = titles_in(offices, cells, candidates, tenure)
    suiting = [place for place in candidates if place in titles]
    suiting = [place for place in suiting if suits(titles[place], place, tenure)]
    if not suiting:
        title = next(iter(titles.values()))
        suiting = [instead(places, cells, title, candidates, decision)]
        titles = titles_in(offices, cells, suiting, tenure)
    place = the_one(suiting, cells, decision)
    return place if found else None, titles[place] if "office" in cells else None


def places_of(places, cells):
    if "jurisdiction" not in cells:
        return []
    with errors_in("kind"):
        kinds = kinds_in(cells.get("kind", ""))
    with errors_in("jurisdiction"):
        return places.called(cells["jurisdiction"], kinds)


def titles_in(offices, cells, candidates, tenure):
    """Map each of the places to what the row's title means there; raise Wrong if it means nothing anywhere."""
    if "office" not in cells:
        return dict.fromkeys(candidates, Title(tenure.office))
    titles, errors = {}, []
    for place in candidates:
        try:
            titles[place] = offices.read(cells["office"], place)
        except ValidationError as error:
            errors.append(error)
    if not titles:
        with errors_in("office"):
            raise errors[0]
    return titles


def suits(title, place, tenure):
    """Return whether a place has the office, or the record says so already."""
    is_known = tenure and (tenure.office, tenure.jurisdiction) == (title.office, place)
    return is_known or place is None or title.suits(place)


def instead(places, cells, title, candidates, decision):
    """Return the place that is meant instead of those that don't have the office. Raises Unclear or Wrong.

    The editor isn't asked which school district is meant by its county, nor which place by a name that doesn't
    show its kind.
    """
    refusal = title.mismatch_with(candidates[0])
    if "jurisdiction" not in cells:
        raise Wrong("office", refusal)
    others = meant_instead(candidates, title.suits, places.active)
    if not others:
        raise Wrong("jurisdiction", refusal)
    by_county = others[0].kind in SCHOOLS and any(p.kind == Kind.COUNTY for p in candidates)
    by_name = places.kinds_typed(cells["jurisdiction"]) == ALL_KINDS and share_name(
        others[0], candidates
    )
    if len(others) == 1 and "kind" not in cells and (by_county or by_name):
        return others[0]
    if chosen := chosen_among(others, decision):
        return chosen[0]
    raise Unclear("place", f"{refusal} Which place is it?", answers(others))


def share_name(place, others):
    return any(name_of(place.name).bare == name_of(other.name).bare for other in others)


def answers(places):
    return [RowAnswer(str(place.pk), place.display_name) for place in places]


def chosen_among(places, decision):
    return [place for place in places if place and str(place.pk) == str(decision.get("place"))]


def the_one(found, cells, decision):
    """Return the only one of the places, or the one that the editor chose, or None of none. Raises Unclear."""
    chosen = chosen_among(found, decision) or found
    if len(chosen) <= 1:
        return next(iter(chosen), None)
    options = answers(found)
    labels = " or ".join(option.label for option in options)
    raise Unclear("place", f"“{cells['jurisdiction']}” could mean {labels}.", options)

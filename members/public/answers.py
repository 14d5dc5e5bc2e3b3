"""Answers to "who serves there?" for the places a search finds, and the people a site search finds."""

from dataclasses import dataclass, field

from core.folding import plain_text
from core.generation import prepared
from core.search import MOST_OF_EACH
from members.models import Jurisdiction, Person, todays_roster
from members.models.people import people_with_titles
from members.public.place_search import Hit, OutsideNorthCarolina, find_places, zip_code_in


@dataclass
class Answer:
    """A place that was found, the people who serve there, and others who serve its residents.

    `people` hold an office of the place itself; `inside` hold one of a place in the county that was found.
    `nearby` lists the represented places that also serve its residents, including their county.
    `uncertain` is true if an approximate date leaves open whether anyone serves there.
    """

    hit: Hit
    people: list = field(default_factory=list)
    inside: list = field(default_factory=list)
    nearby: list = field(default_factory=list)
    uncertain: bool = False

    @property
    def is_unserved(self):
        """Return whether no one is known to serve there, nor in any place in the county."""
        return not self.people and not self.inside

    @property
    def neighbors(self):
        """The represented places that also serve its residents, if none of them is inside it."""
        return [] if self.inside else self.nearby

    @property
    def places(self):
        """The places whose members are named."""
        place = self.hit.place
        return [place, *self.nearby] if place.kind == place.Kind.COUNTY else [place]

    def add(self, person):
        """Add the person if they serve in one of the places."""
        serves = {tenure.jurisdiction_id for tenure in person.leading_tenures}
        if self.hit.place.pk in serves:
            self.people.append(person)
        elif any(place.pk in serves for place in self.places):
            self.inside.append(person)


@prepared(most=5)
def answers_about(query):
    """Return an Answer for each place that the query may mean, likeliest first, in a fixed number of queries.

    Raise OutsideNorthCarolina for a ZIP code in another state.
    """
    hits = find_places(query)
    if not hits:
        return []
    roster = todays_roster()
    found = [
        Answer(
            hit,
            nearby=serving_as_well(hit.place, roster.places),
            uncertain=hit.place.pk in roster.uncertain_places,
        )
        for hit in hits
    ]
    serving = roster.serving(*(place for answer in found for place in answer.places))
    for person in people_with_titles(frozenset(serving)).values():
        for answer in found:
            answer.add(person)
    return found


def serving_as_well(place, represented):
    """Return the represented places whose members also serve this one's residents, counties first."""
    counties = set(place.lies_in or [place])
    found = [
        other
        for other in represented
        if other != place
        and not counties.isdisjoint(other.lies_in or [other])
        and (other.kind not in Jurisdiction.MUNICIPAL_KINDS or place.kind == place.Kind.COUNTY)
    ]
    return sorted(
        found, key=lambda other: (other.kind != other.Kind.COUNTY, other.sort_key, other.pk)
    )


def counties_among(answers):
    """Return the counties that were found."""
    places = [answer.hit.place for answer in answers]
    return [place for place in places if place.kind == place.Kind.COUNTY]


def no_answer(zip_code, outside=False):
    """Return the reason that a search found no place."""
    if outside:
        return "That ZIP code is outside North Carolina."
    if zip_code:
        return f"We don’t recognize the ZIP code {zip_code}."
    return "We don’t know of a place by that name in North Carolina. Try the county or the nearest town."


#: The number of matches to read, so that people without a page can be skipped.
AT_ONCE, MOST_LOOKED_AT = 3 * MOST_OF_EACH, 30 * MOST_OF_EACH


def search_places(query, topics):
    """Return the people who serve in the places in the query, or a notice about a ZIP code in another state."""
    zip_code = zip_code_in(query)
    try:
        places = answers_about(query)
    except OutsideNorthCarolina:
        return {"notice": no_answer(zip_code, outside=True)}
    if places:
        return {"answers": places, "zip_code": zip_code, "counties": counties_among(places)}
    return {"notice": no_answer(zip_code)} if zip_code else None


def search_people(query, topics):
    """Return people sorted by name, because ranking makes SQLite read all matches for each one."""
    folded = plain_text(query) or query
    named = Person.objects.order_by("sort_key", "id").search(folded, order_by_relevance=False)
    public, found = Person.objects.listed().with_titles(), []
    for start in range(0, MOST_LOOKED_AT, AT_ONCE):
        matches = [person.pk for person in named[start : start + AT_ONCE]]
        people = public.in_bulk(matches)
        found += [people[pk] for pk in matches if pk in people]
        if len(found) >= MOST_OF_EACH or len(matches) < AT_ONCE:
            break
    return {"people": found[:MOST_OF_EACH]} if found else None

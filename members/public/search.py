"""People and places among the results of a search of the site."""

from core.search import MOST_OF_EACH
from members.models import Person
from members.public.answers import answers_to, counties_among
from members.public.place_search import OutsideNorthCarolina, find_places, zip_code_in

#: People who match and have no page make room for others, as far as this.
AT_ONCE, MOST_LOOKED_AT = 3 * MOST_OF_EACH, 30 * MOST_OF_EACH


def search_places(query, topics):
    """Who serves in the places that the query names, or why a ZIP code leads to none."""
    zip_code = zip_code_in(query)
    try:
        places = answers_to(find_places(query))
    except OutsideNorthCarolina:
        return {"notice": True, "outside": True}
    if places:
        return {"answers": places, "zip_code": zip_code, "counties": counties_among(places)}
    return {"notice": True, "zip_code": zip_code} if zip_code else None


def search_people(query, topics):
    """Search by name, not by rank: for the rank of each of n matches, SQLite reads all n."""
    named = Person.objects.order_by("sort_name", "id").search(query, order_by_relevance=False)
    public, found = Person.objects.public().listed().with_titles(), []
    for start in range(0, MOST_LOOKED_AT, AT_ONCE):
        matches = [person.pk for person in named[start : start + AT_ONCE]]
        people = public.in_bulk(matches)
        found += [people[pk] for pk in matches if pk in people]
        if len(found) >= MOST_OF_EACH or len(matches) < AT_ONCE:
            break
    return {"people": found[:MOST_OF_EACH]} if found else None

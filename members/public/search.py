"""People and places in the site's search results."""

from core.search import MOST_OF_EACH
from members.models import Person
from members.public.answers import answers_to, counties_among
from members.public.place_search import OutsideNorthCarolina, find_places, zip_code_in

#: The number of matches to read, so that people without a page can be skipped.
AT_ONCE, MOST_LOOKED_AT = 3 * MOST_OF_EACH, 30 * MOST_OF_EACH


def search_places(query, topics):
    """Return who serves in the places in the query, or a notice about a ZIP code in another state."""
    zip_code = zip_code_in(query)
    try:
        places = answers_to(find_places(query))
    except OutsideNorthCarolina:
        return {"notice": True, "outside": True}
    if places:
        return {"answers": places, "zip_code": zip_code, "counties": counties_among(places)}
    return {"notice": True, "zip_code": zip_code} if zip_code else None


def search_people(query, topics):
    """Return people sorted by name, not by rank, because SQLite reads all n matches to rank each one."""
    named = Person.objects.order_by("sort_name", "id").search(query, order_by_relevance=False)
    public, found = Person.objects.public().listed().with_titles(), []
    for start in range(0, MOST_LOOKED_AT, AT_ONCE):
        matches = [person.pk for person in named[start : start + AT_ONCE]]
        people = public.in_bulk(matches)
        found += [people[pk] for pk in matches if pk in people]
        if len(found) >= MOST_OF_EACH or len(matches) < AT_ONCE:
            break
    return {"people": found[:MOST_OF_EACH]} if found else None

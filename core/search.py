"""The kinds of search results. Each app registers its own."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from core.folding import sort_key

MOST_OF_EACH = 10


@dataclass(frozen=True)
class SearchKind:
    """A section of the search page. `find(query, topics)` returns the context of the template, or None.

    `topics` are the topics named in the query. A context with a true `notice` says why nothing was found.
    """

    order: int
    template: str
    find: Callable


registry = []


def register(order, template, find):
    registry.append(SearchKind(order, template, find))


def results(query, topics):
    """Return the context of each section that has something to show, in order."""
    return [
        {"template": kind.template, "query": query, **context}
        for kind in sorted(registry, key=lambda kind: kind.order)
        if (context := kind.find(query, topics))
    ]


def by_rank(found):
    """Return results in the search's order, with equally good ones sorted by name."""
    ranks = groupby(found.annotate_score("score"), key=lambda hit: hit.score)
    return [
        hit for _, equals in ranks for hit in sorted(equals, key=lambda hit: sort_key(str(hit)))
    ]

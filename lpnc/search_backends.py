"""Wagtail's database search, made safe for any input.

SQLite's index raises an error on an unpaired double quote and recurses on thousands of words. Cleaning
the query here covers every search box, including the admin's.
"""

from modelsearch.backends import database
from modelsearch.query import MATCH_NONE, And, Or, Phrase, PlainText

MAX_WORDS = 16
MAX_CHARACTERS = 200


def clean_query(query):
    """Return the searchable part of a query: no quotes or control characters, 16 words in 200 characters."""
    printable = "".join(c if c.isprintable() and c != '"' else " " for c in query[:MAX_CHARACTERS])
    return " ".join(printable.split()[:MAX_WORDS])


def cleaned(query):
    """Clean `query`, a string or a tree of phrases and words; one without any word finds nothing."""
    if isinstance(query, str):
        return clean_query(query) or MATCH_NONE
    if isinstance(query, PlainText | Phrase):
        query.query_string = clean_query(query.query_string)
        return query if query.query_string else MATCH_NONE
    if isinstance(query, And | Or):
        parts = [cleaned(part) for part in query.subqueries[:MAX_WORDS]]
        parts = [part for part in parts if part is not MATCH_NONE]
        return type(query)(parts) if parts else MATCH_NONE
    return query


class CleanQueryMixin:
    def search(self, query, *args, **kwargs):
        return super().search(cleaned(query), *args, **kwargs)

    def autocomplete(self, query, *args, **kwargs):
        return super().autocomplete(cleaned(query), *args, **kwargs)


def SearchBackend(params):
    """Return the backend of the current database with cleaned queries."""
    backend = type(database.SearchBackend(params))
    return type(f"Clean{backend.__name__}", (CleanQueryMixin, backend), {})(params)

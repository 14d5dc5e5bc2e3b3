"""Wagtail's database search, made safe for whatever people type.

SQLite's index raises on an unpaired double quote and recurses on thousands of words; the cleaning
stands here so that every search box, the admin's included, gets it.
"""

from modelsearch.backends import database
from modelsearch.query import MATCH_NONE, And, Or, Phrase, PlainText

MAX_WORDS = 16
MAX_CHARACTERS = 200


def clean_query(query):
    """What can be searched for: no quotes, no control characters, 16 words in 200 characters."""
    printable = "".join(c if c.isprintable() and c != '"' else " " for c in query[:MAX_CHARACTERS])
    return " ".join(printable.split()[:MAX_WORDS])


def cleaned(query):
    """`query`, which is a string or a tree of phrases and words; without any word it finds nothing."""
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
    """The backend of the database in use, with cleaned queries."""
    backend = type(database.SearchBackend(params))
    return type(f"Clean{backend.__name__}", (CleanQueryMixin, backend), {})(params)

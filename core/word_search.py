"""The search of the admin's listings: in the database, by parts of words."""

from django.db.models import Q

MOST_WORDS = 8


class WordSearch:
    """A search for records in which every word of the query is part of one of the `search_fields`."""

    def search_queryset(self, queryset):
        for word in self.search_query.split()[:MOST_WORDS]:
            queryset = self.with_word(queryset, word)
        return queryset

    def with_word(self, queryset, word):
        lookups = [(f"{field}__icontains", word) for field in self.search_fields]
        return queryset.filter(Q(*lookups, _connector=Q.OR))


class WordSearchInRows(WordSearch):
    """The same search for fields of rows of which a record may have several."""

    def with_word(self, queryset, word):
        found = super().with_word(self.model.objects.all(), word)
        return queryset.filter(pk__in=found.values("pk"))

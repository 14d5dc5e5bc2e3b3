"""Wins in the site's search results."""

from campaigns.models import Win
from core.search import MOST_OF_EACH, by_rank


def search_wins(query, topics):
    """Return wins on record that match the query, followed by those about the topics."""
    on_record = Win.objects.on_record().for_list()
    by_words = [win.pk for win in by_rank(Win.objects.search(query)[: 3 * MOST_OF_EACH])]
    found = on_record.in_bulk(by_words)
    unique = [found[pk] for pk in by_words if pk in found]
    by_topic = on_record.about(topics=topics).exclude(pk__in=found).in_list_order()
    wins = [*unique, *by_topic[: MOST_OF_EACH + 1]]
    numbers = Win.objects.on_record().by_topic(topics)
    if not wins:
        return None
    return {
        "wins": wins[:MOST_OF_EACH],
        "more": len(wins) > MOST_OF_EACH,
        "topics": [(topic, numbers[topic.pk]) for topic in topics if topic.pk in numbers],
    }

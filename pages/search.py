"""One search over everything that a visitor may see."""

from dataclasses import dataclass, field
from itertools import groupby

from wagtail.documents import get_document_model
from wagtail.models import Page

from campaigns.models import Win
from members.answers import answers, counties_among
from members.finding import OutsideNorthCarolina, find, zip_code_in
from members.models import Person
from pages.topics import Topic
from pages.visibility import public_documents, published

MOST_OF_EACH = 10
#: People who match and have no page make room for others, as far as this.
AT_ONCE, MOST_LOOKED_AT = 3 * MOST_OF_EACH, 30 * MOST_OF_EACH
MOST_PAGES = 200


@dataclass
class Found:
    """What a search found, each list best first; `places` are answers.

    `win_topics` are pairs of a topic and how many wins are on record about it; `more_wins` says whether
    more than the `wins` were found.
    """

    places: list = field(default_factory=list)
    people: list = field(default_factory=list)
    topics: list = field(default_factory=list)
    wins: list = field(default_factory=list)
    more_wins: bool = False
    win_topics: list = field(default_factory=list)
    pages: list = field(default_factory=list)
    documents: list = field(default_factory=list)
    zip_code: str | None = None
    outside: bool = False

    @property
    def counties(self):
        return counties_among(self.places)

    def __bool__(self):
        lists = (self.places, self.people, self.topics, self.wins, self.pages, self.documents)
        return any(lists)


def search_site(query):
    """What matches `query`; a topic's synonym also finds the pages and wins about that topic."""
    if not query:
        return Found()
    topics = Topic.objects.kept().named_in(query)
    wins = search_wins(query, topics)
    found = Found(
        people=search_people(query),
        topics=topics,
        wins=wins[:MOST_OF_EACH],
        more_wins=len(wins) > MOST_OF_EACH,
        win_topics=with_wins(topics),
        pages=search_pages(query, topics),
        documents=in_order(search_documents(query))[:MOST_OF_EACH],
        zip_code=zip_code_in(query),
    )
    try:
        found.places = answers(find(query))
    except OutsideNorthCarolina:
        found.outside = True
    return found


def in_order(results):
    """Results as the search ranks them, equally good ones by name."""
    ranks = groupby(results.annotate_score("score"), key=lambda found: found.score)
    return [found for _, equals in ranks for found in sorted(equals, key=str)]


def search_people(query):
    """By name, not by rank: for the rank of each of n matches, SQLite reads all n."""
    named = Person.objects.order_by("sort_name", "id").search(query, order_by_relevance=False)
    public, found = Person.objects.public().listed().with_titles(), []
    for start in range(0, MOST_LOOKED_AT, AT_ONCE):
        matches = [person.pk for person in named[start : start + AT_ONCE]]
        people = public.in_bulk(matches)
        found += [people[pk] for pk in matches if pk in people]
        if len(found) >= MOST_OF_EACH or len(matches) < AT_ONCE:
            break
    return found[:MOST_OF_EACH]


def search_wins(query, topics):
    """Wins on record, those first that say the words themselves; one more at least than are shown."""
    on_record = Win.objects.on_record().for_list()
    by_words = [win.pk for win in in_order(Win.objects.search(query)[: 3 * MOST_OF_EACH])]
    found = on_record.in_bulk(by_words)
    unique = [found[pk] for pk in by_words if pk in found]
    by_topic = on_record.about(topics=topics).exclude(pk__in=found).in_list_order()
    return [*unique, *by_topic[: MOST_OF_EACH + 1]]


def with_wins(topics):
    numbers = Win.objects.on_record().by_topic(topics)
    return [(topic, numbers[topic.pk]) for topic in topics if topic.pk in numbers]


def search_documents(query):
    documents = get_document_model().objects
    return documents.filter(pk__in=public_documents().values("pk")).search(query)


def search_pages(query, topics):
    public = Page.objects.filter(pk__in=published().values("pk"), depth__gte=2)
    by_words = in_order(public.search(query)[:MOST_PAGES])
    by_topic = public.filter(page_topics__topic__in=topics).distinct().order_by("title", "pk")
    unique = {page.pk: page for page in [*by_words, *by_topic]}
    return list(unique.values())


def with_summaries(pages):
    """The same pages as their own types, which know a summary, in the same order."""
    own_types = Page.objects.filter(pk__in=[page.pk for page in pages]).specific().in_bulk()
    return [own_types[page.pk] for page in pages]

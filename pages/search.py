"""One search of everything that a visitor may see."""

from collections import ChainMap

from wagtail.documents import get_document_model
from wagtail.models import Page

from core.generation import prepared
from core.search import MOST_OF_EACH, by_rank, results
from core.site_settings import default_site
from core.topics import named_among, topics_in_use
from core.visibility import page_tree, public_documents, published

MOST_PAGES = 200


def search_site(query):
    """Return the sections with results and the matching pages; a topic's synonym also finds items about
    that topic."""
    if not query:
        return [], []
    topics = named_among(topics_in_use(), query)
    return results(query, topics), search_pages(query, topics)


def search_topics(query, topics):
    return topics and {"topics": topics}


def search_documents(query, topics):
    if not getattr(default_site(), "has_documents", True):
        return None
    documents = get_document_model().objects.filter(pk__in=public_documents().values("pk"))
    found = by_rank(documents.search(query))[:MOST_OF_EACH]
    return found and {"documents": found}


def search_pages(query, topics):
    public = Page.objects.filter(pk__in=published().values("pk"), depth__gte=2)
    by_words = by_rank(public.search(query)[:MOST_PAGES])
    by_topic = public.filter(page_topics__topic__in=topics).distinct().order_by("title", "pk")
    unique = {page.pk: page for page in [*by_words, *by_topic]}
    return list(unique.values())


def with_summaries(pages):
    """Return the same pages as their specific types, which have a summary, in the same order."""
    own_types = specific_pages(tuple(page.pk for page in pages))
    return [own_types[page.pk] for page in pages if page.pk in own_types]


@prepared(most=5)
def specific_pages(pks):
    by_type = page_tree().by_type(pks)
    return dict(ChainMap(*(model.objects.in_bulk(pks) for model, pks in by_type.items())))

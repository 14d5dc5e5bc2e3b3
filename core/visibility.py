"""The only place that decides which pages and files anyone may read."""

from functools import cached_property

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from core.generation import prepared


def open_to_all():
    """Return the condition that neither a page nor one above it is private or an alias of a private one."""
    restrictions = PageViewRestriction.objects.alias(
        of=outer("path"), source=outer("alias_of__path"), origin=outer("alias_of__alias_of__path")
    )
    ways = ("page", "page__aliases", "page__aliases__aliases", "page__aliases__aliases__aliases")
    covering = [Q(of__startswith=F(f"{way}__path")) for way in ways]
    covering += [Q(source__startswith=F("page__path")), Q(origin__startswith=F("page__path"))]
    return ~Exists(restrictions.filter(Q(*covering, _connector=Q.OR)))


def outer(field):
    return ExpressionWrapper(OuterRef(field), output_field=models.CharField())


def published(pages=None):
    """Return the given pages, or else all pages, that anyone may read now."""
    return (Page.objects.all() if pages is None else pages).filter(open_to_all(), live=True)


def with_published(pages):
    """Annotate each page with `is_published`."""
    return pages.annotate(is_published=Q(open_to_all(), live=True))


class PageTree:
    """Every page, without what only its own page shows, and with `is_published`."""

    FIELDS = ("path", "depth", "live", "title", "slug", "content_type", "url_path", "alias_of")

    def __init__(self):
        self.pages = list(with_published(Page.objects.only(*self.FIELDS)))
        self.addresses = {}

    @cached_property
    def by_pk(self):
        return {page.pk: page for page in self.pages}

    @cached_property
    def by_path(self):
        return {page.path: page for page in self.pages}

    @cached_property
    def by_url_path(self):
        return {page.url_path: page for page in self.pages}

    def above(self, page):
        """Return the pages above this one, from the root down."""
        paths = (page.path[: Page.steplen * depth] for depth in range(1, page.depth or 1))
        return [self.by_path[path] for path in paths if path in self.by_path]

    def address_of(self, page):
        """Return the page's `url`, which Wagtail puts together from its cache."""
        if page.pk not in self.addresses:
            self.addresses[page.pk] = page.url
        return self.addresses[page.pk]


@prepared
def page_tree():
    return PageTree()


def is_published(page):
    """Return whether anyone may read the page, of any type, now."""
    known = getattr(page, "is_published", None)
    return published(Page.objects.filter(pk=page.pk)).exists() if known is None else known


def public_documents():
    """Return the documents outside of private collections."""
    restrictions = CollectionViewRestriction.objects.alias(of=outer("collection__path"))
    closed = restrictions.filter(of__startswith=F("collection__path"))
    return get_document_model().objects.filter(~Exists(closed))

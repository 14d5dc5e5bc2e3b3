"""The only place that decides which pages and files anyone may read."""

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction


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


def is_published(page):
    """Return whether anyone may read the page, of any type, now."""
    known = getattr(page, "is_published", None)
    return published(Page.objects.filter(pk=page.pk)).exists() if known is None else known


def public_documents():
    """Return the documents outside of private collections."""
    restrictions = CollectionViewRestriction.objects.alias(of=outer("collection__path"))
    closed = restrictions.filter(of__startswith=F("collection__path"))
    return get_document_model().objects.filter(~Exists(closed))

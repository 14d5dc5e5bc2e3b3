"""The only place that decides which pages and files anyone may read."""

from collections import defaultdict
from functools import cached_property

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from core.generation import prepared


class PageTree:
    """Every page, by what places it in the tree, and which of them anyone may read."""

    FIELDS = ("path", "depth", "live", "title", "slug", "content_type", "url_path", "alias_of")

    def __init__(self):
        restrictions = PageViewRestriction.objects.filter(page=OuterRef("pk"))
        pages = Page.objects.only(*self.FIELDS).annotate(restricted=Exists(restrictions))
        self.by_pk = {page.pk: page for page in pages}
        self.by_path = {page.path: page for page in self.by_pk.values()}
        self.addresses = {}

    @cached_property
    def closed(self):
        """The ids of the pages that not everyone may read, even if they are live."""
        restricted = {page.pk for page in self.by_pk.values() if page.restricted}
        if not restricted:
            return restricted
        return {pk for pk, page in self.by_pk.items() if restricted & self.closing(page)}

    def closing(self, page):
        """Return the ids of the pages whose restrictions hold for this one: its own, those above it, the
        source of each alias among these, and so on."""
        found, further = set(), [page]
        while further:
            page = further.pop()
            if page and page.pk not in found:
                found.add(page.pk)
                further += [*self.above(page), self.by_pk.get(page.alias_of_id)]
        return found

    @cached_property
    def published(self):
        """The pages that anyone may read, by their ids."""
        return {pk: page for pk, page in self.by_pk.items() if page.live and pk not in self.closed}

    @cached_property
    def by_url_path(self):
        """The pages that anyone may read, by their paths below the root."""
        return {page.url_path: page for page in self.published.values()}

    @cached_property
    def listed(self):
        """The same pages without the aliases, which repeat a page that is listed itself."""
        return {pk: page for pk, page in self.published.items() if not page.alias_of_id}

    def original_of(self, page):
        """Return the page that an alias repeats if anyone may read that, or else the page itself."""
        passed = set()
        while page.alias_of_id in self.published and page.pk not in passed:
            passed.add(page.pk)
            page = self.published[page.alias_of_id]
        return page

    def above(self, page):
        """Return the pages above this one, from the root down."""
        paths = (page.path[: Page.steplen * depth] for depth in range(1, page.depth or 1))
        return [self.by_path[path] for path in paths if path in self.by_path]

    def by_type(self, pks):
        """Return those of these ids that belong to listed pages, by the pages' types."""
        found = defaultdict(list)
        for pk in pks:
            if page := self.listed.get(pk):
                found[page.specific_class or Page].append(pk)
        return dict(found)

    def address_of(self, page):
        """Return the page's `url`."""
        if page.pk not in self.addresses:
            self.addresses[page.pk] = page.url
        return self.addresses[page.pk]


@prepared
def page_tree():
    return PageTree()


def published(pages=None):
    """Return those of the given pages, or else of all pages, that anyone may read now, without aliases."""
    pages = Page.objects.all() if pages is None else pages
    return pages.filter(live=True, alias_of=None).exclude(pk__in=page_tree().closed)


def is_published(page):
    """Return whether anyone may read the page, of any type, now; an alias counts as well."""
    return page.pk in page_tree().published


def public_address(page):
    """Return the address of a page that anyone may read, or "" for another one or none."""
    tree = page_tree()
    return tree.address_of(page) if page and page.pk in tree.published else ""


def public_documents():
    """Return the documents outside of private collections."""
    path = ExpressionWrapper(OuterRef("collection__path"), output_field=models.CharField())
    restrictions = CollectionViewRestriction.objects.alias(of=path)
    closed = restrictions.filter(of__startswith=F("collection__path"))
    return get_document_model().objects.filter(~Exists(closed))

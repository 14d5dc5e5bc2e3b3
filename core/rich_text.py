import re

from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from core.choosable import is_number
from core.visibility import page_tree

#: The id that a link or an embed in stored text refers to.
LINKED_ID = re.compile(r'(<(?:a|embed)\b[^>]*?\bid=")([^"]*)"')
#: NUL and unpaired surrogates, which JSON from the editor can contain but no database can store.
IMPOSSIBLE = re.compile("[\0\ud800-\udfff]")


def possible(match):
    """Return the tag with a possible id, or else 0, which no record has and Wagtail treats as a broken link."""
    return f'{match[1]}{match[2] if is_number(match[2]) else 0}"'


class RichTextArea(DraftailRichTextArea):
    """Wagtail's own editor, minus characters that can't be stored."""

    def value_from_datadict(self, data, files, name):
        try:
            html = super().value_from_datadict(data, files, name)
        except (TypeError, KeyError, ValueError, AttributeError, AssertionError):
            return ""  # no editor sends anything but blocks of words
        return html and LINKED_ID.sub(possible, IMPOSSIBLE.sub("", html))


class TolerantHandler:
    """A handler that tolerates links without an id."""

    @classmethod
    def extract_references(cls, attrs):
        return super().extract_references(attrs) if "id" in attrs else []


class PublishedPageLinkHandler(TolerantHandler, PageLinkHandler):
    """Page links in text: the words stay, but only a page that anyone may read is linked."""

    @classmethod
    def get_many(cls, attrs_list):
        return linked(page_tree().published, attrs_list)


class KnownDocumentLinkHandler(TolerantHandler, DocumentLinkHandler):
    """Document links in text: the words stay if no document has the id."""

    @classmethod
    def get_many(cls, attrs_list):
        chosen = [attrs["id"] for attrs in attrs_list if is_number(str(attrs.get("id")))]
        return linked(cls.get_model().objects.in_bulk(chosen), attrs_list)


def linked(by_pk, attrs_list):
    """Return the record of each link, or None if no record has its id."""
    found = {str(pk): record for pk, record in by_pk.items()}
    return [found.get(str(attrs.get("id"))) for attrs in attrs_list]


def link_what_is_there(features):
    """Replace Wagtail's handlers of links to pages and documents (a hook)."""
    features.register_link_type(PublishedPageLinkHandler)
    features.register_link_type(KnownDocumentLinkHandler)

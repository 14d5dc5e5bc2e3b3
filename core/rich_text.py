import re

from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from core.choosable import is_id
from core.visibility import published

#: What a link or an embed in stored text is about.
LINKED_ID = re.compile(r'(<(?:a|embed)\b[^>]*?\bid=")([^"]*)"')
#: A NUL, or half of a pair of code points: the editor sends JSON, which can spell them, but no database has them.
IMPOSSIBLE = re.compile("[\0\ud800-\udfff]")


def possible(match):
    """The tag with an id that some record may have; none has the id 0, which Wagtail takes for a broken link."""
    return f'{match[1]}{match[2] if is_id(match[2]) else 0}"'


class RichTextArea(DraftailRichTextArea):
    """Wagtail's own editor, without what can't be stored."""

    def value_from_datadict(self, data, files, name):
        try:
            html = super().value_from_datadict(data, files, name)
        except (TypeError, KeyError, ValueError, AttributeError, AssertionError):
            return ""  # no editor sends anything but blocks of words
        return html and LINKED_ID.sub(possible, IMPOSSIBLE.sub("", html))


class TolerantHandler:
    """A link without an id refers to nothing."""

    @classmethod
    def extract_references(cls, attrs):
        return super().extract_references(attrs) if "id" in attrs else []


class PublishedPageLinkHandler(TolerantHandler, PageLinkHandler):
    """Links of running text: the words stay, but a page that isn't open to all isn't linked."""

    @classmethod
    def get_many(cls, attrs_list):
        return linked(published(), attrs_list)


class KnownDocumentLinkHandler(TolerantHandler, DocumentLinkHandler):
    """The words stay where no document has the id."""

    @classmethod
    def get_many(cls, attrs_list):
        return linked(cls.get_model().objects.all(), attrs_list)


def linked(records, attrs_list):
    """Return for each link its record, or None where none of these has its id."""
    chosen = [str(attrs.get("id")) for attrs in attrs_list]
    found = {str(record.pk): record for record in records.filter(pk__in=filter(is_id, chosen))}
    return [found.get(pk) for pk in chosen]


def link_what_is_there(features):
    """Hook: takes the place of Wagtail's own handlers of links to pages and documents."""
    features.register_link_type(PublishedPageLinkHandler)
    features.register_link_type(KnownDocumentLinkHandler)

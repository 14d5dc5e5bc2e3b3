import re

from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from pages.visibility import published

#: A NUL, or half of a pair of code points: the editor sends JSON, which can spell them, but no database has them.
IMPOSSIBLE = re.compile("[\0\ud800-\udfff]")


class RichTextArea(DraftailRichTextArea):
    """Wagtail's own editor, without what can't be stored."""

    def value_from_datadict(self, data, files, name):
        html = super().value_from_datadict(data, files, name)
        return html and IMPOSSIBLE.sub("", html)


class PublishedPageLinkHandler(PageLinkHandler):
    """Links of running text: the words stay, but a page that isn't open to all isn't linked."""

    @classmethod
    def get_many(cls, attrs_list):
        chosen = [str(attrs.get("id")) for attrs in attrs_list]
        numbers = [pk for pk in chosen if pk.isdecimal()]
        pages = {str(page.pk): page for page in published(Page.objects.filter(pk__in=numbers))}
        return [pages.get(pk) for pk in chosen]


def link_published_pages(features):
    """Hook: takes the place of Wagtail's own handler of links to pages."""
    features.register_link_type(PublishedPageLinkHandler)

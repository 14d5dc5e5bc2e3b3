import re
from datetime import datetime, time

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from news.models import NewsPage
from pages.site_settings import OrganizationSettings

CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def plain(text):
    """The text without the control characters that XML has no room for."""
    return CONTROL_CHARACTERS.sub(" ", text)


class SiteFeed(Feed):
    """An Atom feed of this site; `path` is its own."""

    feed_type = Atom1Feed
    path = ""

    def get_object(self, request):
        return OrganizationSettings.for_request(request)

    def subtitle(self, organization):
        return plain(organization.description)

    def feed_url(self):
        return f"{settings.BASE_URL}{self.path}"

    def author_name(self, organization):
        return plain(organization.name)


class NewsFeed(SiteFeed):
    """The newest thirty items."""

    path = "/news/feed/"

    def title(self, organization):
        return plain(f"{organization.name}: news")

    def link(self):
        return f"{settings.BASE_URL}/news/"

    def items(self):
        return NewsPage.objects.published().in_list_order()[:30]

    def item_title(self, item):
        return plain(item.title)

    def item_description(self, item):
        return plain(item.summary)

    def item_link(self, item):
        return item.canonical_url

    def item_pubdate(self, item):
        if item.date:
            return timezone.make_aware(datetime.combine(item.date.first, time(12)))
        return item.first_published_at

    def item_updateddate(self, item):
        return item.last_published_at or self.item_pubdate(item)

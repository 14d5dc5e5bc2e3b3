from datetime import datetime, time

from django.conf import settings
from django.utils import timezone

from core.feeds import SiteFeed, feed_text
from news.models import NewsPage


class NewsFeed(SiteFeed):
    """The thirty newest news items."""

    path = "/news/feed/"

    def title(self, organization):
        return feed_text(f"{organization.name}: news")

    def link(self):
        return f"{settings.BASE_URL}/news/"

    def items(self):
        return NewsPage.objects.published().in_list_order()[:30]

    def item_title(self, item):
        return feed_text(item.title)

    def item_description(self, item):
        return feed_text(item.summary)

    def item_link(self, item):
        return item.canonical_url

    def item_pubdate(self, item):
        if item.date:
            return timezone.make_aware(datetime.combine(item.date.first, time(12)))
        return item.first_published_at

    def item_updateddate(self, item):
        return item.last_published_at or self.item_pubdate(item)

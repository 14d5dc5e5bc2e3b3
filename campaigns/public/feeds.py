"""The newest entries of the ledger as an Atom feed."""

from django.conf import settings

from campaigns.models import Win
from core.feeds import SiteFeed, feed_text


class WinFeed(SiteFeed):
    """The thirty most recently published wins on record."""

    path = "/wins/feed/"

    def title(self, organization):
        return feed_text(f"{organization.name}: local wins")

    def link(self):
        return f"{settings.BASE_URL}/wins/"

    def items(self):
        wins = Win.objects.on_record().select_related("jurisdiction")
        return wins.order_by("-first_published_at", "-pk")[:30]

    def item_title(self, win):
        return feed_text(f"{win.jurisdiction.display_name}: {win.title}")

    def item_description(self, win):
        return feed_text(win.summary)

    def item_link(self, win):
        return f"{settings.BASE_URL}{win.get_absolute_url()}"

    def item_pubdate(self, win):
        return win.first_published_at

    def item_updateddate(self, win):
        return win.last_published_at

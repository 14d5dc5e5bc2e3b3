"""The common base of this site's Atom feeds."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from core.site_settings import OrganizationSettings

CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def feed_text(text):
    """Return the text without the control characters that XML doesn't allow."""
    return CONTROL_CHARACTERS.sub(" ", text)


class SiteFeed(Feed):
    """An Atom feed of this site; `path` is its own."""

    feed_type = Atom1Feed
    path = ""

    def get_object(self, request):
        return OrganizationSettings.for_request(request)

    def subtitle(self, organization):
        return feed_text(organization.description)

    def feed_url(self):
        return f"{settings.BASE_URL}{self.path}"

    def item_guid(self, item):
        """Return an id that no change of the entry touches, as a tag URI (RFC 4151), whose year is that of the
        first entry; with an address as its id, a moved entry would be new to readers."""
        host = urlsplit(settings.BASE_URL).hostname
        return f"tag:{host},2026:{item._meta.label_lower}/{item.pk}"

    def author_name(self, organization):
        return feed_text(organization.name)

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.models import Site

from campaigns.models import Priority, Win
from core.models import Section, Topic
from core.visibility import published
from members.models import Jurisdiction, Person


class SiteSitemap(Sitemap):
    """A sitemap with addresses below BASE_URL, regardless of the request's host."""

    def get_protocol(self, protocol=None):
        return urlsplit(settings.BASE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.BASE_URL).netloc


class PageSitemap(SiteSitemap):
    def items(self):
        home = Site.objects.get(is_default_site=True).root_page
        return published(home.get_descendants(inclusive=True)).order_by("path")

    def location(self, page):
        return page.url

    def lastmod(self, page):
        return page.last_published_at


class SectionSitemap(SiteSitemap):
    def items(self):
        listed = [
            key for key in Section.Key if key not in (Section.Key.SEARCH, Section.Key.PRIORITIES)
        ]
        years = [reverse("priorities", args=[year]) for year in Priority.objects.years()]
        return [f"/{key}/" for key in listed] + [reverse("find"), reverse("data"), *years]

    def location(self, address):
        return address


class PersonSitemap(SiteSitemap):
    def items(self):
        return Person.objects.listed().order_by("pk")


class PlaceSitemap(SiteSitemap):
    def items(self):
        return Jurisdiction.objects.active().order_by("pk")


class TopicSitemap(SiteSitemap):
    def items(self):
        return Topic.objects.not_merged().order_by("pk")


class WinSitemap(SiteSitemap):
    def items(self):
        return Win.objects.published().order_by("pk")

    def lastmod(self, win):
        return win.last_published_at


SITEMAPS = {
    "pages": PageSitemap,
    "sections": SectionSitemap,
    "people": PersonSitemap,
    "places": PlaceSitemap,
    "topics": TopicSitemap,
    "wins": WinSitemap,
}

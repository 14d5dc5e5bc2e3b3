"""The home page and standard pages; the resource library is in `resources.py`."""

from django.db import models
from django.db.models import prefetch_related_objects
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from core.base import SitePage
from core.child_rows import kinds_of_rows, with_rows_known
from core.generation import prepared
from core.share_images import SharePicture
from core.visibility import page_tree
from members.models import todays_roster
from members.models.page_mixins import BodyMixin
from members.public.maps import county_roll
from pages.home import HomeBlock
from pages.resources import ResourceIndexPage, ResourcePage

__all__ = ["HomePage", "ResourceIndexPage", "ResourcePage", "StandardPage"]


class HomePage(SitePage):
    """The home page: sections filled from records, which staff order, hide and repeat."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "pages.StandardPage",
        "pages.ResourceIndexPage",
        "campaigns.CampaignIndexPage",
        "news.NewsIndexPage",
    ]
    max_count = 1
    page_description = "The home page."

    introduction = models.TextField(
        max_length=300,
        help_text="One sentence about who we are, for search engines and shared links.",
    )
    sections = StreamField(
        HomeBlock(),
        help_text="The sections of the home page, from top to bottom. Use the arrows to move them.",
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("sections")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    def get_context(self, request):
        context = super().get_context(request)
        context["counted_roster"] = roster = todays_roster()
        context["roll"] = county_roll(roster.members_by_county)
        return context

    @property
    def visible_sections(self):
        return [block for block in self.sections if not block.value["hidden"]]

    @property
    def opens_with_map(self):
        sections = self.visible_sections
        return bool(sections) and sections[0].block_type == "at_a_glance"

    @property
    def breadcrumbs(self):
        return []

    def share_picture(self, organization):
        return SharePicture(organization.tagline, organization.name, seed=self.slug)


@prepared(most=30)
def published_page(site, path):
    """Return the page at the path below the site's home page if it is one of ours that anyone may read."""
    found = page_tree().by_url_path.get(f"{site.root_page.url_path}{path}")
    if not found or not issubclass(found.specific_class or Page, SitePage):
        return None
    if hasattr(site.root_page, "homepage") and not path:
        pages = [site.root_page.homepage]  # read with the site
    else:
        model = found.specific_class
        pages = model.objects.select_related("share_image").filter(pk=found.pk)
        pages = with_rows_known(pages, *kinds_of_rows(model))
    prefetch_related_objects(pages, "share_image__renditions")
    return next(iter(pages), None)


class StandardPage(BodyMixin, SitePage):
    """A page of text, such as About, Contact or a statement."""

    parent_page_types = ["pages.HomePage", "pages.StandardPage"]
    subpage_types = ["pages.StandardPage"]
    page_description = "Text with pictures, tables, quotes and more."

    introduction = models.TextField(
        max_length=400, help_text="One or two sentences, shown in large type below the title."
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction"), *BodyMixin.body_panels]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]

"""Campaigns: an index of them, and a page for each."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from pages.base import AboutMixin, BodyMixin, PublishersMixin, SitePage


class CampaignIndexPage(SitePage):
    """Our state work: every campaign."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["campaigns.CampaignPage"]
    max_count = 1
    page_description = "Lists every campaign."

    introduction = models.TextField(
        max_length=400, help_text="One or two sentences, set large under the title."
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    def get_context(self, request):
        context = super().get_context(request)
        context["campaigns"] = CampaignPage.objects.child_of(self).published().in_list_order()
        return context


class CampaignPage(PublishersMixin, AboutMixin, BodyMixin, SitePage):
    """A statewide campaign, with a quilt block of its own."""

    class Pattern(models.TextChoices):
        GEESE = "geese", "Flying Geese (gold)"
        STAR = "star", "Ohio Star (sky)"
        PEEL = "peel", "Orange Peel (clay)"
        STEPS = "steps", "Courthouse Steps (pine)"

    parent_page_types = ["campaigns.CampaignIndexPage"]
    subpage_types = []
    page_description = "A statewide campaign."
    summary_field = "summary"
    list_order = ("path",)

    summary = models.TextField(
        max_length=400, help_text="What it is about, in one or two sentences."
    )
    pattern = models.CharField(
        "quilt block",
        max_length=10,
        choices=Pattern,
        help_text="The pattern and color that stand for this campaign everywhere.",
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("pattern"),
        *BodyMixin.body_panels,
        *PublishersMixin.publishers_panels,
        *AboutMixin.about_panels,
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]

    @property
    def share_pattern(self):
        return self.pattern

    def get_context(self, request):
        context = super().get_context(request)
        context["others"] = (
            CampaignPage.objects.sibling_of(self, inclusive=False).published().in_list_order()
        )
        return context

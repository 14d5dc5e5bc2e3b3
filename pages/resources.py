from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from core.base import IndexPage, PublishersMixin, SitePage
from core.pagination import paginate
from members.models.page_mixins import AboutMixin, BodyMixin


class ResourceIndexPage(IndexPage):
    """The resource library."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.ResourcePage"]
    page_description = "The resource library. Lists every resource."

    def get_context(self, request):
        context = super().get_context(request)
        resources = ResourcePage.objects.child_of(self).published().for_list()
        context["resources"] = paginate(request, resources, per_page=24)
        return context


class ResourcePage(PublishersMixin, AboutMixin, BodyMixin, SitePage):
    """One item of the library: a file to download, a text to read, or both."""

    class Kind(models.TextChoices):
        BRIEF = "brief", "Policy brief"
        TOOLKIT = "toolkit", "Toolkit"
        MODEL = "model", "Model policy"
        REPORT = "report", "Report"
        STORY = "story", "Story"
        RECORDING = "recording", "Recording"

    parent_page_types = ["pages.ResourceIndexPage"]
    subpage_types = []
    page_description = "A policy brief, toolkit, report or other tool."
    summary_field = "summary"
    list_order = ("-year", "title", "pk")

    kind = models.CharField(max_length=20, choices=Kind, help_text="The type of resource.")
    year = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
        help_text="The year it was created.",
    )
    summary = models.TextField(
        "summary", max_length=400, help_text="What it says and whom it helps, in a few sentences."
    )
    document = models.ForeignKey(
        "wagtaildocs.Document",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="file",
        help_text="A file to download. A resource can be a file, a text, or both.",
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("year"),
        FieldPanel("summary"),
        FieldPanel("document"),
        *BodyMixin.body_panels,
        *PublishersMixin.publishers_panels,
        *AboutMixin.about_panels,
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]

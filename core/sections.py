"""Sections: parts of the site built from records, at fixed addresses ahead of the page tree."""

from django.db import models
from django.views.generic import TemplateView
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import PreviewableMixin

from core.generation import prepared


class SectionQuerySet(models.QuerySet):
    def for_key(self, key):
        """Return the section's texts as edited, or only its name if no one has written any yet."""
        return written().get(key) or Section(key=key, title=Section.Key(key).label)


class Section(PreviewableMixin, models.Model):
    """The title, introduction and search description of a part of the site built from records."""

    class Key(models.TextChoices):
        MEMBERS = "members", "Members"
        FORMER = "members/former", "Former members"
        PLACES = "places", "Places"
        TOPICS = "topics", "Topics"
        PRIORITIES = "priorities", "Priorities"
        WINS = "wins", "Local wins"
        SEARCH = "search", "Search"

    key = models.CharField(
        "part of the site",
        max_length=30,
        choices=Key,
        unique=True,
        help_text="Where on the site this text appears. You can’t change this.",
    )
    title = models.CharField(
        max_length=100, help_text="Shown at the top of the page and in search results."
    )
    introduction = RichTextField(
        blank=True,
        features=["bold", "link"],
        help_text="One or two sentences below the title. Optional.",
    )
    search_description = models.CharField(
        max_length=200,
        blank=True,
        help_text="Shown below the title by search engines and in shared links.",
    )

    panels = [
        FieldPanel("key", read_only=True),
        FieldPanel("title"),
        FieldPanel("introduction"),
        FieldPanel("search_description"),
    ]

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        verbose_name = "section"

    def __str__(self):
        return self.title

    @property
    def url(self):
        return f"/{self.key}/"

    def get_preview_template(self, request, mode_name):
        return "pages/section_preview.html"

    def get_preview_context(self, request, mode_name):
        return {"section": self}


@prepared
def written():
    """Return the texts of every section that has any, by its key."""
    return {section.key: section for section in Section.objects.all()}


class SectionView(TemplateView):
    """A page of a section, with the texts that staff wrote for it."""

    section_key = None

    def get_context_data(self, **kwargs):
        section = Section.objects.for_key(self.section_key)
        return super().get_context_data(section=section, **kwargs)

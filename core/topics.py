from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from core.folding import SortKeyField
from core.generation import prepared
from core.previews import PublicPreview


class TopicQuerySet(models.QuerySet):
    def not_merged(self):
        """Topics that aren't merged into another one."""
        return self.filter(merged_into__isnull=True)

    def choosable_by(self, user):
        return self.not_merged()

    def survivors(self, pks):
        """Map each id to that of the topic it was merged into, or else to itself."""
        merged = dict(self.filter(merged_into__isnull=False).values_list("pk", "merged_into"))
        return {pk: merged.get(pk, pk) for pk in pks}

    def surviving_slug(self, slug):
        """Return the slug of the topic that this one was merged into, or else the same slug."""
        merged = self.filter(slug=slug, merged_into__isnull=False)
        return merged.values_list("merged_into__slug", flat=True).first() or slug


def named_among(topics, words):
    """Return the topics whose name or a synonym of which occurs in `words`, as whole words in any case.

    The vocabulary is small, so matching runs in Python and is the same on every database.
    """
    sought = f" {normalize(words)} "
    return [
        topic
        for topic in topics
        if any(f" {normalize(name)} " in sought for name in topic.names if name.strip())
    ]


@prepared
def topics_in_use():
    """Return the topics that aren't merged into another one."""
    return list(Topic.objects.not_merged())


def normalize(words):
    kept = "".join(c if c.isalnum() else " " for c in words.casefold())
    return " ".join(kept.split())


class Topic(PublicPreview, index.Indexed, models.Model):
    """One subject in one vocabulary; synonyms lead to it ("local authority" = "local control")."""

    name = models.CharField(
        max_length=80, unique=True, help_text="The name that the site uses for this topic."
    )
    sort_key = SortKeyField("name")
    slug = models.SlugField(
        "address",
        max_length=80,
        unique=True,
        help_text="The last part of the topic’s web address. Changing it breaks existing links.",
    )
    synonyms = models.TextField(
        blank=True,
        help_text="Enter other words for the same topic, one per line. Searching for one of them finds "
        "everything about this topic.",
    )
    description = models.TextField(
        blank=True, max_length=400, help_text="One or two sentences for the topic’s own page."
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged_topics",
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("synonyms"),
        FieldPanel("description"),
    ]
    search_fields = [
        index.SearchField("name", boost=3),
        index.SearchField("synonyms", boost=2),
        index.AutocompleteField("name"),
        index.AutocompleteField("synonyms"),
        index.FilterField("merged_into"),
    ]

    public_template = "pages/topic.html"

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="no_topic_is_merged_into_itself",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("topic", args=[self.slug])

    @property
    def names(self):
        """The name and each synonym."""
        return [self.name, *self.synonyms.splitlines()]


class PageTopic(Orderable):
    """A topic that a page is about, whatever the page's type."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="page_topics")
    topic = models.ForeignKey(
        Topic,
        on_delete=models.CASCADE,
        related_name="page_mentions",
        limit_choices_to={"merged_into": None},
        help_text="A topic that the page is about.",
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "topic"], name="topic_once_a_page")]

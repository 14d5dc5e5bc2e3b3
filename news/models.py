from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce, TruncDate
from django.utils.timezone import localdate
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from core.base import IndexPage, PublishersMixin, SitePage
from core.blocks import validate_video_url, video_player
from core.generation import prepared
from core.pagination import paginate
from members.models.dates import PartialDateField
from members.models.page_mixins import AboutMixin, BodyMixin
from members.models.titles import retitle

#: The number of items at the top of the list's first page, around the newest one.
MOST_LEADING = 4


class NewsIndexPage(IndexPage):
    """The list of news, newest first."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["news.NewsPage"]
    page_description = "Lists every news item."

    def get_context(self, request):
        context = super().get_context(request)
        page = paginate(request, news_below(self.path), per_page=12)
        page.object_list = news_in_brief(tuple(page.object_list))
        leading = MOST_LEADING if page.number == 1 else 0
        return context | {
            "news": page,
            "leading": page.object_list[:leading],
            "others": page.object_list[leading:],
        }


@prepared
def news_below(path):
    """Return the ids of the news on the index page at the path, newest first."""
    depth = len(path) // Page.steplen + 1
    news = NewsPage.objects.filter(path__startswith=path, depth=depth).published().in_list_order()
    return list(news.values_list("pk", flat=True))


@prepared(most=5)
def news_in_brief(pks):
    """Return the news with these ids, in this order, with what a list shows of them."""
    found = NewsPage.objects.for_list().in_bulk(pks)
    return [found[pk] for pk in pks if pk in found]


class NewsPage(PublishersMixin, AboutMixin, BodyMixin, SitePage):
    """A story, a newsletter, a video or a press clipping."""

    class Kind(models.TextChoices):
        STORY = "story", "Story"
        NEWSLETTER = "newsletter", "Newsletter"
        VIDEO = "video", "Video"
        CLIPPING = "clipping", "Press clipping"

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types = []
    page_description = "A story, newsletter, video or press clipping."
    summary_field = "summary"
    list_related = ("picture",)
    newest_order = list_order = (
        Coalesce("date_last", TruncDate("first_published_at")).desc(nulls_last=True),
        "-pk",
    )

    kind = models.CharField(
        max_length=20,
        choices=Kind,
        help_text="Determines how the item looks and which fields it needs.",
    )
    date = PartialDateField(
        blank=True,
        help_text="When it was first published, as exactly as you know. Lists are sorted by this date "
        "or, without one, by the day the item was published here.",
    )
    summary = models.TextField(max_length=400, help_text="What it says, in one to three sentences.")
    picture = models.ForeignKey(
        "core.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="If empty, a quilt pattern is shown instead.",
    )
    video_url = models.URLField(
        "video",
        blank=True,
        validators=[validate_video_url],
        help_text="Enter the address of a video on YouTube or Vimeo. Nothing loads until a visitor clicks play.",
    )
    outlet = models.CharField(
        max_length=100, blank=True, help_text="Who published the clipping, such as a newspaper."
    )
    outside_url = models.URLField(
        "web address elsewhere", blank=True, help_text="Where people can read the full piece."
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("date"),
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("video_url"),
        MultiFieldPanel(
            [FieldPanel("outlet"), FieldPanel("outside_url")], heading="Press clipping"
        ),
        *BodyMixin.body_panels,
        *PublishersMixin.publishers_panels,
        *AboutMixin.about_panels,
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.SearchField("outlet"),
    ]

    @property
    def player(self):
        """The address of the video's player and the name of its site, or None."""
        return video_player(self.video_url)

    @property
    def opening_template(self):
        """The template of what stands between the head and the text."""
        if self.player:
            return "news/opening/video.html"
        return "news/opening/picture.html" if self.picture else "news/opening/pattern.html"

    @property
    def kind_label(self):
        """The kind, with the outlet of a clipping."""
        kind = self.get_kind_display()
        return f"{kind}: {self.outlet}" if self.outlet else kind

    @property
    def structured_data(self):
        """The page as an article, in schema.org's terms."""
        data = {
            "@type": "NewsArticle",
            "headline": self.title[:110],
            "description": self.meta_description,
            "url": self.canonical_url,
            "mainEntityOfPage": self.canonical_url,
            "publisher": {"@id": f"{settings.BASE_URL}/#organization"},
        }
        if self.date and self.date.precision == "day":
            data["datePublished"] = self.date.first.isoformat()
        if self.last_published_at:
            data["dateModified"] = self.last_published_at.isoformat()
        return data

    @property
    def day_of_titles(self):
        """The day whose titles people have on the page: the last day on which it may have come out.

        The last day, because a piece from "December 2023" about an oath that month is about the new office,
        and because more is definite by then. Without a date, it is the day the page was first published. It
        is never in the future, and a draft without a date has today's titles.
        """
        if self.date:
            return min(self.date.last, localdate())
        return localdate(self.first_published_at) if self.first_published_at else None

    def get_context(self, request):
        """Add people's titles on the page's day for the blocks of the body."""
        retitle(
            [block.value for block in self.body if block.block_type == "person" and block.value],
            self.day_of_titles,
        )
        return super().get_context(request)

    def clean(self):
        super().clean()
        if self.slug == "feed":
            raise ValidationError(
                {"slug": "“feed” is the address of the news feed. Choose another."}
            )
        if self.kind == self.Kind.CLIPPING and not (self.outlet and self.outside_url):
            missing = "outlet" if not self.outlet else "outside_url"
            raise ValidationError(
                {missing: "A press clipping needs an outlet and a link to the piece."}
            )

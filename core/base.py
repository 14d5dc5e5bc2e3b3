"""The parts of every page type: one abstract page and a few mixins, one concern each."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Q, Value, When
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import Page, PageManager, PageQuerySet, PageViewRestriction
from wagtail.search import index

from core.forms import SitePageForm
from core.reserved_slugs import refuse_reserved_slug
from core.share_images import SharePicture
from core.topics import Topic
from core.visibility import is_published, page_tree, published


class SitePageQuerySet(PageQuerySet):
    def published(self):
        """Pages that anyone may read now, without aliases."""
        return published(self)

    def in_list_order(self):
        """Pages in the order in which lists show them."""
        return self.order_by(*self.model.list_order)

    def for_list(self):
        """Pages in the order of lists, each with the records that a list shows of it."""
        return self.select_related(*self.model.list_related or [None]).in_list_order()

    def filled_up(self, picked, count):
        """Return `count` pages with what a list shows of them: the published ones with the ids in `picked`, in
        that order, then the newest others."""
        pks = list(dict.fromkeys(picked))
        either = Q(pk__in=pks) | Q(pk__in=self.order_by().values("pk"))
        places = [When(pk=pk, then=place) for place, pk in enumerate(pks)]
        first = Case(*places, default=len(pks)) if pks else Value(0)
        shown = self.model.objects.filter(either).published().for_list()
        return list(shown.order_by(first, *self.model.newest_order)[:count])


class SitePage(Page):
    """A page of this site. `summary_field` names the field used if there is no search description."""

    summary_field = "introduction"
    share_pattern = ""
    newest_order = list_order = ("-first_published_at", "-pk")
    list_related = ()

    share_image = models.ForeignKey(
        "core.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Shown when someone shares a link to this page.",
    )

    base_form_class = SitePageForm
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("share_image"),
            ],
            heading="Search engines and shared links",
        ),
    ]
    settings_panels = [PublishingPanel()]

    objects = PageManager.from_queryset(SitePageQuerySet)()

    class Meta:
        abstract = True

    @property
    def is_published(self):
        """Return whether anyone may read the page now."""
        return is_published(self)

    def get_view_restrictions(self):
        """Return the restrictions of the page, of those above it, and of the sources of aliases among these."""
        return PageViewRestriction.objects.filter(page__in=page_tree().closing(self))

    @property
    def meta_title(self):
        return self.seo_title or self.title

    @property
    def meta_description(self):
        return self.search_description or getattr(self, self.summary_field)

    @property
    def canonical_url(self):
        """The address of the page, or of the one that it repeats as an alias."""
        original = page_tree().original_of(self)
        return f"{settings.BASE_URL}{self.url if original is self else original.url}"

    def share_picture(self, organization):
        """The picture drawn for shared links to this page unless an editor chose one."""
        return SharePicture(self.title, organization.name, self.share_pattern, self.slug)

    def share_picture_url(self, organization):
        version = self.share_picture(organization).version
        return reverse("share_image", args=[self.pk, version])

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | ({"canonical_url": self.canonical_url} if self.alias_of_id else {})

    def serve_password_required_response(self, request, form, action_url):
        """Ask for the password on a page that reveals nothing about this one."""
        context = {"form": form, "action_url": action_url}
        response = TemplateResponse(request, settings.WAGTAIL_PASSWORD_REQUIRED_TEMPLATE, context)
        add_never_cache_headers(response)
        return response

    @cached_property
    def breadcrumbs(self):
        """The label and address of each page above this one, starting with the home page."""
        tree = page_tree()
        above = [page for page in tree.above(self) if page.depth >= 2]
        return [
            ("Home" if page.depth == 2 else page.title, tree.address_of(page)) for page in above
        ]

    def clean(self):
        super().clean()
        if self.depth:
            try:
                refuse_reserved_slug(self.slug, self.depth - 1)
            except ValidationError as error:
                raise ValidationError({"slug": error}) from error


class IndexPage(SitePage):
    """The one page that lists all pages of a type below a title and an introduction."""

    max_count = 1

    introduction = models.TextField(
        max_length=400, help_text="One or two sentences, shown in large type below the title."
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        abstract = True


class PublishersMixin(models.Model):
    """The legal entities that publish the page."""

    publishers = ParentalManyToManyField(
        "core.Publisher",
        blank=True,
        related_name="+",
        help_text="Choose one or more organizations that publish this page.",
    )

    publishers_panels = [FieldPanel("publishers")]

    class Meta:
        abstract = True


class TopicsMixin(models.Model):
    """The topics that the page is about."""

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(cls, data, *args, **kwargs):
        """Read a draft or an older version, replacing each topic merged since then with its survivor."""
        rows = data.get("page_topics", [])
        survivors = Topic.objects.survivors([row["topic"] for row in rows])
        by_survivor = {survivors[row["topic"]]: row for row in reversed(rows)}
        rows = [row | {"topic": pk} for pk, row in reversed(by_survivor.items())]
        return super().from_serializable_data(data | {"page_topics": rows}, *args, **kwargs)

    @cached_property
    def topics(self):
        return [row.topic for row in self.page_topics.select_related("topic")]

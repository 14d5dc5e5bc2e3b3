"""Factories for each page type and for the parts of pages."""

import factory
import wagtail_factories
from factory.django import DjangoModelFactory
from wagtail.models import Collection, Page, Site

from campaigns.models import (
    CampaignIndexPage,
    CampaignPage,
    Priority,
    Win,
    WinSource,
    WinStatus,
)
from core.models import CustomImage, Publisher, Topic
from news.models import NewsIndexPage, NewsPage
from pages.models import HomePage, ResourceIndexPage, ResourcePage, StandardPage
from tests.members.factories import CityFactory


def root_collection():
    return Collection.get_first_root_node()


def the_only(page_factory):
    """The page of the factory's type, made if there is none yet."""
    return page_factory._meta.model.objects.first() or page_factory()


class ImageFactory(wagtail_factories.ImageFactory):
    class Meta:
        model = CustomImage

    collection = factory.LazyFunction(root_collection)
    description = "A table with papers on it"


class DocumentFactory(wagtail_factories.DocumentFactory):
    collection = factory.LazyFunction(root_collection)
    title = factory.Sequence(lambda n: f"Document {n:05}")


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Topic {n:05}")
    slug = factory.Sequence(lambda n: f"topic-{n:05}")


class PublisherFactory(DjangoModelFactory):
    class Meta:
        model = Publisher

    name = factory.Sequence(lambda n: f"Publisher {n:05}")


class PriorityFactory(DjangoModelFactory):
    class Meta:
        model = Priority

    year = 2024
    name = factory.Sequence(lambda n: f"Priority {n:05}")


class WinFactory(DjangoModelFactory):
    """Published, adopted on a day, with a source; `log` and `sources` take other rows."""

    class Meta:
        model = Win

    title = factory.Sequence(lambda n: f"Ordinance {n:05}")
    jurisdiction = factory.SubFactory(CityFactory)
    kind = Win.Kind.ORDINANCE
    log = factory.LazyFunction(lambda: [WinStatus(status="adopted", date="January 19, 2021")])
    sources = factory.LazyFunction(
        lambda: [WinSource(title="The minutes", url="https://example.org/minutes")]
    )


class HomePageFactory(wagtail_factories.PageFactory):
    """The front page of the default site."""

    class Meta:
        model = HomePage
        skip_postgeneration_save = True

    parent = factory.LazyFunction(Page.get_first_root_node)
    title = "Front page"
    introduction = "Who we are."
    sections = factory.LazyFunction(lambda: [section("resources", "Resources and tools")])

    @factory.post_generation
    def site(page, create, extracted, **kwargs):
        site = Site.objects.get(is_default_site=True)
        site.root_page = page
        site.save()


def section(kind, heading, **values):
    """A section of the home page, as its field takes it."""
    return kind, {"hidden": False, "heading": heading, "text": "", **values}


class SitePageFactory(wagtail_factories.PageFactory):
    class Meta:
        abstract = True

    parent = factory.LazyFunction(lambda: the_only(HomePageFactory))
    title = factory.Sequence(lambda n: f"Page {n:05}")


class IndexPageFactory(SitePageFactory):
    introduction = "What is listed here."


class StandardPageFactory(SitePageFactory):
    class Meta:
        model = StandardPage

    introduction = "What this page is about."


class CampaignIndexPageFactory(IndexPageFactory):
    class Meta:
        model = CampaignIndexPage

    title = "Our state work"
    slug = "campaigns"


class CampaignPageFactory(SitePageFactory):
    class Meta:
        model = CampaignPage

    parent = factory.LazyFunction(lambda: the_only(CampaignIndexPageFactory))
    title = factory.Sequence(lambda n: f"Campaign {n:05}")
    summary = "What the campaign is about."
    pattern = CampaignPage.Pattern.STAR


class NewsIndexPageFactory(IndexPageFactory):
    class Meta:
        model = NewsIndexPage

    title = "News"
    slug = "news"


class NewsPageFactory(SitePageFactory):
    class Meta:
        model = NewsPage

    parent = factory.LazyFunction(lambda: the_only(NewsIndexPageFactory))
    title = factory.Sequence(lambda n: f"Story {n:05}")
    kind = NewsPage.Kind.STORY
    summary = "What the story says."


class ResourceIndexPageFactory(IndexPageFactory):
    class Meta:
        model = ResourceIndexPage

    title = "Resources"
    slug = "resources"


class ResourcePageFactory(SitePageFactory):
    class Meta:
        model = ResourcePage

    parent = factory.LazyFunction(lambda: the_only(ResourceIndexPageFactory))
    title = factory.Sequence(lambda n: f"Resource {n:05}")
    kind = ResourcePage.Kind.BRIEF
    year = 2024
    summary = "What the resource says."


PAGE_FACTORIES = [
    HomePageFactory,
    StandardPageFactory,
    CampaignIndexPageFactory,
    CampaignPageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    ResourceIndexPageFactory,
    ResourcePageFactory,
]

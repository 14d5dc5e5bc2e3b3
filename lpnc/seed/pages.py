"""The vocabulary and the pages of the first content."""

from wagtail.models import Page, Site

from campaigns.models import CampaignIndexPage, CampaignPage, Priority
from core.models import PageTopic, Publisher, Topic
from lpnc.seed import content
from lpnc.seed.body import resolve
from members.models import Jurisdiction, PagePerson, PagePlace, Person
from news.models import NewsIndexPage, NewsPage
from pages.models import HomePage, ResourceIndexPage, ResourcePage, StandardPage


def load(seed):
    for order, (name, legal_form) in enumerate(content.PUBLISHERS):
        seed.once(f"publisher: {name}", make_publisher, order, name, legal_form)
    for slug, name, synonyms in content.TOPICS:
        seed.once(f"topic: {slug}", make_topic, slug, name, synonyms)
    for order, (name, topic) in enumerate(content.PRIORITIES):
        seed.once(f"priority: {content.PRIORITIES_YEAR} {name}", make_priority, order, name, topic)
    seed.once("page: home", make_home)
    load_pages(seed, "", HomePage, StandardPage, content.STANDARD_PAGES)
    load_pages(seed, "", HomePage, CampaignIndexPage, [content.CAMPAIGN_INDEX])
    load_pages(seed, "campaigns/", CampaignIndexPage, CampaignPage, content.CAMPAIGNS)
    for name, campaign in content.CAMPAIGNS_OF_PRIORITIES:
        key = f"campaign of a priority: {content.PRIORITIES_YEAR} {name}"
        seed.once(key, give_campaign, name, campaign)
    load_pages(seed, "", HomePage, NewsIndexPage, [content.NEWS_INDEX])
    load_pages(seed, "news/", NewsIndexPage, NewsPage, content.NEWS)
    load_pages(seed, "", HomePage, ResourceIndexPage, [content.RESOURCE_INDEX])
    load_pages(seed, "resources/", ResourceIndexPage, ResourcePage, content.RESOURCES)


def load_pages(seed, folder, parent_type, page_type, descriptions):
    for description in descriptions:
        key = f"page: {folder}{description['slug']}"
        seed.once(key, make_page, parent_type, page_type, **description)


def make_publisher(order, name, legal_form):
    Publisher.objects.create(name=name, legal_form=legal_form, sort_order=order)


def make_topic(slug, name, synonyms):
    Topic.objects.create(slug=slug, name=name, synonyms="\n".join(synonyms))


def make_priority(order, name, topic):
    Priority.objects.create(
        year=content.PRIORITIES_YEAR,
        name=name,
        topic=Topic.objects.filter(slug=topic).first(),
        sort_order=order,
    )


def give_campaign(name, slug):
    """Link the campaign from the priority if both exist and editors haven't chosen one."""
    priority = Priority.objects.filter(year=content.PRIORITIES_YEAR, name=name).first()
    if priority and not priority.campaigns.exists():
        priority.campaigns.set(CampaignPage.objects.filter(slug=slug))
        priority.save()


def make_home():
    """Replace Wagtail's welcome page with our home page."""
    site = Site.objects.get(is_default_site=True)
    welcome = site.root_page
    home = HomePage(**content.HOME)
    Page.get_first_root_node().add_child(instance=home)
    site.root_page = home
    site.site_name = home.title
    site.save()
    if welcome.specific_class is Page:
        welcome.delete()


def make_page(parent_type, page_type, body=(), about=None, publishers=(), **fields):
    """Publish a page under the one page of `parent_type`; do nothing if an editor removed that one."""
    parent = parent_type.objects.first()
    if parent is None:
        return
    page = page_type(**fields)
    if body:
        page.body = resolve(body)
    parent.add_child(instance=page)
    relate(page, **(about or {}))
    if publishers:
        page.publishers = Publisher.objects.filter(name__in=publishers)
    page.save_revision().publish()


def relate(page, people=(), places=(), topics=()):
    page.page_people = [PagePerson(person=p) for p in Person.objects.filter(slug__in=people)]
    page.page_places = [PagePlace(place=p) for p in Jurisdiction.objects.filter(slug__in=places)]
    page.page_topics = [PageTopic(topic=t) for t in Topic.objects.filter(slug__in=topics)]

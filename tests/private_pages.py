"""Pages of every type that aren't open to all, with a canary in each of their texts, linked from everywhere."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.db import models
from django.utils.timezone import localdate
from wagtail.models import Page, PageViewRestriction, Site

from campaigns.models import CampaignAction, CampaignPage, PinnedPage
from core.models import NavigationSettings, OrganizationSettings, PageTopic
from members.models import PagePerson, PagePlace
from members.models.page_mixins import BodyMixin
from news.models import NewsPage
from pages.models import HomePage, ResourcePage
from tests import factories

PASSWORD = "open sesame"
MAKERS = (
    factories.NewsPageFactory,
    factories.CampaignPageFactory,
    factories.ResourcePageFactory,
    factories.StandardPageFactory,
)
KINDS = [kind for kind, _ in PageViewRestriction.RESTRICTION_CHOICES if kind != "none"]
OF_EVERY_PAGE = ("title", "slug", "seo_title", "search_description")


def make_private_pages(canaries, *, person, place):
    """Pages in every way of being private; what they are about and what links to them is public."""
    topic = factories.TopicFactory()
    about = {"person": person, "place": place, "topic": topic}
    pages = [
        restricted(kind, make_page(make, canaries, kind, about))
        for kind in KINDS
        for make in MAKERS
    ]
    for page in pages[: len(MAKERS)]:
        page.create_alias(parent=page.get_parent(), update_slug=canaries.new("an alias: slug"))
    standard = [
        page for page in pages if isinstance(page, factories.StandardPageFactory._meta.model)
    ]
    for parent in standard:
        make_page(factories.StandardPageFactory, canaries, "below", about, parent=parent)
    found = Page.objects.filter(slug__in=canaries.places)
    link_from_everywhere(list(found), about)
    return found


def make_page(make, canaries, kind, about, **values):
    model = make._meta.model
    for name in text_fields(model):
        values[name] = canaries.new(f"{kind} {model.__name__}.{name}")
    page = make(**values, **objects_of(model, canaries, kind))
    if hasattr(page, "page_topics"):
        page.page_people = [PagePerson(person=about["person"])]
        page.page_places = [PagePlace(place=about["place"])]
        page.page_topics = [PageTopic(topic=about["topic"])]
    if model is CampaignPage:
        texts = {n: canaries.new(f"{kind} action.{n}") for n in ("title", "text", "label")}
        page.actions = [CampaignAction(url="https://example.org/", ends_on=localdate(), **texts)]
    page.save()
    return page


def text_fields(model):
    """The fields into which editors write words of their own."""
    own = [field for field in model._meta.local_fields if type(field) is not models.URLField]
    texts = [f.name for f in own if isinstance(f, models.CharField | models.TextField)]
    choices = [field.name for field in own if field.choices]
    return [*OF_EVERY_PAGE, *(name for name in texts if name not in (*choices, "body"))]


def objects_of(model, canaries, kind):
    """A body, pictures and a file whose names are canaries too."""

    def new(name):
        return canaries.new(f"{kind} {model.__name__}.{name}")

    def picture(name):
        return factories.ImageFactory(title=new(name), description=new(f"{name}, described"))

    values = {"share_image": picture("share_image")}
    if issubclass(model, BodyMixin):
        values["body"] = [("heading", {"text": new("heading"), "level": "2"})]
    if model is NewsPage:
        values["picture"] = picture("picture")
    if model is ResourcePage:
        values["document"] = factories.DocumentFactory(title=new("document"))
    return values


def restricted(kind, page):
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=kind, password=PASSWORD
    )
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.first())
    return page


def link_from_everywhere(pages, about):
    """Menus, the home page, a body, actions, pins, a priority and a win choose every one of the pages."""
    link_from_settings(pages)
    link_from_home(pages)
    body = [
        block
        for page in pages
        for block in (
            ("button", {"label": "Go", "page": page, "url": ""}),
            ("call_to_action", {"heading": "Do", "text": "", "link": link_to(page)}),
            ("text", f'<p><a linktype="page" id="{page.pk}">Running text</a></p>'),
        )
    ]
    factories.StandardPageFactory(title="Leads on", slug="leads-on", body=body)
    campaigns = [page.specific for page in pages if isinstance(page.specific, CampaignPage)]
    others = [page for page in pages if isinstance(page.specific, NewsPage | ResourcePage)]
    campaign = factories.CampaignPageFactory(title="Open", slug="open")
    campaign.page_topics = [PageTopic(topic=about["topic"])]
    campaign.pinned_pages = [PinnedPage(pinned=page) for page in others]
    campaign.actions = [
        CampaignAction(title="Act", label="Go", link_page=page, ends_on=tomorrow())
        for page in pages
    ]
    campaign.save()
    priority = factories.PriorityFactory(topic=about["topic"])
    priority.campaigns.set(campaigns)
    priority.save()
    win = factories.WinFactory(jurisdiction=about["place"], campaigns=campaigns)
    win.topics.set([about["topic"]])
    win.save()


def link_to(page):
    return {"label": "Go", "page": page, "url": ""}


def link_from_settings(pages):
    site = Site.objects.get(is_default_site=True)
    links = [("link", link_to(page)) for page in pages]
    navigation = NavigationSettings.for_site(site)
    navigation.main_menu = links
    navigation.footer_menu = [("column", {"heading": "Column", "links": links})]
    navigation.save()
    organization = OrganizationSettings.for_site(site)
    organization.social_links = links
    organization.save()


def link_from_home(pages):
    home = HomePage.objects.get()
    of_type = {
        model: [page for page in pages if isinstance(page.specific, model)]
        for model in (CampaignPage, NewsPage)
    }
    home.sections = [
        factories.section("at_a_glance", "Glance", figures=[], link=[link_to(pages[0])]),
        factories.section("campaigns", "Work", featured=of_type[CampaignPage], count=12),
        factories.section("news", "News", featured=of_type[NewsPage], count=12),
        factories.section("resources", "Library"),
    ]
    home.save()


def tomorrow():
    return localdate() + timedelta(days=1)

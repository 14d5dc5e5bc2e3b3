"""The public addresses of the site, computed from what the database holds."""

from django.urls import URLPattern, get_resolver, resolve
from wagtail.models import Page, get_page_models

from campaigns.models import Priority, Win
from core.models import Topic
from members.models import Jurisdiction, Person

# Routes that don't answer with a page of the site: the admin, files, and what machines read.
OTHER_ROUTES = (
    "admin/",
    "_util/",
    "documents/",
    "^documents/",
    "news/feed/",
    "wins/feed/",
    "^wins/data",
    "^data/",
    "data/<slug:name>.schema.json",
    "share/",
    "robots.txt",
    ".well-known/security.txt",
    "sitemap.xml",
    "favicon.ico",
    "styleguide/",
    "^media/",
)

# Routes that only lead on to another one.
LEADING_ON = {"priorities/"}


def site_page_models():
    return [model for model in get_page_models() if model is not Page]


def one_page_of_each_type():
    """`{"CampaignPage": "/campaigns/.../"}`: of each type the page with the longest body."""
    pages = {}
    for model in site_page_models():
        live = model.objects.live().order_by("pk")
        fullest = max(live, key=lambda page: len(str(getattr(page, "body", ""))), default=None)
        if fullest:
            pages[model.__name__] = fullest.url
    return pages


def record_addresses():
    """The views of the records, each with an example of its content."""
    person = Person.objects.public().order_by("pk").first()
    town = Jurisdiction.objects.represented().exclude(kind=Jurisdiction.Kind.COUNTY).first()
    county = Jurisdiction.objects.counties().represented().first()
    without = (
        Jurisdiction.objects.active().exclude(pk__in=Jurisdiction.objects.represented()).first()
    )
    win = Win.objects.published().first()
    topic = Topic.objects.first()
    return {
        "members": "/members/",
        "members, filtered": "/members/?kind=city",
        "members, filtered to nobody": "/members/?name=xyzzy",
        "members, on a day": "/members/?on=2024-01-01",
        "former members": "/members/former/",
        "former members, on a day": "/members/former/?on=2024-01-01",
        "a member": person.get_absolute_url(),
        "a member, on a day": f"{person.get_absolute_url()}?on=2024-01-01",
        "a correction": f"{person.get_absolute_url()}correction/",
        "a correction, sent": f"{person.get_absolute_url()}correction/?sent=yes",
        "places": "/places/",
        "places, on a day": "/places/?on=2024-01-01",
        "places, before anybody": "/places/?on=1999-12-31",
        "a town": f"/places/{town.slug}/",
        "a county": f"/places/{county.slug}/",
        "a place, on a day": f"/places/{town.slug}/?on=2022-06-01",
        "a place without members": f"/places/{without.slug}/",
        "a correction to a place": f"/places/{town.slug}/correction/",
        "open data": "/data/",
        "embedded": "/embed/",
        "find, nothing asked": "/find/",
        "find, by ZIP code": "/find/?q=27517",
        "find, by name": "/find/?q=Ashville",
        "find, nothing found": "/find/?q=xyzzy",
        "find, another state": "/find/?q=90210",
        "topics": "/topics/",
        "a topic": f"/topics/{topic.slug}/",
        "priorities": f"/priorities/{Priority.objects.first().year}/",
        "wins": "/wins/",
        "wins, filtered": "/wins/?kind=ordinance&sort=place",
        "wins, nothing found": "/wins/?status=failed&year=1999",
        "a win": win.get_absolute_url(),
        "a correction to a win": f"{win.get_absolute_url()}correction/",
        "search, nothing asked": "/search/",
        "search": "/search/?q=county",
        "search, by a topic’s synonym": "/search/?q=NDO",
        "search, nothing found": "/search/?q=xyzzy",
    }


def one_of_each():
    return one_page_of_each_type() | record_addresses()


def every_page():
    return [page.url for page in Page.objects.live().filter(depth__gt=1).order_by("path")]


def unvisited_routes(addresses):
    """The public routes of the project that none of `addresses` leads to."""
    routes = set(public_routes(get_resolver().url_patterns)) - LEADING_ON
    return routes - {resolve(address.partition("?")[0]).route for address in addresses}


def public_routes(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith(OTHER_ROUTES):
            continue
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from public_routes(pattern.url_patterns, route)

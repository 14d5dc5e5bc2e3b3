"""Site settings, menus, section introductions and the addresses of the old site."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from core.models import NavigationSettings, OrganizationSettings, Section
from lpnc.seed import content
from lpnc.seed.body import find_page
from pages.models import HomePage

# Old address and the address of the page that replaced it ("" is the home page).
REDIRECTS = [
    ("/state-organizing/north-carolina", ""),
    ("/2024/06/06/lpnc-state-download-*", "news/state-download-june-2024"),
    ("/2023/08/01/using-federal-funds-*", "news/using-federal-funds"),
    ("/?p=11180", "news"),
    ("/?p=13754", "news"),
]


def load(seed):
    seed.once("site address", set_site_address)
    seed.once("organization", describe_organization)
    for key, (title, introduction) in content.SECTIONS.items():
        seed.once(f"section: {key}", make_section, key, title, introduction)
    seed.once("menus", make_menus)
    for old_path, address in REDIRECTS:
        seed.once(f"redirect: {old_path}", make_redirect, old_path, address)


def default_site():
    return Site.objects.get(is_default_site=True)


def set_site_address():
    address = urlsplit(settings.BASE_URL)
    site = default_site()
    site.hostname = address.hostname
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.save()


def describe_organization():
    OrganizationSettings.objects.update_or_create(
        site=default_site(),
        defaults={
            "tagline": "Local elected officials, organized across the state",
            "description": "Local Progress North Carolina is the state chapter of Local Progress, a "
            "national network of local elected officials.",
            "legal_line": "Local Progress is a 501(c)(4) organization.",
            "impact_lab_legal_line": "Local Progress Impact Lab is a 501(c)(3) organization.",
        },
    )


def make_section(key, title, introduction):
    Section.objects.create(
        key=key, title=title, introduction=f"<p>{introduction}</p>", search_description=introduction
    )


def make_menus():
    menus = NavigationSettings.for_site(default_site())
    menus.main_menu = [
        menu_section("Members", Section.Key.MEMBERS),
        *menu_links(("Campaigns", "campaigns"), ("Resources", "resources"), ("News", "news")),
        *menu_links(("About", "about")),
    ]
    campaigns = [(item["title"], f"campaigns/{item['slug']}") for item in content.CAMPAIGNS]
    menus.footer_menu = [
        menu_column(
            "The network",
            menu_section("Members", Section.Key.MEMBERS),
            menu_section("Places", Section.Key.PLACES),
            *menu_links(("About us", "about"), ("Contact", "contact")),
        ),
        menu_column(
            "Our state work", menu_section("Local wins", Section.Key.WINS), *menu_links(*campaigns)
        ),
        menu_column(
            "Read and use",
            *menu_links(("Resources and tools", "resources"), ("News & stories", "news")),
            menu_section("Topics", Section.Key.TOPICS),
        ),
        menu_column(
            "This site", *menu_links(("Privacy", "privacy"), ("Accessibility", "accessibility"))
        ),
    ]
    menus.save()


def menu_column(heading, *menu):
    return "column", {"heading": heading, "links": list(menu)}


def menu_section(label, key):
    return "section", {"label": label, "section": key}


def menu_links(*labeled):
    found = [(label, find_page(address)) for label, address in labeled]
    return [("link", {"label": label, "page": page, "url": ""}) for label, page in found if page]


def make_redirect(old_path, address):
    page = find_page(address) if address else HomePage.objects.first()
    if page:
        Redirect.add_redirect(old_path, page, is_permanent=True)

"""What pages say about themselves to search engines, in schema.org's terms."""

from django.conf import settings


def organization_data(organization):
    """The organization, by its full name; the short name alone is also that of another organization."""
    data = {
        "@type": "Organization",
        "@id": f"{settings.BASE_URL}/#organization",
        "name": organization.name,
        "alternateName": organization.short_name,
        "url": f"{settings.BASE_URL}/",
        "parentOrganization": {"@type": "Organization", "name": "Local Progress"},
        "areaServed": {"@type": "State", "name": "North Carolina"},
    }
    if organization.description:
        data["description"] = organization.description
    links = [link.value.href for link in organization.social_links if link.value.href]
    if links:
        data["sameAs"] = links
    return data


def breadcrumb_data(breadcrumbs, title, url):
    """The way from the home page to this one."""
    trail = [*((label, f"{settings.BASE_URL}{href}") for label, href in breadcrumbs), (title, url)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": label, "item": href}
            for position, (label, href) in enumerate(trail, start=1)
        ],
    }


def article_data(page):
    """A news page as an article."""
    data = {
        "@type": "NewsArticle",
        "headline": page.title[:110],
        "description": page.meta_description,
        "url": page.canonical_url,
        "mainEntityOfPage": page.canonical_url,
        "publisher": {"@id": f"{settings.BASE_URL}/#organization"},
    }
    if page.date and page.date.precision == "day":
        data["datePublished"] = page.date.first.isoformat()
    if page.last_published_at:
        data["dateModified"] = page.last_published_at.isoformat()
    return data


#: Kinds of wins that are a legal document.
LEGISLATION = ("ordinance", "resolution", "budget", "executive_action")


def legislation(win):
    """A win that is a legal document, as one; nothing for a program or a lawsuit."""
    if win.kind not in LEGISLATION:
        return None
    in_force = {"in_force": "InForce", "amended": "InForce"}
    ended = dict.fromkeys(("preempted", "repealed", "failed"), "NotInForce")
    data = {
        "@type": "Legislation",
        "name": win.title,
        "legislationType": win.get_kind_display(),
        "legislationJurisdiction": {
            "@type": "AdministrativeArea",
            "name": win.jurisdiction.display_name,
        },
        "url": f"{settings.BASE_URL}{win.get_absolute_url()}",
    }
    if win.adopted_on and win.adopted_on.precision == "day":
        data["legislationDate"] = win.adopted_on.first.isoformat()
    if force := (in_force | ended).get(win.status):
        data["legislationLegalForce"] = f"https://schema.org/{force}"
    if win.summary:
        data["description"] = win.summary
    return data

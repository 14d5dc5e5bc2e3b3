"""Structured data for search engines, in schema.org's terms."""

from django.conf import settings


def organization_data(organization):
    """Return the organization by its full name, because others share its short name."""
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
    """Return the path from the home page to this one."""
    trail = [*((label, f"{settings.BASE_URL}{href}") for label, href in breadcrumbs), (title, url)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": label, "item": href}
            for position, (label, href) in enumerate(trail, start=1)
        ],
    }

"""Addresses directly below the home page that no page may use."""

from django.core.exceptions import ValidationError

# Addresses that `lpnc.urls` handles ahead of the page tree, and those kept for future records.
RESERVED_SLUGS = frozenset(
    [
        "_util",
        "admin",
        "data",
        "documents",
        "embed",
        "favicon.ico",
        "find",
        "health",
        "media",
        "members",
        "places",
        "priorities",
        "robots.txt",
        "search",
        "share",
        "sitemap.xml",
        "static",
        "styleguide",
        "topics",
        "wins",
    ]
)


def refuse_reserved_slug(slug, parent_depth):
    """Raise ValidationError if a page below a parent of that depth can't have the slug."""
    if parent_depth == 2 and slug in RESERVED_SLUGS:
        raise ValidationError(
            f"“{slug}” is already the address of another part of the site. Choose another one."
        )

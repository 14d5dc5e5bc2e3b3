"""Addresses right below the home page that no page may take."""

from django.core.exceptions import ValidationError

# What `lpnc.urls` claims ahead of the page tree, and what is promised to records that come later.
RESERVED_SLUGS = frozenset(
    [
        "_util",
        "admin",
        "data",
        "documents",
        "embed",
        "favicon.ico",
        "find",
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
    """Raises ValidationError if a page below a parent of that depth can't have the slug."""
    if parent_depth == 2 and slug in RESERVED_SLUGS:
        raise ValidationError(
            f"“{slug}” is the address of a part of the site that is made from records. "
            "Choose another one."
        )

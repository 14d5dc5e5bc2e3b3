"""The first content. The facts come from the organization; the sentences are the site's own."""

from lpnc.seed.content.campaigns import CAMPAIGN_INDEX, CAMPAIGNS
from lpnc.seed.content.news import NEWS, NEWS_INDEX, RESOURCE_INDEX, RESOURCES
from lpnc.seed.content.pages import HOME, SECTIONS, STANDARD_PAGES
from lpnc.seed.content.vocabulary import (
    CAMPAIGNS_OF_PRIORITIES,
    PRIORITIES,
    PRIORITIES_YEAR,
    PUBLISHERS,
    TOPICS,
)

__all__ = [
    "CAMPAIGNS",
    "CAMPAIGNS_OF_PRIORITIES",
    "CAMPAIGN_INDEX",
    "HOME",
    "NEWS",
    "NEWS_INDEX",
    "PRIORITIES",
    "PRIORITIES_YEAR",
    "PUBLISHERS",
    "RESOURCES",
    "RESOURCE_INDEX",
    "SECTIONS",
    "STANDARD_PAGES",
    "TOPICS",
]

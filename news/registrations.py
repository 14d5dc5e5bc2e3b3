"""Registrations of news: sections on the pages of people, places, topics and campaigns."""

from campaigns.models.campaign_lists import register_pages
from news.models import NewsPage

register_pages(
    NewsPage,
    "news",
    mentions=(10, "related/news_row.html"),
    topic=(30, "related/topic_news.html"),
    campaign=(40, "related/news.html"),
)

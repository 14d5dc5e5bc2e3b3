"""Registrations of news: sections on the pages of people, places, topics and campaigns."""

from functools import partial

from campaigns.models.campaign_lists import pages_of, pinnable
from core.related import MENTIONS, SECTIONS, register
from news.models import NewsPage

pinnable.append(NewsPage)


def news_about(subject, record, on):
    news = NewsPage.objects.published().about(**{subject: record}).in_list_order()
    news = news.select_related("picture")
    return {"news": news} if news else None


def news_of_campaign(campaign, on):
    news = pages_of(campaign, NewsPage)
    return news and {"news": news}


for subject in ("person", "place"):
    row = "related/news_row.html"
    register(subject, MENTIONS, 10, row, partial(news_about, subject))
register("topic", SECTIONS, 30, "related/topic_news.html", partial(news_about, "topic"))
register("campaign", SECTIONS, 40, "related/news.html", news_of_campaign)

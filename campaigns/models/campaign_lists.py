"""The lists on a campaign's page: pinned items first, then items that name it or share its topics.

Each list contains only public items, none of them twice, up to a limit.
"""

from functools import partial

from django.db.models import IntegerField, Q
from django.db.models.functions import Cast
from wagtail.models import ReferenceIndex, get_default_page_content_type

from core.related import MENTIONS, SECTIONS, register
from core.topics import PageTopic

#: The types of pages that a campaign lists and can pin.
pinnable = []

MOST_PAGES = 6
MOST_WINS = 12


def register_pages(page_type, name, *, mentions, topic, campaign):
    """List a type of page with the people, places, topics and campaigns that it is about.

    The template gets the pages under the name. `mentions` (of people and places), `topic` and `campaign` are
    pairs of an order and a template.
    """

    def about(subject, record, on):
        pages = page_type.objects.listed_about(subject, record)
        return {name: pages} if pages else None

    def of_campaign(record, on):
        pages = pages_of(record, page_type)
        return pages and {name: pages}

    pinnable.append(page_type)
    for subject in ("person", "place"):
        register(subject, MENTIONS, *mentions, partial(about, subject))
    register("topic", SECTIONS, *topic, partial(about, "topic"))
    register("campaign", SECTIONS, *campaign, of_campaign)


def pages_of(campaign, page_type):
    """Return the campaign's news or resources, which share its topics or link to it."""
    on_topic = PageTopic.objects.filter(topic__in=campaign.topic_ids)
    naming = ReferenceIndex.get_references_to(campaign).filter(
        base_content_type=get_default_page_content_type()
    )
    automatic = page_type.objects.filter(
        Q(pk__in=on_topic.values("page"))
        | Q(pk__in=naming.values_list(Cast("object_id", IntegerField())))
    )
    return automatic.filled_up(campaign.pinned_page_ids, MOST_PAGES)


def wins_of(campaign):
    """Return the campaign's wins on record, pinned ones first, then the newest."""
    wins = campaign.own_wins.for_list()
    found = wins.in_bulk(campaign.pinned_win_ids)
    first = [found[pk] for pk in campaign.pinned_win_ids if pk in found][:MOST_WINS]
    others = wins.exclude(pk__in=found).in_list_order()
    return [*first, *others[: MOST_WINS - len(first)]]

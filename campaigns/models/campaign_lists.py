"""The lists on a campaign's page: pinned items first, then items that name it or share its topics.

Each list contains only public items, none of them twice, up to a limit.
"""

from django.db.models import IntegerField, Q
from django.db.models.functions import Cast
from wagtail.models import ReferenceIndex, get_default_page_content_type

from core.topics import PageTopic

#: The types of pages that a campaign lists. Each app adds its own in `registrations.py`.
pinnable = []

MOST_PAGES = 6
MOST_WINS = 12


def pages_of(campaign, page_type):
    """Return the campaign's news or resources, which share its topics or link to it."""
    pinned = [row.pinned_id for row in campaign.pinned_pages.all()]
    found = page_type.objects.with_published().in_bulk(pinned)
    on_topic = PageTopic.objects.filter(topic__in=campaign.topic_ids)
    naming = ReferenceIndex.get_references_to(campaign).filter(
        base_content_type=get_default_page_content_type()
    )
    automatic = page_type.objects.filter(
        Q(pk__in=on_topic.values("page"))
        | Q(pk__in=naming.values_list(Cast("object_id", IntegerField())))
    )
    return automatic.filled_up([found.get(pk) for pk in pinned], MOST_PAGES)


def wins_of(campaign):
    """Return the campaign's wins on record, pinned ones first, then the newest."""
    wins = campaign.own_wins.for_list()
    found = wins.in_bulk(campaign.pinned_win_ids)
    first = [found[pk] for pk in campaign.pinned_win_ids if pk in found][:MOST_WINS]
    others = wins.exclude(pk__in=found).in_list_order()
    return [*first, *others[: MOST_WINS - len(first)]]

"""What belongs to a campaign: first what editors pinned, then what names it or is about its topics.

Each of the lists holds only what is public, nothing twice, and so much at most.
"""

from django.db.models import IntegerField, Q
from django.db.models.functions import Cast
from wagtail.models import ReferenceIndex, get_default_page_content_type

from campaigns.models.wins import Win
from pages.relations import PageTopic

MOST_PAGES = 6
MOST_WINS = 12


def topics_of(campaign):
    return [row.topic_id for row in campaign.page_topics.all()]


def pages_of(campaign, page_type):
    """The news or the resources of the campaign: about its topics, or with a link to it."""
    pinned = [row.pinned_id for row in campaign.pinned_pages.all()]
    found = page_type.objects.with_published().in_bulk(pinned)
    on_topic = PageTopic.objects.filter(topic__in=topics_of(campaign))
    naming = ReferenceIndex.get_references_to(campaign).filter(
        base_content_type=get_default_page_content_type()
    )
    automatic = page_type.objects.filter(
        Q(pk__in=on_topic.values("page"))
        | Q(pk__in=naming.values_list(Cast("object_id", IntegerField())))
    )
    return automatic.filled_up([found.get(pk) for pk in pinned], MOST_PAGES)


def wins_of(campaign):
    """The wins on record that name the campaign or share a topic with it, the newest first."""
    wins = Win.objects.on_record().for_list()
    pinned = [row.win_id for row in campaign.pinned_wins.all()]
    found = wins.in_bulk(pinned)
    first = [found[pk] for pk in pinned if pk in found][:MOST_WINS]
    tied = Q(campaigns__in=[campaign.pk]) | Q(topics__in=topics_of(campaign))
    automatic = wins.filter(pk__in=Win.objects.filter(tied).values("pk")).exclude(pk__in=found)
    return [*first, *automatic.in_list_order()[: MOST_WINS - len(first)]]

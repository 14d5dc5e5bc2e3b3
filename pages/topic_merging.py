"""Merging of two topics: the merged row stays and refers to its survivor, and everything else moves there."""

from django.db import transaction
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.search.index import insert_or_update_object

from campaigns.models import Win
from core.topics import PageTopic, Topic

MERGED, TOOK_IN = "core.topic.merged", "core.topic.took_in"


def name_topic_merging(actions):
    """Name the entries for merges in a topic's history (a hook)."""
    actions.register_action(MERGED, "Merge", "Merged into another topic")
    actions.register_action(TOOK_IN, "Take in a topic", "Took in another topic")


def keep_merged(request, records):
    """Refuse to delete topics that were part of a merge, so that old addresses still work (a hook)."""
    topics = [record for record in records if isinstance(record, Topic)]
    if any(topic.merged_into_id or topic.merged_topics.exists() for topic in topics):
        return refuse(request, "A topic that was merged with another can’t be deleted.")
    return None


def refuse_merged(request, record):
    """Refuse to edit a topic that was merged into another one (a hook)."""
    if isinstance(record, Topic) and record.merged_into_id:
        return refuse(
            request, f"“{record}” was merged into “{record.merged_into}”. Edit that topic instead."
        )
    return None


def refuse(request, sentence):
    messages.error(request, sentence)
    return redirect("wagtailsnippets_core_topic:list")


def filed_under(topic):
    """Return the items that move when the topic is merged, as pairs of a label and a number."""
    return [
        ("Pages", topic.page_mentions.count()),
        ("Priorities", topic.priorities.count()),
        ("Local wins", topic.wins.count()),
    ]


@transaction.atomic
def merge_topics(topic, survivor, user=None):
    """Move everything from `topic` to `survivor`, whose synonyms then include its names.

    Drafts and old versions keep the old topic and give the survivor when they are read. Raise
    ValueError if the two are the same or either is merged already.
    """
    if topic == survivor or topic.merged_into_id or survivor.merged_into_id:
        raise ValueError("Choose two different topics that are both in use.")
    wins = list(topic.wins.values_list("pk", flat=True))
    move(PageTopic.objects.filter(topic=topic), survivor, "page")
    move(Win.topics.through.objects.filter(topic=topic), survivor, "win")
    for priority in topic.priorities.all():
        priority.topic = survivor
        priority.save()
    for win in Win.objects.filter(pk__in=wins):
        insert_or_update_object(win)
    topic.merged_topics.update(merged_into=survivor)
    survivor.synonyms = "\n".join(dict.fromkeys([*survivor.names, *topic.names][1:]))
    survivor.save()
    topic.merged_into = survivor
    topic.save()
    log(topic, MERGED, user=user, data={"into": survivor.name})
    log(survivor, TOOK_IN, user=user, data={"topic": topic.name})


def move(rows, survivor, owner):
    """Set the survivor as each row's topic, or delete the row if its owner already has that topic."""
    doubled = rows.model.objects.filter(topic=survivor).values_list(owner, flat=True)
    rows.filter(**{f"{owner}__in": list(doubled)}).delete()
    for row in rows.all():
        row.topic = survivor
        row.save()

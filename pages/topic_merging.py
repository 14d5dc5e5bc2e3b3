"""Merging of two topics: the merged row stays and refers to its survivor, and everything else moves there."""

from django.db import transaction
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.log_actions import log

from campaigns.models import Win
from core.topics import PageTopic, Topic
from spreadsheets.background import JobRefused
from spreadsheets.bulk import parts, with_rows, write_search

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
    JobRefused if the two are the same or either is merged already.
    """
    if topic == survivor or topic.merged_into_id or survivor.merged_into_id:
        raise JobRefused("Choose two different topics that are both in use.")
    wins = list(topic.wins.values_list("pk", flat=True))
    for row in left_to_move(PageTopic.objects.filter(topic=topic), survivor, "page"):
        row.topic = survivor
        row.save()
    left_to_move(Win.topics.through.objects.filter(topic=topic), survivor, "win").update(
        topic=survivor
    )
    for priority in topic.priorities.all():
        priority.topic = survivor
        priority.save()
    for part in parts(wins):
        write_search(with_rows(list(Win.get_indexed_objects().filter(pk__in=part))))
    topic.merged_topics.update(merged_into=survivor)
    survivor.synonyms = "\n".join(dict.fromkeys([*survivor.names, *topic.names][1:]))
    survivor.save()
    topic.merged_into = survivor
    topic.save()
    log(topic, MERGED, user=user, data={"into": survivor.name})
    log(survivor, TOOK_IN, user=user, data={"topic": topic.name})


@transaction.atomic
def merge(job, note):
    """Merge the topics of a job."""
    pks = [job.arguments["topic"], job.arguments["survivor"]]
    topics = Topic.objects.select_for_update().in_bulk(pks)
    if len(topics) < 2:
        raise JobRefused("One of the two topics was deleted, so nothing was merged.")
    merge_topics(*map(topics.get, pks), job.job_by)
    job.finish()


def left_to_move(rows, survivor, owner):
    """Delete each row whose owner already has the survivor as a topic, and return the others."""
    doubled = rows.model.objects.filter(topic=survivor).values_list(owner, flat=True)
    rows.filter(**{f"{owner}__in": list(doubled)}).delete()
    return rows.all()

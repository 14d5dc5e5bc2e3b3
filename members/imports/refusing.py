"""Why an import can't be applied or undone: what somebody has changed meanwhile."""

from django.contrib.contenttypes.models import ContentType
from django.utils.timezone import localtime
from wagtail.models import Revision

from members.models import Jurisdiction, Office, Person, Region

MOST_NAMED = 5


class ImportRefused(Exception):
    """Nothing was changed; `sentences` say why."""

    def __init__(self, *sentences):
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


def roster_revisions():
    kinds = ContentType.objects.get_for_models(Person, Jurisdiction, Office, Region).values()
    return Revision.objects.filter(base_content_type__in=kinds)


def newest_revision():
    """The id of the newest revision of any record of the roster, 0 if there is none."""
    return roster_revisions().order_by("-pk").values_list("pk", flat=True).first() or 0


def changes_since(roster_import):
    """Sentences that say who changed what since the import's preview."""
    since = roster_revisions().filter(pk__gt=roster_import.newest_revision)
    yield "The roster has changed since the preview, so nothing was applied: look at the preview again."
    yield from told(since.select_related("user").order_by("pk"))


def told(revisions):
    """A sentence for each record of these revisions, with its newest one."""
    newest = {(rev.base_content_type_id, rev.object_id): rev for rev in revisions}
    for revision in list(newest.values())[:MOST_NAMED]:
        yield sentence_about(revision)
    if len(newest) > MOST_NAMED:
        yield f"{len(newest) - MOST_NAMED} more records were changed."


def sentence_about(revision):
    when = localtime(revision.created_at)
    by = f" by {revision.user.get_full_name() or revision.user}" if revision.user else ""
    time = f"{when:%I:%M %p}".lstrip("0")
    return f"{revision.object_str} was changed{by} on {when:%B} {when.day} at {time}."

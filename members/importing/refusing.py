"""Why an import can't be applied or undone: what somebody has changed meanwhile."""

from django.utils.timezone import localtime

MOST_NAMED = 5


class ImportRefused(Exception):
    """Nothing was changed; `sentences` say why."""

    def __init__(self, *sentences):
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


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

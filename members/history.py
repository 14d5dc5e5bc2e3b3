"""Every change of the roster is kept: who made it, when, and what the record was like afterwards."""

from wagtail.models import RevisionMixin


def record(instance, user=None, action="wagtail.edit"):
    """Keep the record as it stands now as its newest revision, and write the log. Returns the revision.

    Call it within `roster_change()`, after the record and its rows are saved. `user` is None when a
    command did it.
    """
    assert isinstance(instance, RevisionMixin), f"{type(instance).__name__} keeps no history."
    return instance.save_revision(user=user, log_action=action, clean=False)

"""What is done when its time has come, scheduled publishing above all, one item at a time.

Wagtail's own `publish_scheduled` stops at the first item that fails, a page whose address was taken
meanwhile for instance, and everything after it stays unpublished until somebody notices.
"""

import logging
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from core.overdue import drafted_models
from members.models import CorrectionReport

logger = logging.getLogger(__name__)


@dataclass
class ScheduledRound:
    """What one round did, as sentences."""

    done: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def attempt(self, sentence, action):
        """Do `action` in a transaction of its own; a failure is logged and noted, never raised.

        An action that finds nothing left to do returns False and isn't noted.
        """
        try:
            with transaction.atomic():
                acted = action()
        except Exception as error:
            logger.exception("Could not do: %s", sentence)
            self.failed.append(f"Failed: {sentence} ({error})")
        else:
            if acted:
                self.done.append(sentence)


def publish_due():
    """Take down what has expired, publish what is due, remove what isn't kept, and say what was done."""
    outcome = ScheduledRound()
    now = timezone.now()
    for item in expired(now):
        outcome.attempt(f"Unpublished “{item}”", lambda item=item: unpublish(item))
    for revision in due(now):
        outcome.attempt(
            f"Published “{revision.object_str}”",
            lambda revision=revision: publish(revision, now),
        )
    if CorrectionReport.objects.outdated().exists():
        outcome.attempt("Removed old correction reports", remove_outdated_reports)
    if CorrectionReport.objects.with_old_sender().exists():
        outcome.attempt("Forgot who sent the correction reports of earlier days", forget_senders)
    return outcome


def remove_outdated_reports():
    """Those that were dealt with, or set aside, longer ago than the form says they are kept."""
    removed, _ = CorrectionReport.objects.outdated().delete()
    return bool(removed)


def forget_senders():
    return bool(CorrectionReport.objects.with_old_sender().update(sender=""))


def expired(now):
    """Every live page and snippet whose expiry lies before `now`."""
    for model in drafted_models():
        yield from list(model.objects.filter(live=True, expire_at__lt=now).order_by("expire_at"))


def due(now):
    """The revisions approved to go live before `now`, oldest first."""
    return list(
        Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at", "pk")
    )


def unpublish(item):
    """Unless another round has done it meanwhile."""
    model = type(item)
    item = model.objects.select_for_update().filter(pk=item.pk, live=True).first()
    if item:
        item.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return bool(item)


def publish(revision, now):
    """Unless another round has done it, or an editor has called it off, meanwhile."""
    revision = (
        Revision.objects.select_for_update()
        .filter(pk=revision.pk, approved_go_live_at__lt=now)
        .first()
    )
    if revision:
        revision.publish(log_action="wagtail.publish.scheduled")
    return bool(revision)

"""Scheduled tasks, mainly publishing, run one item at a time.

Wagtail's own `publish_scheduled` stops at the first item that fails, such as a page whose address has
been taken, and everything after it stays unpublished until someone notices.
"""

import logging
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django.utils.timezone import localdate
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Revision

from core.generation import GenerationStep
from core.jobs import BackgroundJob
from core.overdue import drafted_models
from lpnc.models import TimerRun, TryCount
from members.models import CorrectionReport
from spreadsheets.background import LONGEST_SILENCE, QUEUE

logger = logging.getLogger(__name__)

#: PostgreSQL's lock of the round is known by this number, which nothing else uses.
LOCK = 1_789_112_151

JOBS_KEPT = timedelta(days=30)

#: More steps than this make the generation slow to read.
MANY_STEPS = 500


@dataclass
class ScheduledRound:
    """The results of one round, as sentences."""

    done: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def attempt(self, sentence, action):
        """Run `action` in its own transaction; log and record a failure instead of raising it.

        An action that has nothing to do returns False and isn't recorded.
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
    """Do what is due and return the outcome, or nothing if another server is in the middle of a round."""
    with only_round() as alone:
        outcome = do_what_is_due() if alone else ScheduledRound()
    run_waiting_jobs()
    return outcome


def run_waiting_jobs():
    """Run the long jobs that no worker has taken, so that none is needed, or that a killed one has left.

    An import that was left is given up, and changes nothing.
    """
    jobs, long_ago = DBTaskResult.objects.filter(queue_name=QUEUE), timezone.now() - LONGEST_SILENCE
    left = jobs.filter(status=TaskResultStatus.RUNNING, started_at__lt=long_ago)
    if left.exists():
        left.update(status=TaskResultStatus.READY)
    if jobs.ready().exists():
        options = [f"--backend={QUEUE}", f"--queue-name={QUEUE}", "--batch", "--no-reload"]
        call_command("db_worker", *options, "--no-startup-delay", verbosity=0)


@contextmanager
def only_round():
    """Yield whether this is the only round on any server; if so, hold the database's lock meanwhile.

    SQLite serves one server only, and needs no lock.
    """
    if connection.vendor != "postgresql":
        yield True
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        [alone] = cursor.fetchone()
        try:
            yield alone
        finally:
            if alone:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def do_what_is_due():
    """Take down expired items, publish due ones, delete outdated data, and return the outcome."""
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
    if GenerationStep.objects.count() > MANY_STEPS:
        outcome.attempt("Merged the steps of the generation", GenerationStep.objects.merge)
    if BackgroundJob.objects.outdated().exists():
        outcome.attempt(
            "Removed the files of earlier days", BackgroundJob.objects.outdated().delete
        )
    old_jobs = DBTaskResult.objects.filter(enqueued_at__lt=now - JOBS_KEPT)
    if old_jobs.exists():
        outcome.attempt("Removed old jobs from the queue", old_jobs.delete)
    if TryCount.objects.over().exists():
        outcome.attempt("Forgot tries at passwords that no longer count", forget_tries)
    if connection.vendor == "sqlite" and not TimerRun.objects.filter(ran_at__date=localdate()):
        outcome.attempt("Measure the tables", measure_tables)
    outcome.attempt("Note when the timer ran", TimerRun.record)
    return outcome


def measure_tables():
    """Tell SQLite how many rows there are of what, for its plans of queries; PostgreSQL sees by itself."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def remove_outdated_reports():
    """Delete reports that were dealt with or set aside longer ago than the form says they are kept."""
    removed, _ = CorrectionReport.objects.outdated().delete()
    return bool(removed)


def forget_senders():
    return bool(CorrectionReport.objects.with_old_sender().update(sender=""))


def forget_tries():
    return bool(TryCount.objects.over().delete()[0])


def expired(now):
    """Return every live page and snippet whose expiry is before `now`."""
    for model in drafted_models():
        yield from list(model.objects.filter(live=True, expire_at__lt=now).order_by("expire_at"))


def due(now):
    """Return the revisions scheduled to go live before `now`, oldest first."""
    return list(
        Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at", "pk")
    )


def unpublish(item):
    """Unpublish the item; return False if another round already did."""
    model = type(item)
    item = model.objects.select_for_update().filter(pk=item.pk, live=True).first()
    if item:
        item.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return bool(item)


def publish(revision, now):
    """Publish the revision; return False if another round already did or an editor canceled it."""
    revision = (
        Revision.objects.select_for_update()
        .filter(pk=revision.pk, approved_go_live_at__lt=now)
        .first()
    )
    if revision:
        revision.publish(log_action="wagtail.publish.scheduled")
    return bool(revision)

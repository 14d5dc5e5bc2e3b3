"""Work in the background: the record that says how far it is, and the job that does it.

Whatever ends a job clears it from its record in the same transaction as its work. A job that hasn't been
heard from in a while was interrupted, and nothing is left of it.
"""

import time
import uuid
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import models
from django.utils.timezone import localtime, now
from django_tasks import task_backends

#: The queue of long work.
QUEUE = "long"
#: A job that wasn't heard from for longer was interrupted: while it waits for a worker, and while it runs.
LONGEST_WAIT, LONGEST_SILENCE = timedelta(minutes=15), timedelta(minutes=5)
#: Seconds between two notes of the progress.
PACE = 1
FAILED = (
    "Something went wrong, and nothing was changed. Tell whoever runs the site if it happens again."
)
GIVEN_UP = "This took too long and was given up, so nothing was changed. Try again."
INTERRUPTED = "It was interrupted before it was done, and nothing was changed. Try again."
NEVER_STARTED = (
    "It hasn’t started within 15 minutes, so it was canceled, and nothing was changed. Try again, "
    "or ask whoever runs the site whether background work is running."
)


class JobRefused(Exception):
    """A refusal that changes nothing; its text says why."""

    @property
    def outcome(self):
        """What the record says of it, if no other page does."""
        return str(self)


def new_job(user):
    """Return the fields of a record for a job that the user starts."""
    return {
        "job_id": uuid.uuid4(),
        "job_by": user,
        "job_heard_at": now(),
        "job_started_at": None,
        "job_done": 0,
        "job_total": 0,
        "job_outcome": "",
    }


class JobRecord(models.Model):
    """What a job is about, with the job itself, if there is one now, and who started the last one.

    Subclasses have sentences for `running_step` and `success_sentence`, and a `job_title`.
    """

    job_id = models.UUIDField(null=True, editable=False)
    job_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    job_started_at = models.DateTimeField(null=True, editable=False)
    job_heard_at = models.DateTimeField(null=True, editable=False)
    #: The number of rows that it is through with, and of all.
    job_done = models.PositiveIntegerField(default=0, editable=False)
    job_total = models.PositiveIntegerField(default=0, editable=False)
    #: A sentence on how the last job ended, until whoever started it has read it.
    job_outcome = models.TextField(default="", editable=False)

    class Meta:
        abstract = True

    @property
    def is_busy(self):
        """True while a job waits or runs, as far as is known."""
        limit = LONGEST_SILENCE if self.job_started_at else LONGEST_WAIT
        return bool(self.job_id) and now() - self.job_heard_at < limit

    @property
    def step(self):
        """What the job is doing, as a sentence."""
        if not self.job_started_at:
            when = localtime(self.job_heard_at)
            return f"It has been waiting to start since {when:%I:%M %p}.".replace(" 0", " ")
        return self.running_step

    def give_up(self):
        """Give up the job if it was interrupted."""
        if not self.job_id or self.is_busy:
            return
        self.job_outcome = INTERRUPTED if self.job_started_at else NEVER_STARTED
        rows = type(self).objects.filter(
            pk=self.pk, job_id=self.job_id, job_heard_at=self.job_heard_at
        )
        if rows.update(job_id=None, job_outcome=self.job_outcome):
            self.job_id = None
        else:
            self.refresh_from_db()


class Job:
    """One job of a record, which ends without effect if the record has been given another one.

    `records` are those of the record's kind, and `job_id` is what it was given when the job was started.
    """

    def __init__(self, records, pk, job_id):
        self.rows = records.filter(pk=pk, job_id=job_id)
        self.noted_at = time.monotonic()

    def work(self, current):
        """Do the work, and clear the job from the record in its transaction. Raise JobRefused."""
        raise NotImplementedError

    def result_url(self, current):
        """Return the address in the admin where the result is seen."""
        raise NotImplementedError

    def run(self):
        current = self.rows.select_related("job_by").first()
        if not (current and current.is_busy and self._begin()):
            return
        try:
            self.work(current)
        except JobRefused as refusal:
            self.end(current, str(refusal), refusal.outcome)
        except BaseException:
            self.end(current, FAILED, FAILED)
            raise
        else:
            self.tell(current, current.success_sentence)

    def _begin(self):
        """Return whether the job is to run, which no other process does by now."""
        return self.rows.filter(job_started_at=None).update(
            job_started_at=now(), job_heard_at=now()
        )

    def note(self, done, total):
        """Keep the progress, unless it was kept a moment ago."""
        if done == total or time.monotonic() - self.noted_at > PACE:
            self.rows.update(job_done=done, job_total=total, job_heard_at=now())
            self.noted_at = time.monotonic()

    def end(self, current, sentence, outcome):
        self.rows.update(job_id=None, job_outcome=outcome)
        self.tell(current, sentence)

    def tell(self, current, sentence):
        """Send the sentence to whoever started the job, unless they are waiting for it."""
        is_waited_for = not task_backends[QUEUE].supports_get_result
        if current.job_by and current.job_by.email and not is_waited_for:
            send_mail(
                current.job_title,
                f"{sentence}\n\n{settings.WAGTAILADMIN_BASE_URL}{self.result_url(current)}\n",
                None,
                [current.job_by.email],
                fail_silently=True,
            )

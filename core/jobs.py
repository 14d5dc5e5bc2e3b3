"""Long work for an editor that isn't an import: a merge of much, or a file of everything.

`start()` has it done in the background, and `job.url` is the page in the admin that says how far it is.
"""

from datetime import timedelta

from django.db import models
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.timezone import now
from django_tasks import task

from spreadsheets.background import GIVEN_UP, QUEUE, Job, JobRecord, JobRefused, new_job

#: How long a file can be downloaded.
KEPT = timedelta(days=1)


class BackgroundJobQuerySet(models.QuerySet):
    def light(self):
        """Leave the file in the database."""
        return self.defer("file")

    def outdated(self):
        return self.filter(started_at__lt=now() - KEPT)

    def forget_files(self, sentence):
        """Delete the files made so far and those being made; the sentence tells their owners why."""
        files = self.exclude(file_name="")
        files.update(file=None, done_at=None, job_id=None, job_outcome=sentence)


class BackgroundJob(JobRecord):
    """A job, with what it takes and the file that it has made, if that is what it was started for."""

    title = models.CharField(max_length=255)
    #: The path of a function that takes this record and the job's `note()`, and ends with `finish()`.
    action = models.CharField(max_length=255)
    arguments = models.JSONField(default=dict)
    #: What its owner has to be allowed, to see it.
    permission = models.CharField(max_length=100)
    #: Where it was started, or what it has changed.
    address = models.CharField(max_length=2000)
    success_sentence = models.CharField(max_length=500, default="The file is ready.")
    file_name = models.CharField(max_length=255, default="")
    file = models.BinaryField(null=True)
    started_at = models.DateTimeField("started", auto_now_add=True)
    done_at = models.DateTimeField(null=True)

    objects = BackgroundJobQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        default_permissions = ()

    def __str__(self):
        return self.title

    @property
    def job_title(self):
        return self.title

    @property
    def running_step(self):
        if self.job_done < self.job_total:
            return f"{self.job_done:,} of {self.job_total:,} rows have been written."
        return "It has started."

    @property
    def standing(self):
        """The state of the job, in a word or two."""
        if self.is_busy:
            return "In progress"
        return "Done" if self.done_at else "Not done"

    @property
    def has_file(self):
        return bool(self.done_at and self.file_name)

    @property
    def url(self):
        return reverse("background_jobs:job", args=[self.pk])

    @property
    def downloadable_until(self):
        return self.started_at + KEPT

    def finish(self, file=None):
        """Save the job as done, in the transaction of its work, or raise JobRefused if it was given up."""
        rows = BackgroundJob.objects.filter(pk=self.pk, job_id=self.job_id)
        outcome = self.success_sentence
        if not rows.update(job_id=None, job_outcome=outcome, done_at=now(), file=file):
            raise JobRefused(GIVEN_UP)


def start(user, action, arguments, **fields):
    """Start a job for the user, in the background if the site has one, and return its record."""
    job = BackgroundJob.objects.create(
        action=f"{action.__module__}.{action.__qualname__}",
        arguments=arguments,
        **new_job(user),
        **fields,
    )
    run.enqueue(job.pk, str(job.job_id))
    return job


@task(backend=QUEUE, queue_name=QUEUE)
def run(pk, job_id):
    ActionJob(BackgroundJob.objects.all(), pk, job_id).run()


class ActionJob(Job):
    def work(self, current):
        import_string(current.action)(current, self.note)

    def result_url(self, current):
        return current.url

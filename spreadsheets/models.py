"""The record of an import."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.timezone import now

#: A job that wasn't heard from for longer was interrupted: while it waits for a worker, and while it runs.
LONGEST_WAIT, LONGEST_SILENCE = timedelta(minutes=15), timedelta(minutes=5)


class JobKind(models.TextChoices):
    APPLY = "apply", "applied"
    UNDO = "undo", "undone"


class SpreadsheetImportQuerySet(models.QuerySet):
    def light(self):
        """Leave the file and the changes in the database."""
        return self.defer("table", "columns", "decisions", "changes")


class SpreadsheetImport(models.Model):
    """One uploaded file, from the upload to the records, and what its import did."""

    file_name = models.CharField("file", max_length=255)
    file_hash = models.CharField("SHA-256 of the file", max_length=64)
    #: The header and the rows as they were read.
    table = models.JSONField(default=dict, editable=False)
    #: {heading of the file: key of our column}
    columns = models.JSONField(default=dict, editable=False)
    #: The editor's decisions; plans.Plan has their form.
    decisions = models.JSONField(default=dict, editable=False)
    #: The version of the records when the plan was shown.
    version = models.PositiveBigIntegerField(null=True, editable=False)
    #: The newest revision of any of them at that time.
    newest_revision = models.PositiveBigIntegerField(default=0, editable=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, editable=False)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    counts = models.JSONField(default=dict, editable=False)
    #: Each record that it touched, as it was before and after.
    changes = models.JSONField(default=list, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    #: The job that applies or undoes it in the background, if there is one now, and who started the last one.
    job_id = models.UUIDField(null=True, editable=False)
    job_kind = models.CharField(max_length=10, choices=JobKind, default="", editable=False)
    job_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    job_started_at = models.DateTimeField(null=True, editable=False)
    job_heard_at = models.DateTimeField(null=True, editable=False)
    #: The number of rows that it has checked, and of all.
    job_done = models.PositiveIntegerField(default=0, editable=False)
    job_total = models.PositiveIntegerField(default=0, editable=False)
    #: A sentence on how the last job ended, until whoever started it has read it.
    job_outcome = models.TextField(default="", editable=False)

    objects = SpreadsheetImportQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-uploaded_at", "-pk"]
        default_permissions = ("add", "view")
        verbose_name = "import"

    def __str__(self):
        return self.file_name

    @property
    def standing(self):
        """The state of the import, in a word or two."""
        if self.is_busy:
            return f"Being {self.get_job_kind_display()}"
        if self.undone_at:
            return "Undone"
        return "Applied" if self.applied_at else "Not finished"

    @property
    def is_busy(self):
        """True while a job waits or runs, as far as is known."""
        limit = LONGEST_SILENCE if self.job_started_at else LONGEST_WAIT
        return bool(self.job_id) and now() - self.job_heard_at < limit

    @property
    def is_done(self):
        """True if the last job has done its work."""
        return bool(self.undone_at if self.job_kind == JobKind.UNDO else self.applied_at)

    @property
    def busy_sentence(self):
        by = f", started by {self.job_by.get_full_name() or self.job_by}" if self.job_by else ""
        return f"{self} is being {self.get_job_kind_display()}{by}. Try again when that’s done."

    @property
    def success_sentence(self):
        if self.job_kind == JobKind.UNDO:
            return f"The import of {self} was undone."
        return f"{self} was imported."

    def end_job(self):
        """Take the job for done; to be saved together with its work."""
        self.job_id, self.job_outcome = None, self.success_sentence if self.job_id else ""

    def give_up(self):
        """Give up the job if it was interrupted."""
        if not self.job_id or self.is_busy:
            return
        self.job_outcome = (
            "It was interrupted before it was done, and nothing was changed. Try again."
            if self.job_started_at
            else "It hasn’t started within 15 minutes, so it was canceled, and nothing was changed. Try again, "
            "or ask whoever runs the site whether background work is running."
        )
        rows = type(self).objects.filter(
            pk=self.pk, job_id=self.job_id, job_heard_at=self.job_heard_at
        )
        if rows.update(job_id=None, job_outcome=self.job_outcome):
            self.job_id = None
        else:
            self.refresh_from_db()

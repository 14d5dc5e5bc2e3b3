"""The record of an import."""

from django.conf import settings
from django.db import models

from spreadsheets.background import JobRecord


class JobKind(models.TextChoices):
    APPLY = "apply", "applied"
    UNDO = "undo", "undone"


class SpreadsheetImportQuerySet(models.QuerySet):
    def light(self):
        """Leave the file and the changes in the database."""
        return self.defer("table", "other_sheets", "columns", "decisions", "changes")


class SpreadsheetImport(JobRecord):
    """One uploaded file, from the upload to the records, and what its import did."""

    file_name = models.CharField("file", max_length=255)
    file_hash = models.CharField("SHA-256 of the file", max_length=64)
    #: The header and the rows as they were read.
    table = models.JSONField(default=dict, editable=False)
    #: The same of the file's other sheets, until the import is applied.
    other_sheets = models.JSONField(default=list, editable=False)
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

    #: What its job does, or did.
    job_kind = models.CharField(max_length=10, choices=JobKind, default="", editable=False)

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

    @property
    def job_title(self):
        return f"Import of {self}"

    @property
    def running_step(self):
        if self.job_kind == JobKind.UNDO:
            return "The records are being restored."
        if self.job_done < self.job_total:
            return f"{self.job_done:,} of {self.job_total:,} rows have been checked."
        return "The records are being saved." if self.job_total else "The rows are being checked."

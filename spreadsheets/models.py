"""Spreadsheets brought in, and what each of them changed."""

from django.conf import settings
from django.db import models


class SpreadsheetImport(models.Model):
    """One uploaded file on its way from the upload to the records, and the record of what it did."""

    file_name = models.CharField("file", max_length=255)
    file_hash = models.CharField("SHA-256 of the file", max_length=64)
    #: The header and the rows as they were read.
    table = models.JSONField(default=dict, editable=False)
    #: Which of our columns each of the file's columns holds.
    columns = models.JSONField(default=dict, editable=False)
    #: What the editor decided about rows that could mean several things, and about what is missing.
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

    class Meta:
        abstract = True
        ordering = ["-uploaded_at", "-pk"]
        default_permissions = ("add", "view")
        verbose_name = "import"

    def __str__(self):
        return self.file_name

    @property
    def standing(self):
        """What became of it, in a word or two."""
        if self.undone_at:
            return "Undone"
        return "Applied" if self.applied_at else "Not finished"

"""The record of an import."""

from django.conf import settings
from django.db import models


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
        if self.undone_at:
            return "Undone"
        return "Applied" if self.applied_at else "Not finished"

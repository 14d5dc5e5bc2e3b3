"""Visitors' reports of errors about a person, a place or a win."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.text import Truncator
from django.utils.timezone import localdate

#: How long a report is kept after it was dealt with or, if it was set aside, after it arrived.
DAYS_KEPT, DAYS_SET_ASIDE = 90, 30


class CorrectionReportQuerySet(models.QuerySet):
    def waiting(self):
        """Return the reports that no one has dealt with, on the list or set aside."""
        return self.filter(dealt_with_on__isnull=True)

    def open(self):
        return self.waiting().filter(is_set_aside=False)

    def set_aside(self):
        return self.waiting().filter(is_set_aside=True)

    def dealt_with(self):
        return self.filter(dealt_with_on__isnull=False)

    def about(self, model, pks):
        return self.filter(
            subject_type=ContentType.objects.get_for_model(model), subject_id__in=pks
        )

    def received(self, on=None):
        return self.filter(received_on=on or localdate())

    def outdated(self, on=None):
        """Return the reports that are past their time, dealt with or set aside."""
        day = on or localdate()
        dealt_with = Q(dealt_with_on__lt=day - timedelta(DAYS_KEPT))
        return self.filter(dealt_with) | self.set_aside().filter(
            received_on__lt=day - timedelta(DAYS_SET_ASIDE)
        )

    def with_old_sender(self, on=None):
        """Return the reports that still have a sender's hash after the day for which it is kept."""
        return self.filter(received_on__lt=on or localdate()).exclude(sender="")

    def as_worklist(self):
        """Sort open reports first, then newest first, and fetch their subjects."""
        order = [F("dealt_with_on").desc(nulls_first=True), "is_set_aside", "-received_on", "-pk"]
        return self.order_by(*order).prefetch_related("subject")


class CorrectionReport(models.Model):
    """A visitor's report.

    Of the visitor only an email address is kept, if they give one, until the report is dealt with, and for a
    day a hash that tells one sender's reports from the others (`members.public.correction_form`).
    """

    wagtail_reference_index_ignore = True

    #: Any record with a page; a new kind of subject needs no change here.
    subject_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    text = models.TextField("what is wrong", max_length=2000)
    source = models.CharField("how you know", max_length=500, blank=True)
    email = models.EmailField("email for a reply", blank=True)
    received_on = models.DateField(default=localdate)
    sender = models.CharField(max_length=64, blank=True, editable=False)
    is_set_aside = models.BooleanField("set aside as one of a flood", default=False)
    dealt_with_on = models.DateField(null=True)
    dealt_with_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = CorrectionReportQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-pk"]
        default_permissions = ("change",)
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="correction_subject")]
        constraints = [
            models.CheckConstraint(
                condition=Q(dealt_with_on__isnull=True) | Q(email=""),
                name="no_email_once_a_report_is_dealt_with",
            ),
        ]

    def __str__(self):
        return Truncator(self.text).chars(80)

    @property
    def is_waiting(self):
        return self.dealt_with_on is None

    @property
    def state(self):
        if not self.is_waiting:
            return "dealt with"
        return "set aside" if self.is_set_aside else "open"

    def deal_with(self, user):
        """Mark the report as dealt with unless someone else has done so."""
        waiting = CorrectionReport.objects.waiting().filter(pk=self.pk)
        waiting.update(dealt_with_on=localdate(), dealt_with_by=user, email="")

    def reopen(self):
        """Return the report to the list, whether it was dealt with or set aside."""
        rows = CorrectionReport.objects.filter(pk=self.pk)
        rows.update(dealt_with_on=None, dealt_with_by=None, is_set_aside=False)

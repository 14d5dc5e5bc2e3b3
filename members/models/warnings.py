"""Warnings about a person's record that an editor has looked at and accepted."""

from django.conf import settings
from django.db import models
from django.utils.timezone import localdate
from modelcluster.fields import ParentalKey

from members.models.people import Person


class AcceptedWarning(models.Model):
    """Why something unusual in a person's record is right all the same. Never published."""

    class Kind(models.TextChoices):
        NOT_A_MEMBER = "not_a_member", "On the committee without a membership"
        NO_TENURE = "no_tenure", "A member without a current office"
        OVERLAP = "overlap", "Possibly two people in one seat at the same time"

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="accepted_warnings")
    kind = models.CharField(max_length=20, choices=Kind.choices, editable=False)
    about = models.CharField(max_length=80, blank=True, editable=False)
    reason = models.CharField(max_length=300, help_text="Why it is correct. Never published.")
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    accepted_on = models.DateField(default=localdate, editable=False)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "about"], name="each_warning_is_accepted_once"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.reason}"

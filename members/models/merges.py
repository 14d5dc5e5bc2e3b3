"""Pairs of records that look like one person's: merged ones, and those of two different people."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from members.models.people import Person


class Merge(models.Model):
    """A merge of two records, with both before and after it so that it can be undone.

    `before` and `after` hold the content of each changed record as revisions do, by its id.
    """

    survivor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_away")
    before = models.JSONField(default=dict, editable=False)
    after = models.JSONField(default=dict, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-made_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(survivor=F("merged")), name="a_merge_takes_two_people"
            ),
        ]

    def __str__(self):
        return f"{self.merged} into {self.survivor}"


class DifferentPeople(models.Model):
    """Two similar records that an editor has marked as two different people."""

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-said_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="different_people_stand_in_order"
            ),
            models.UniqueConstraint(fields=["first", "second"], name="said_once_of_two_people"),
        ]

    def __str__(self):
        return f"{self.first} isn’t {self.second}"

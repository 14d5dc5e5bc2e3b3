"""Two records of one person made into one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from members.models.people import Person


class Merge(models.Model):
    """Who merged which two records, and what both were before, so that it can be undone."""

    survivor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_away")
    #: What undoing puts back: the fields of both records, and which rows moved.
    before = models.JSONField(default=dict, editable=False)
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

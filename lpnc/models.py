from django.db import models
from django.utils import timezone


class SeededItem(models.Model):
    """A record of one loaded item of the first content, so that editors' changes and removals are kept."""

    key = models.CharField(max_length=100, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["key"]

    def __str__(self):
        return self.key


class TimerRun(models.Model):
    """One row: when the command that has to run every minute last did."""

    ran_at = models.DateTimeField()

    def __str__(self):
        return f"{self.ran_at:%Y-%m-%d %H:%M}"

    @classmethod
    def record(cls):
        cls(pk=1, ran_at=timezone.now()).save()

from datetime import timedelta
from math import ceil

from django.db import models, transaction
from django.db.models import F
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
        cls.objects.update_or_create(pk=1, defaults={"ran_at": timezone.now()})


class TryCountQuerySet(models.QuerySet):
    def under_way(self):
        return self.filter(ends_at__gt=timezone.now())

    def over(self):
        return self.filter(ends_at__lte=timezone.now())

    def seconds_to_wait(self, limits, period):
        """Count one more try under each key and return 0; at a limit, count none and return the wait."""
        counted = []
        for key, most in limits.items():
            if seconds := self.count_one(key, most, period):
                self.take_back(counted)
                return seconds
            counted.append(key)
        return 0

    @transaction.atomic
    def count_one(self, key, most, period):
        moment = timezone.now()
        tries, _ = self.select_for_update().get_or_create(
            key=key, defaults={"ends_at": moment + period}
        )
        if tries.ends_at <= moment:
            tries.count, tries.ends_at = 0, moment + period
        if tries.count >= most:
            return ceil((tries.ends_at - moment) / timedelta(seconds=1))
        tries.count += 1
        tries.save()
        return 0

    def take_back(self, keys):
        for key in keys:
            self.filter(key=key, count__gt=0).update(count=F("count") - 1)

    def remember(self, key, period):
        """Keep the key for a while, without counting anything under it."""
        self.update_or_create(key=key, defaults={"ends_at": timezone.now() + period})


class TryCount(models.Model):
    """How often something was tried until a point in time; `lpnc.throttle` makes the keys, which are hashes."""

    wagtail_reference_index_ignore = True

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    objects = TryCountQuerySet.as_manager()

    class Meta:
        ordering = ["ends_at", "pk"]
        default_permissions = ()

    def __str__(self):
        return self.key

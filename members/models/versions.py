"""The roster's version, and the lock that lets only one change happen at a time."""

from contextlib import contextmanager

from django.db import models, transaction
from django.db.models import F
from django.utils.timezone import now


class RosterChanged(Exception):
    """The roster has changed since a change was prepared."""


class RosterVersion(models.Model):
    """One row, whose number increases with every transaction that changes the roster."""

    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self):
        return str(self.number)

    @classmethod
    def current(cls):
        return cls.objects.values_list("number", flat=True).first() or 0

    @classmethod
    def rise(cls):
        cls.objects.update(number=F("number") + 1, changed_at=now())


@contextmanager
def roster_lock():
    """Open a transaction in which no one else can change the roster, so checks still hold when it
    is saved."""
    with transaction.atomic():
        RosterVersion.objects.select_for_update().get_or_create(pk=1)
        yield


@contextmanager
def roster_change(expected=None):
    """Open a transaction that changes the roster and raises its version number.

    Raise RosterChanged if `expected`, the version for which the change was prepared, is outdated.
    """
    with roster_lock():
        if expected is not None and expected != RosterVersion.current():
            raise RosterChanged
        RosterVersion.rise()
        yield

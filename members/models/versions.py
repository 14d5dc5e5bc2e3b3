"""How often the roster has changed, and the lock that lets one change happen at a time."""

from contextlib import contextmanager

from django.db import models, transaction
from django.db.models import F
from django.utils.timezone import now


class RosterChanged(Exception):
    """The roster is no longer as it was when a change was prepared."""


class RosterVersion(models.Model):
    """One row, whose number rises with every transaction that changes the roster."""

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
    """A transaction during which nobody else changes the roster: what is checked in it still holds
    when it is saved."""
    with transaction.atomic():
        RosterVersion.objects.select_for_update().get_or_create(pk=1)
        yield


@contextmanager
def roster_change(expected=None):
    """A transaction that changes the roster and raises its version number.

    `expected` is the number on which the change was prepared: RosterChanged if another has come since.
    """
    with roster_lock():
        if expected is not None and expected != RosterVersion.current():
            raise RosterChanged
        RosterVersion.rise()
        yield

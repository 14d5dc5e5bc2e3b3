"""The site's generation: one number that rises with every change a visitor could see.

Each transaction that writes adds a step (see `core.writes`), and the generation is the sum of the steps.
A step is a row of its own, so that no transaction waits for another one's, and the sum rises whenever a
transaction commits, in whatever order. Whatever is kept, such as a rendered page, carries the generation
that was read before its data; once the number is higher, it is outdated.
"""

import time
import uuid
from functools import lru_cache, partial, wraps
from threading import Lock

from django.core.cache import cache
from django.db import DatabaseError, connection, models, transaction
from django.dispatch import Signal
from django.utils.timezone import localdate

#: Seconds after which the database is asked again, even if no one announced a change.
PATIENCE = 1
#: Seconds after which the shared cache is asked again whether someone did.
DEAFNESS = 0.05
#: Where the shared cache holds a token that each announcement replaces.
ANNOUNCED = "generation-announced"

#: Where it holds the number that was read last, for processes that haven't read it when the database fails.
LAST_READ = "generation-last-read"

raised = Signal()
"""Sent after the commit of a transaction that raised the generation; a receiver's failure is logged."""


class GenerationStepQuerySet(models.QuerySet):
    def generation(self):
        return self.aggregate(sum=models.Sum("amount", default=0))["sum"]

    @transaction.atomic
    def merge(self):
        """Replace the steps by one with their sum, and return how many there were."""
        steps = dict(self.select_for_update().values_list("pk", "amount"))
        if len(steps) > 1:
            self.filter(pk__in=steps).delete()
            self.create(amount=sum(steps.values()))
        return len(steps)


class GenerationStep(models.Model):
    """One transaction's part of the generation."""

    amount = models.PositiveBigIntegerField(default=1)

    objects = GenerationStepQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self):
        return str(self.amount)


class Knowledge:
    """What this process last read of the generation."""

    def __init__(self):
        self.lock = Lock()
        self.forget()

    def forget(self):
        """Begin anew, such as with another database."""
        self.began = object()
        self.number, self.token = None, None
        self.read_at = self.heard_at = float("-inf")

    def hear(self, token):
        """Take notice of what the shared cache holds under ANNOUNCED: a new token means a new generation."""
        if token not in (None, self.token):
            self.token, self.read_at = token, float("-inf")

    def read(self):
        """Read the database; while it is down, what any process last read holds, and it is asked once a second."""
        token, asked_at = self.token, time.monotonic()
        try:
            number = GenerationStep.objects.generation()
        except DatabaseError:
            number = cache.get(LAST_READ, self.number)
        else:
            if number != self.number:
                cache.set(LAST_READ, number, timeout=None)
        # If someone announced a change meanwhile, or another thread asked later, what was read may be outdated.
        with self.lock:
            if self.token == token and asked_at > self.read_at:
                self.number, self.read_at = number, asked_at


known = Knowledge()


def current():
    """Return the generation, at most a second old, or None if it was never read."""
    if time.monotonic() - known.read_at >= PATIENCE:
        known.read()
    return known.number


def listen():
    """Ask the shared cache whether a change was announced."""
    moment = time.monotonic()
    known.hear(cache.get(ANNOUNCED))
    known.heard_at = moment


def certain():
    """Return the generation if it is known without asking anyone, or else None."""
    moment = time.monotonic()
    is_certain = moment - known.heard_at < DEAFNESS and moment - known.read_at < PATIENCE
    return known.number if is_certain else None


def edition():
    """Return what identifies today's site in this process, or None if nothing may be kept now.

    A transaction that has written sees what no one else does.
    """
    if is_raised(connection) or (number := current()) is None:
        return None
    return known.began, number, localdate()


def prepared(make=None, *, most=100):
    """Decorate a function to keep its results until the generation or North Carolina's date changes, those
    for the arguments used last if there are more than `most`.

    No one may change a result.
    """
    if make is None:
        return partial(prepared, most=most)
    keep = lru_cache(maxsize=most)(lambda edition, *arguments: make(*arguments))
    newest = None

    @wraps(make)
    def find(*arguments):
        nonlocal newest
        today = edition()
        if today is None:
            return make(*arguments)
        if today != newest:
            keep.cache_clear()
            newest = today
        return keep(today, *arguments)

    return find


def announce():
    """Tell every process that the generation was raised. Sent after the commit."""
    token = uuid.uuid4().hex
    known.hear(token)
    cache.set(ANNOUNCED, token, timeout=None)
    raised.send_robust(GenerationStep)


def is_raised(connection):
    """Return whether the open transaction has a step; a rolled-back savepoint takes it along."""
    return any(function is announce for _, function, _ in connection.run_on_commit)


def add_step(connection):
    GenerationStep.objects.using(connection.alias).create()
    transaction.on_commit(announce, using=connection.alias, robust=True)

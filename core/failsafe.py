"""Parts of a page that may fail without taking down the rest."""

import logging
from contextlib import contextmanager
from contextvars import ContextVar

logger = logging.getLogger(__name__)

noted = ContextVar("failed parts", default=None)


@contextmanager
def failures():
    """Collect the names of the parts that fail meanwhile, so that no one keeps a page without them."""
    token = noted.set([])
    try:
        yield noted.get()
    finally:
        noted.reset(token)


def failsafe(part, make, fallback):
    """Return the result of `make()` or, if it fails, the fallback; log which part failed and why."""
    try:
        return make()
    except Exception:
        note_failure(part)
        return fallback


def note_failure(part):
    """Log the exception that is being handled as the reason why this part isn't shown."""
    logger.exception("Could not show %s.", part)
    if noted.get() is not None:
        noted.get().append(part)

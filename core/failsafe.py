"""Parts of a page that may fail without taking down the rest."""

import logging

logger = logging.getLogger(__name__)


def failsafe(part, make, fallback):
    """Return the result of `make()` or, if it fails, the fallback; log which part failed and why."""
    try:
        return make()
    except Exception:
        logger.exception("Could not show %s.", part)
        return fallback

"""For parts of a page that may be missing: where one fails, it fails alone."""

import logging

logger = logging.getLogger(__name__)


def failsafe(part, make, fallback):
    """Return what `make` returns or, where it fails, the fallback; the log says which part and why."""
    try:
        return make()
    except Exception:
        logger.exception("Could not show %s.", part)
        return fallback

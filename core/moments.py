"""The moments at which a public page changes by itself. Each app registers a function that lists its own.

Whatever depends on the date alone needs no entry: the next midnight in North Carolina is always one.
"""

from datetime import datetime, time, timedelta

from django.utils.timezone import get_default_timezone, localdate, now

from core.generation import prepared

registry = []
register = registry.append


@prepared
def stated():
    return [moment for find in registry for moment in find()]


def next_moment():
    """Return the next moment at which a page may change though nobody changes anything."""
    tomorrow = localdate() + timedelta(days=1)
    midnight = datetime.combine(tomorrow, time.min, tzinfo=get_default_timezone())
    return min([midnight, *(moment for moment in stated() if moment > now())])

"""Where a win has been won nearby: other places with a win on the same topic, the nearest first."""

from heapq import nsmallest
from math import asin, cos, radians, sin, sqrt

from campaigns.models import Win

MOST = 4
EARTH_IN_MILES = 3959


def nearest_places(win, most=MOST):
    """Pairs of a win and how far away its place is; of each other place its newest win on record."""
    here = (win.jurisdiction.latitude, win.jurisdiction.longitude)
    topics = [topic.pk for topic in win.topics.all()]
    if None in here or not topics:
        return []
    found = {}
    for pk, place, *there in alike(topics, win.jurisdiction):
        found.setdefault(place, (miles(here, there), pk))
    nearest = nsmallest(most, found.values())
    wins = Win.objects.with_status().for_list().in_bulk([pk for _, pk in nearest])
    return [(wins[pk], in_words(distance)) for distance, pk in nearest]


def alike(topics, place):
    """The id of each win on record on one of the topics elsewhere, with its place and where it lies."""
    on_topic = Win.objects.filter(topics__in=topics)
    return (
        Win.objects.on_record()
        .filter(pk__in=on_topic.values("pk"), jurisdiction__latitude__isnull=False)
        .exclude(jurisdiction=place)
        .exclude(jurisdiction__longitude=None)
        .in_list_order()
        .values_list("pk", "jurisdiction", "jurisdiction__latitude", "jurisdiction__longitude")
    )


def miles(here, there):
    """The distance over the ground between two points, each as latitude and longitude in degrees."""
    (north, east), (other_north, other_east) = (map(radians, point) for point in (here, there))
    height, width = sin((other_north - north) / 2), sin((other_east - east) / 2)
    half_chord = sqrt(height**2 + cos(north) * cos(other_north) * width**2)
    return 2 * EARTH_IN_MILES * asin(min(half_chord, 1))


def in_words(distance):
    return f"About {round(distance)} miles away" if distance >= 1.5 else "About a mile away"

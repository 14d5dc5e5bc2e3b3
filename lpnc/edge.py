"""Tell the edge, Varnish or a CDN, that what it keeps is outdated.

Every page carries the same tag, so one request after a change outdates them all. A lost one does little
harm: the edge keeps a page for seconds.
"""

import atexit
import logging
from http.client import HTTPException
from threading import Condition, Thread
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from django.conf import settings
from django.dispatch import receiver

from core import generation

logger = logging.getLogger(__name__)

TAG = "site"
#: Seconds that a save waits for the edge, if the edge answered last time.
PATIENCE = 0.2
TIMEOUT = 2
#: Seconds until the requests that follow the first: for a page that was being made during the change, and for
#: a server that didn't hear of the change at once.
PAUSES = (0.3, 1.2)


class Purger:
    """A thread that sends requests to the edge. What is asked for while it is busy becomes one request."""

    def __init__(self):
        self.changed = Condition()
        self.asked = self.sent = 0
        self.edge_answers = True
        self.pauses = []
        self.thread = None

    def purge(self):
        """Ask the thread for a purge, and wait for it a moment unless the edge is down."""
        with self.changed:
            self.asked += 1
            mine = self.asked
            # A forked process doesn't have its parent's threads.
            if self.thread is None or not self.thread.is_alive():
                self.thread = Thread(target=self.work, name="purger", daemon=True)
                self.thread.start()
            self.changed.notify_all()
            if self.edge_answers:
                self.changed.wait_for(lambda: self.sent >= mine, PATIENCE)

    def work(self):
        while True:
            with self.changed:
                pause = next(iter(self.pauses), None)
                is_asked = self.changed.wait_for(lambda: self.asked > self.sent, pause)
                latest = self.asked
            answers = [send_purge(url) for url in settings.EDGE_PURGE_URLS]
            with self.changed:
                self.edge_answers = all(answers)
                self.sent = latest
                self.pauses = list(PAUSES) if is_asked else self.pauses[1:]
                self.changed.notify_all()

    def finish(self):
        """Wait for the requests that follow the last change, since a command ends right after it."""
        with self.changed:
            self.changed.wait_for(
                lambda: self.sent == self.asked and not self.pauses, sum(PAUSES) + TIMEOUT
            )


purger = Purger()
atexit.register(purger.finish)


def send_purge(url):
    """Send a purge to one address, and return whether it was accepted."""
    request = Request(
        url,
        method=settings.EDGE_PURGE_METHOD,
        headers={"Surrogate-Key": TAG} | settings.EDGE_PURGE_HEADERS,
        data=settings.EDGE_PURGE_BODY.encode() or None,
    )
    try:
        urlopen(request, timeout=TIMEOUT).close()
    except (OSError, HTTPException) as error:
        logger.warning("Could not tell the edge of a change, at %s: %s", url, error)
        if isinstance(error, HTTPError):
            error.close()
        return False
    return True


@receiver(generation.raised)
def purge_edge(**signal):
    if settings.EDGE_PURGE_URLS:
        purger.purge()

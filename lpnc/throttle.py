"""A limit on guesses at passwords, counted in the database that all servers share.

A try counts before its password is checked, so guesses sent at once count too. One that turns out right
is taken back. No one can keep people out of their account for long: the low limit is for one visitor and
one account, and a visitor who has signed in to an account isn't held up by others' guesses at it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from math import ceil
from unicodedata import normalize

from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import salted_hmac

from core.visitors import visitor_hash
from lpnc.models import TryCount

#: How long tries count, and how long a visitor who signed in is known.
PERIOD, KNOWN_FOR = timedelta(minutes=15), timedelta(days=30)


@dataclass(frozen=True)
class Throttle:
    """A decorator of views that sets the most tries in a period, wherever the visitor's address is known.

    `target(request, **kwargs)` returns the account, or whatever else a password is for.
    """

    purpose: str
    target: Callable
    per_both: int = 5
    per_visitor: int = 30
    per_target: int = 30
    forgives: bool = True  # a try that turns out right doesn't count
    remembers: bool = False  # the visitors of each target

    def __call__(self, view):
        @wraps(view)
        def throttled(request, *args, **kwargs):
            if request.method != "POST":
                return view(request, *args, **kwargs)
            limits, known = self.limits(request, self.target(request, **kwargs))
            if seconds := TryCount.objects.seconds_to_wait(limits, PERIOD):
                return refusal(request, seconds)
            response = view(request, *args, **kwargs)
            if response.status_code == 302 and self.forgives:
                TryCount.objects.take_back(limits)
                if known and self.remembers:
                    TryCount.objects.remember(known, KNOWN_FOR)
            return response

        return throttled

    def limits(self, request, target):
        """Return the most tries by key, and the key of a visitor known to the target or ""."""
        visitor = visitor_hash(request, self.purpose)
        # Names that Django takes for the same one are the same.
        target = self.key("target", normalize("NFKC", target.strip()).casefold())
        if not visitor:
            return {target: self.per_target}, ""
        both, known = self.key("both", visitor, target), self.key("known", visitor, target)
        limits = {both: self.per_both, visitor: self.per_visitor}
        if not (self.remembers and TryCount.objects.under_way().filter(key=known).exists()):
            limits[target] = self.per_target
        return limits, known

    def key(self, *parts):
        text = " ".join((self.purpose, *parts))
        return salted_hmac("lpnc.throttle", text, algorithm="sha256").hexdigest()


def refusal(request, seconds):
    minutes = ceil(seconds / 60)
    response = render(request, "429.html", {"minutes": minutes}, status=429)
    response.headers["Retry-After"] = str(seconds)
    add_never_cache_headers(response)
    return response

"""Caches that the site can do without: while one can't be used, the site is slower and nothing else."""

import logging
import pickle
import time
import zlib
from functools import lru_cache, wraps

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

SECONDS_TO_ANSWER = 0.5
SECONDS_BETWEEN_TRIES = 5
SECONDS_BETWEEN_WARNINGS = 60


class Outage:
    """When the cache last failed, as far as this process knows."""

    retry_at = 0
    warn_at = 0

    def begin(self, error):
        now = time.monotonic()
        self.retry_at = now + SECONDS_BETWEEN_TRIES
        if now >= self.warn_at:
            self.warn_at = now + SECONDS_BETWEEN_WARNINGS
            logger.warning("The cache can’t be used, so pages are slower: %s", error)

    @property
    def lasts(self):
        return time.monotonic() < self.retry_at


outage = Outage()


def unless_down(name, otherwise):
    """Return the client's method, which returns `otherwise(*arguments)` while the server can't be used."""
    method = getattr(RedisCacheClient, name)

    @wraps(method)
    def call(self, *arguments):
        if not outage.lasts:
            try:
                return method(self, *arguments)
            except RedisError as error:
                outage.begin(error)
        return otherwise(*arguments)

    return call


class OptionalRedisClient(RedisCacheClient):
    """A client to which an unusable server looks like one that forgets everything at once."""

    def __init__(self, servers, **options):
        super().__init__(servers, **options)
        # Django makes one for each request to the server, which takes longer than the request.
        self.get_client = lru_cache(super().get_client)

    add = unless_down("add", lambda key, value, timeout: True)
    get = unless_down("get", lambda key, default: default)
    set = unless_down("set", lambda key, value, timeout: None)
    touch = unless_down("touch", lambda key, timeout: False)
    delete = unless_down("delete", lambda key: False)
    get_many = unless_down("get_many", lambda keys: {})
    has_key = unless_down("has_key", lambda key: False)
    incr = unless_down("incr", lambda key, delta: delta)
    set_many = unless_down("set_many", lambda values, timeout: None)
    delete_many = unless_down("delete_many", lambda keys: None)
    clear = unless_down("clear", lambda: False)


class OptionalRedisCache(RedisCache):
    """Django's cache in Redis, whose server may be down."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = OptionalRedisClient
        self._options = {
            "socket_timeout": SECONDS_TO_ANSWER,
            "socket_connect_timeout": SECONDS_TO_ANSWER,
            "retry": Retry(
                NoBackoff(), 1
            ),  # at once: a restarted server has closed its connections
            **self._options,
        }


class OptionalFileCache(FileBasedCache):
    """Django's cache in a folder, whose disk may be full or have lost part of a file."""

    def get(self, key, default=None, version=None):
        try:
            return super().get(key, default, version)
        except (OSError, zlib.error, pickle.UnpicklingError) as error:
            outage.begin(error)
            return default

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        try:
            super().set(key, value, timeout, version)
        except OSError as error:
            outage.begin(error)

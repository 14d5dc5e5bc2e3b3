"""A cache that can't be used makes the site slower, and nothing else."""

import errno
import logging
import pickle
import socket
import subprocess
import time
import zlib

import pytest
from django.core.cache import caches
from django.core.cache.backends import filebased

from lpnc import caches as optional
from tests.factories import StandardPageFactory

pytestmark = pytest.mark.same_on_every_database("caches that fail")


@pytest.fixture(autouse=True)
def outage(monkeypatch):
    outage = optional.Outage()
    monkeypatch.setattr(optional, "outage", outage)
    return outage


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def silent_port():
    """A port that accepts connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def redis_cache(settings, port):
    settings.CACHES = {
        "default": {
            "BACKEND": "lpnc.caches.OptionalRedisCache",
            "LOCATION": f"redis://127.0.0.1:{port}/0",
        }
    }
    return caches["default"]


def answers(cache):
    return {
        "get": cache.get("key", "default"),
        "get_many": cache.get_many(["key"]),
        "has_key": cache.has_key("key"),
        "set": cache.set("key", "value", 60),
        "add": cache.add("key", "value", 60),
        "touch": cache.touch("key", 60),
        "incr": cache.incr("number", 2),
        "set_many": cache.set_many({"key": "value"}, 60),
        "delete": cache.delete("key"),
        "delete_many": cache.delete_many(["key"]),
        "get_or_set": cache.get_or_set("key", "made"),
        "clear": cache.clear(),
    }


FORGETFUL = {
    "get": "default",
    "get_many": {},
    "has_key": False,
    "set": None,
    "add": True,
    "touch": False,
    "incr": 2,
    "set_many": [],
    "delete": False,
    "delete_many": None,
    "get_or_set": "made",
    "clear": False,
}


def test_a_server_that_is_down_forgets_everything_and_is_named_once(settings, port, caplog):
    cache = redis_cache(settings, port)
    assert answers(cache) == FORGETFUL
    (record,) = caplog.records
    assert record.levelno == logging.WARNING and "can’t be used" in record.getMessage()


def test_a_server_that_never_answers_holds_up_a_page_once(settings, silent_port):
    cache = redis_cache(settings, silent_port)
    start = time.monotonic()
    assert answers(cache) == FORGETFUL
    assert time.monotonic() - start < 3 * optional.SECONDS_TO_ANSWER


def test_a_warning_a_minute(outage, monkeypatch, caplog):
    now = 1000
    monkeypatch.setattr(optional.time, "monotonic", lambda: now)
    for now in (1000, 1059, 1060):  # noqa: B007
        outage.begin("refused")
    assert len(caplog.records) == 2
    assert outage.lasts
    now = 1065
    assert not outage.lasts


@pytest.mark.django_db
def test_pages_are_shown_without_the_server(settings, port, client):
    page = StandardPageFactory()
    settings.PAGE_CACHE = True
    redis_cache(settings, port)
    assert [client.get(page.url).status_code for _ in range(2)] == [200, 200]


@pytest.mark.needs("redis")
def test_a_server_that_restarts_is_used_again(settings, port, outage, tmp_path):
    cache = redis_cache(settings, port)
    for _ in range(2):
        command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
        with subprocess.Popen([*command, "--dir", tmp_path], stdout=subprocess.DEVNULL) as server:
            try:
                until(lambda: socket.create_connection(("127.0.0.1", port)).close() is None)
                outage.retry_at = 0
                cache.set("key", {"a": 1}, 60)
                assert cache.get("key") == {"a": 1}
                assert cache.add("key", 2, 60) is False
            finally:
                server.terminate()
        assert cache.get("key") is None


def until(condition):
    for _ in range(100):
        try:
            return condition()
        except OSError:
            time.sleep(0.1)
    raise TimeoutError


def test_a_folder_on_a_full_disk_forgets_everything(settings, tmp_path, monkeypatch, caplog):
    settings.CACHES = {
        "default": {"BACKEND": "lpnc.caches.OptionalFileCache", "LOCATION": tmp_path / "cache"}
    }
    cache = caches["default"]
    cache.set("key", "value")
    assert cache.get("key") == "value"

    def refuse(*arguments, **options):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(filebased.tempfile, "mkstemp", refuse)
    cache.set("key", "newer")
    assert cache.get_or_set("other", "made") == "made"
    assert "No space left" in caplog.text
    monkeypatch.setattr("builtins.open", refuse)
    assert cache.get("key", "default") == "default"


@pytest.mark.parametrize("left", [b"", b"not a pickle", zlib.compress(b"nor this"), None])
def test_a_damaged_file_is_a_forgotten_one(settings, tmp_path, left):
    settings.CACHES = {
        "default": {"BACKEND": "lpnc.caches.OptionalFileCache", "LOCATION": tmp_path / "cache"}
    }
    cache = caches["default"]
    cache.set("key", "value" * 100)
    (file,) = (tmp_path / "cache").iterdir()
    whole = file.read_bytes()
    expiry = pickle.dumps(time.time() + 60)
    file.write_bytes(whole[:-5] if left is None else left and expiry + left)
    assert cache.get("key", "default") == "default"
    cache.set("key", "newer")
    assert cache.get("key") == "newer"

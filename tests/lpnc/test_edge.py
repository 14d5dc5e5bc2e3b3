"""The request that tells the edge of a change. The edge here is a small server of the test's own."""

import socket
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.db import transaction

from core.models import Topic
from lpnc import edge

pytestmark = pytest.mark.same_on_every_database("requests to the edge")

SLACK = 1.0  # seconds, on a busy machine


class Edge(ThreadingHTTPServer):
    def __init__(self, status=200):
        super().__init__(("127.0.0.1", 0), Handler)
        self.status, self.requests = status, []
        self.url = f"http://127.0.0.1:{self.server_address[1]}/"
        Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        self.shutdown()
        self.server_close()

    def wait_for(self, count):
        deadline = time.monotonic() + 10
        while len(self.requests) < count and time.monotonic() < deadline:
            time.sleep(0.02)
        return self.requests


class Handler(BaseHTTPRequestHandler):
    def handle_any(self):
        size = int(self.headers.get("Content-Length", 0))
        request = {"method": self.command, "body": self.rfile.read(size), "headers": self.headers}
        self.server.requests.append(request)
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_PURGE = do_POST = handle_any

    def log_message(self, *arguments):
        pass


@pytest.fixture
def varnish():
    server = Edge()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def purger(monkeypatch):
    """A thread of the test's own, which sends nothing once the test is over."""
    monkeypatch.setattr(edge, "purger", edge.Purger())
    monkeypatch.setattr(edge, "PAUSES", ())


@pytest.fixture
def hanging_url():
    """The address of an edge that takes a request and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


@pytest.fixture
def refusing_url():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    return f"http://127.0.0.1:{port}/"


def save():
    """Save a topic, and return how many seconds it took."""
    begun = time.monotonic()
    Topic.objects.create(name=f"Made up {begun}", slug=f"made-up-{int(begun * 1000)}")
    return time.monotonic() - begun


@pytest.mark.django_db(transaction=True)
def test_every_edge_hears_of_a_change_before_the_save_returns(varnish, settings):
    other = Edge()
    settings.EDGE_PURGE_URLS = [varnish.url, other.url]
    save()
    for server in (varnish, other):
        assert server.requests[0]["method"] == "PURGE"
        assert server.requests[0]["headers"]["Surrogate-Key"] == edge.TAG
    other.stop()


@pytest.mark.django_db(transaction=True)
def test_it_hears_again_of_what_was_under_way(varnish, settings, monkeypatch):
    monkeypatch.setattr(edge, "PAUSES", (0.1, 0.1))
    settings.EDGE_PURGE_URLS = [varnish.url]
    save()
    assert len(varnish.wait_for(3)) == 3
    time.sleep(0.3)
    assert len(varnish.requests) == 3, "and then no more"


@pytest.mark.django_db(transaction=True)
def test_a_command_ends_only_after_what_follows_its_last_change(varnish, settings, monkeypatch):
    monkeypatch.setattr(edge, "PAUSES", (0.1, 0.1))
    settings.EDGE_PURGE_URLS = [varnish.url]
    edge.purger.finish()
    save()
    edge.purger.finish()
    assert len(varnish.requests) == 3


@pytest.mark.django_db(transaction=True)
def test_a_change_does_not_wait_for_the_repetitions_of_another(varnish, settings, monkeypatch):
    monkeypatch.setattr(edge, "PAUSES", (3600,))
    settings.EDGE_PURGE_URLS = [varnish.url]
    save()
    save()
    assert len(varnish.wait_for(2)) == 2


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_for_a_change_that_was_rolled_back(varnish, settings):
    settings.EDGE_PURGE_URLS = [varnish.url]
    with transaction.atomic():
        save()
        transaction.set_rollback(True)
    assert varnish.requests == []


@pytest.mark.django_db(transaction=True)
def test_an_edge_that_hangs_delays_one_save_by_a_moment_and_the_next_not_at_all(
    hanging_url, settings, monkeypatch, caplog
):
    monkeypatch.setattr(edge, "TIMEOUT", 0.5)
    settings.EDGE_PURGE_URLS = [hanging_url]
    assert edge.PATIENCE <= save() < edge.PATIENCE + SLACK
    while edge.purger.edge_answers:
        time.sleep(0.02)
    monkeypatch.setattr(edge, "PATIENCE", 30)
    assert save() < SLACK
    assert "Could not tell the edge of a change" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_an_edge_that_is_down_fails_no_save(refusing_url, varnish, settings, caplog):
    settings.EDGE_PURGE_URLS = [refusing_url, varnish.url]
    save()
    assert varnish.wait_for(1)
    assert Topic.objects.filter(name__startswith="Made up").exists()
    assert f"at {refusing_url}" in caplog.text


def test_an_answer_that_is_an_error_is_logged(settings, caplog):
    refusing = Edge(status=405)
    assert not edge.send_purge(refusing.url)
    assert "HTTP Error 405" in caplog.text
    refusing.stop()


@pytest.mark.django_db(transaction=True)
def test_the_request_of_a_cdn(varnish, settings):
    settings.EDGE_PURGE_URLS = [varnish.url]
    settings.EDGE_PURGE_METHOD = "POST"
    settings.EDGE_PURGE_HEADERS = {
        "Authorization": "Bearer made-up",
        "Content-Type": "application/json",
    }
    settings.EDGE_PURGE_BODY = '{"tags": ["site"]}'
    save()
    request = varnish.wait_for(1)[0]
    assert (request["method"], request["body"]) == ("POST", b'{"tags": ["site"]}')
    assert request["headers"]["Authorization"] == "Bearer made-up"
    assert request["headers"]["Content-Type"] == "application/json"

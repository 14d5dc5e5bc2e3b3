"""Restarts of gunicorn as deploy/ configures it lose no request."""

import http.client
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager

import pytest
from django.conf import settings

pytestmark = pytest.mark.same_on_every_database("the server asks no database")

CLIENTS = 6
SECONDS_EACH = 0.02
APPLICATION = f"""
import os, time

def application(environ, start_response):
    time.sleep({SECONDS_EACH})
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"ok"]
"""


@contextmanager
def serving(folder):
    """Serve a small application with the site's configuration; yield the process and the port."""
    (folder / "small.py").write_text(APPLICATION)
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    config = settings.BASE_DIR / "deploy/gunicorn.conf.py"
    command = [sys.executable, "-m", "gunicorn", "small", "--config", str(config)]
    command += ["--bind", f"fd://{listener.fileno()}", "--chdir", str(folder)]
    server = subprocess.Popen(
        command,
        pass_fds=[listener.fileno()],
        stderr=subprocess.PIPE,
        text=True,
    )
    log = []
    reader = threading.Thread(target=lambda: log.extend(server.stderr))
    reader.start()
    try:
        yield server, listener.getsockname()[1], log
    finally:
        server.terminate()
        server.wait(30)
        reader.join()
        server.stderr.close()
        listener.close()


class Client(threading.Thread):
    """Asks again and again, on one connection as long as the server keeps it, and counts."""

    def __init__(self, port, stop, *, keeps_connection):
        super().__init__()
        self.port, self.stop, self.keeps_connection = port, stop, keeps_connection
        self.answered, self.lost = 0, []

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with closing(connection):
            while not self.stop.is_set():
                try:
                    self.ask(connection)
                except (OSError, http.client.HTTPException) as error:
                    self.lost.append(repr(error))
                    connection.close()
                if not self.keeps_connection:
                    connection.close()

    def ask(self, connection):
        """Ask once; http.client opens a new connection where the last answer closed the old one."""
        connection.request("GET", "/")
        answer = connection.getresponse()
        if (answer.status, answer.read()) != (200, b"ok"):
            raise http.client.HTTPException(answer.status)
        self.answered += 1


def wait_for_workers(log, count):
    deadline = time.monotonic() + 30
    while sum("Booting worker" in line for line in log) < count:
        assert time.monotonic() < deadline, log
        time.sleep(0.05)


@pytest.mark.parametrize("keeps_connection", [True, False])
def test_a_reload_loses_no_request(tmp_path, keeps_connection):
    stop = threading.Event()
    with serving(tmp_path) as (server, port, log):
        wait_for_workers(log, 2)
        clients = [Client(port, stop, keeps_connection=keeps_connection) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        time.sleep(0.3)
        server.send_signal(signal.SIGHUP)
        wait_for_workers(log, 4)
        time.sleep(0.6)
        stop.set()
        for client in clients:
            client.join()
    assert [client.lost for client in clients] == [[]] * CLIENTS
    assert min(client.answered for client in clients) > 20

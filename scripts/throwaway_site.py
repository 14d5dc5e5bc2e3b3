"""The site in production mode, on a free local port, with a temporary database."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 60


@contextmanager
def throwaway_site(*, sample_roster):
    """Seed and serve the site with production settings; yield its address, and stop it at the end."""
    with tempfile.TemporaryDirectory(prefix="lpnc-") as folder:
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        os.environ.update(environment_for(Path(folder), address))
        prepare(sample_roster)
        with open(Path(folder, "server.log"), "wb") as log:
            server = subprocess.Popen(command(port), cwd=ROOT, stdout=log, stderr=log)
        try:
            wait_until_served(server, address)
            yield address
        finally:
            stop(server)


def environment_for(folder, address):
    return {
        "DEBUG": "0",
        "DJANGO_SETTINGS_MODULE": "lpnc.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "BASE_URL": address,
        "CACHE_FOLDER": str(folder / "cache"),
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "SECURE_SSL_REDIRECT": "0",
        "LOG_LEVEL": "WARNING",
    }


def prepare(sample_roster):
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("apply_roles", verbosity=0)
    with open(os.devnull, "w") as nowhere:
        call_command("seed_site", sample_roster=sample_roster, stdout=nowhere)
    call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()


def command(port):
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--no-control-socket"]
    return [sys.executable, "-m", "gunicorn", "lpnc.wsgi", *options]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_served(server, address):
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(OSError):
            urllib.request.urlopen(f"{address}/robots.txt", timeout=5).close()
            return
        time.sleep(0.2)
    raise SystemExit("The server did not start.")


def stop(server):
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()

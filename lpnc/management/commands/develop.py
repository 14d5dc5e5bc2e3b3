import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from lpnc.schedule import publish_due
from lpnc.sign_ins import FILE, development_sign_ins

HOST = "127.0.0.1"
SECONDS_BETWEEN_ROUNDS = 60
SECONDS_TO_START = 60


class Command(BaseCommand):
    help = "Prepare the database, serve the site and publish scheduled items. For development only."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--sign-ins", type=Path, default=FILE, help="Where to keep passwords.")

    def handle(self, *args, port, sign_ins, **options):
        if not settings.DEBUG:
            raise CommandError("This command is for development only. Set DEBUG=1 to use it.")
        for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(ending, lambda *_: sys.exit())
        try:
            self.run(port, sign_ins)
        except SystemExit:
            self.say("Stopped.")

    def run(self, port, file):
        refuse_used_port(port)
        self.prepare()
        sign_ins = development_sign_ins(file)
        address = f"http://{HOST}:{port}"
        self.say("Starting the server")
        server = start_server(port, address)
        try:
            wait_until_served(server, address)
            self.tell_where(address, sign_ins)
            self.publish_until_stopped(server)
        finally:
            stop(server)

    def prepare(self):
        self.say("Preparing the database")
        call_command("migrate", interactive=False)
        self.say("Applying the roles")
        call_command("apply_roles")
        self.say("Loading the content that isn't there yet")
        call_command("seed_site", sample_roster=True)

    def say(self, sentence):
        self.stdout.write(self.style.MIGRATE_HEADING(sentence))
        self.stdout.flush()

    def tell_where(self, address, sign_ins):
        width = max(len(sign_in.username) for sign_in in sign_ins)
        lines = ["", f"Site:   {address}/", f"Admin:  {address}/admin/", "", "Sign-ins:"]
        lines += [f"  {sign_in.username:<{width}}  {sign_in.secret}" for sign_in in sign_ins]
        lines += ["", "Ctrl-C stops the server."]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()

    def publish_until_stopped(self, server):
        while True:
            self.publish()
            try:
                status = server.wait(SECONDS_BETWEEN_ROUNDS)
            except subprocess.TimeoutExpired:
                continue
            raise CommandError(f"The server stopped unexpectedly (status {status}).")

    def publish(self):
        """Run one round of publishing; report any error so that later rounds still run."""
        try:
            close_old_connections()
            for line in publish_due().done:
                self.stdout.write(line)
        except Exception as error:
            self.stderr.write(f"Scheduled publishing failed: {error}")


def refuse_used_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Port {port} can't be used ({error}). Stop the program that is using it, "
                f"or choose another: make run PORT={port + 1}"
            ) from error


def start_server(port, address):
    """Start Django's own server in its own process group so that its reloader ends with it."""
    return subprocess.Popen(
        [sys.executable, settings.BASE_DIR / "manage.py", "runserver", f"{HOST}:{port}"],
        env={**os.environ, "BASE_URL": address, "DJANGO_RUNSERVER_HIDE_WARNING": "true"},
        start_new_session=True,
        stdin=subprocess.DEVNULL,
    )


def wait_until_served(server, address):
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise CommandError(f"The server did not start (status {server.returncode}).")
        try:
            urllib.request.urlopen(f"{address}/robots.txt", timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise CommandError(f"The server did not answer within {SECONDS_TO_START} seconds.")


def stop(server):
    """Stop the server and its reloader, by force if they take too long."""
    for ending in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(server.pid, ending)
        with suppress(subprocess.TimeoutExpired):
            server.wait(5)

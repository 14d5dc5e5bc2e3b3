"""The whole stack on free ports of the loopback address: nginx, Varnish, two application servers,
PostgreSQL and Redis, each as deploy/ configures it. Stops only what it started.

To try things out: `.venv/bin/python -m scripts.stack`
"""

import os
import re
import secrets
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED_MEMORY = Path("/dev/shm")
SERVERS = ("first", "second")
SECONDS_TO_START = 180
EDITOR, PASSWORD = "editor", "made-up password"
FILL = f"""
from django.core.management import call_command
from scripts.throwaway_site import prepare
prepare(sample_roster=True)
call_command("createsuperuser", interactive=False, username="{EDITOR}", email="editor@example.org")
"""
PROGRAMS = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])


def program(name):
    path = shutil.which(name, path=PROGRAMS)
    if not path:
        raise SystemExit(f"{name} is not installed.")
    return path


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(ready, what, seconds=SECONDS_TO_START):
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} took more than {seconds} seconds.")
        time.sleep(0.05)


def listens(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def nginx_configuration(folder, ports):
    """Write nginx's configuration for these ports, and a certificate; return the path.

    `ports` has "http", "https", "edge" and "first".
    """
    make_certificate(folder)
    site = (ROOT / "deploy/nginx.conf").read_text()
    site = re.sub(r"(?m)^ *listen \[::\].*\n", "", site)
    for old, new in {
        "listen 80 ": f"listen 127.0.0.1:{ports['http']} ",
        "listen 443 ": f"listen 127.0.0.1:{ports['https']} ",
        "127.0.0.1:6081": f"127.0.0.1:{ports['edge']}",
        "127.0.0.1:8000": f"127.0.0.1:{ports['first']}",
        "/etc/letsencrypt/live/lpnc.example.org/": f"{folder}/",
        "/srv/lpnc/media/": f"{folder}/media/",
        # The port is part of the name that a browser asks for here.
        "$host;": "$http_host;",
        # All visitors here come from one address.
        "rate=20r/s": "rate=9999r/s",
        "rate=30r/m": "rate=9999r/s",
        "server_name lpnc.example.org;": "server_name 127.0.0.1;",
    }.items():
        assert old in site, old
        site = site.replace(old, new)
    (folder / "site.conf").write_text(site)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = folder / "nginx.conf"
    main.write_text(
        ("user root;\n" if os.geteuid() == 0 else "")
        + f"worker_processes 1;\ndaemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/nginx.log;\n"
        f"events {{}}\nhttp {{\naccess_log off;\ninclude /etc/nginx/mime.types;\n{temporary}"
        f"include {folder}/site.conf;\n}}\n"
    )
    return main


def make_certificate(folder):
    """Make a certificate that only this stack uses, so that no one verifies it."""
    command = [program("openssl"), "req", "-x509", "-nodes", "-days", "2", "-newkey", "ec"]
    command += ["-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", "/CN=lpnc.example.org"]
    command += ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(command, check=True, capture_output=True)


def varnish_rules(folder, ports):
    """Copy the edge's rules into the folder, with a backend for each server; return the path."""
    shutil.copytree(ROOT / "deploy/varnish", folder / "varnish")
    backends = folder / "varnish/backends.vcl"
    text = backends.read_text()
    backend = re.search(r"(?ms)^backend first {.*?^}\n", text)[0]
    addition = re.search(r"(?m)^.*add_backend\(first\);\n", text)[0]
    text = text.replace(backend, "".join(for_server(backend, name, ports) for name in SERVERS))
    text = text.replace(addition, "".join(for_server(addition, name, ports) for name in SERVERS))
    backends.write_text(text)
    rules = folder / "varnish/site.vcl"
    rules.write_text(rules.read_text().replace("/etc/varnish/", f"{folder}/varnish/"))
    return rules


def for_server(text, name, ports):
    return text.replace("first", name, 1).replace('"8000"', f'"{ports[name]}"')


class Stack:
    """The processes by name, their ports, and what they are told in the environment."""

    def __init__(self, folder):
        self.folder = folder
        self.processes = {}
        names = ("http", "https", "edge", "purge", "database", "cache", *SERVERS)
        self.ports = {name: free_port() for name in names}
        self.host = f"127.0.0.1:{self.ports['https']}"
        self.url = f"https://{self.host}"
        self.environment = os.environ | {
            "DEBUG": "0",
            "DJANGO_SETTINGS_MODULE": "lpnc.settings",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": "127.0.0.1",
            "DATABASE_URL": f"postgres://postgres@127.0.0.1:{self.ports['database']}/lpnc",
            "REDIS_URL": f"redis://127.0.0.1:{self.ports['cache']}/0",
            "EDGE_PURGE_URLS": f"http://127.0.0.1:{self.ports['purge']}/",
            "BASE_URL": self.url,
            "STATIC_ROOT": str(folder / "static"),
            "MEDIA_ROOT": str(folder / "media"),
            "TRUST_PROXY": "1",
            "TRUSTED_PROXIES": "127.0.0.1",
            "LOG_LEVEL": "WARNING",
            "EMAIL_URL": "dummymail://",
            "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        }
        self.environment.pop("GUNICORN_CMD_ARGS", None)

    # Commands

    def run(self, *command):
        """Run Python with the site's environment and return its output."""
        command = [sys.executable, *command]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{command}: {done.stdout}{done.stderr}")
        return done.stdout

    def sql(self, query):
        """Return what the database answers to a query, as text."""
        command = [self.postgresql("psql"), "--no-align", "--tuples-only", "--command", query]
        address = self.environment["DATABASE_URL"]
        done = subprocess.run([*command, address], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    # Requests

    def ask(self, path, at="https", method="GET", body=None, **headers):
        """Ask nginx, or what listens on another port; return the status, the headers and the text."""
        if at == "https":
            arguments = {"context": unverified(), "timeout": SECONDS_TO_START}
            connection = HTTPSConnection("127.0.0.1", self.ports[at], **arguments)
        else:
            connection = HTTPConnection("127.0.0.1", self.ports[at], timeout=SECONDS_TO_START)
            headers = {"X-Forwarded-Proto": "https", "Host": self.host} | headers
        with closing(connection):
            headers = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode(errors="replace")

    # Processes

    def start(self, name):
        log = open(self.folder / f"{name}.log", "ab")  # noqa: SIM115
        with log:
            command, options = self.command(name)
            self.processes[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, **options
            )
        wait_until(lambda: self.is_ready(name), name)

    def is_ready(self, name):
        if self.processes[name].poll() is not None:
            log = (self.folder / f"{name}.log").read_text()[-3000:]
            raise RuntimeError(f"{name} ended: {log}")
        if name in SERVERS:
            with suppress(OSError):
                return self.ask("/health/live", at=name)[0] == 200
            return False
        return listens(self.ports["https" if name == "front" else name])

    def stop(self, name):
        process = self.processes.pop(name)
        process.send_signal(signal.SIGINT if name == "database" else signal.SIGTERM)
        process.wait(90)

    def command(self, name):
        if name in SERVERS:
            return self.gunicorn(self.ports[name])
        return getattr(self, f"{name}_command")()

    def gunicorn(self, port):
        options = ["--config", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}"]
        return [sys.executable, "-m", "gunicorn", "lpnc.wsgi", *options], {}

    def edge_command(self):
        """Return the command of the systemd unit, with ports and folders of our own."""
        unit = (ROOT / "deploy/varnish.service.conf").read_text()
        command = shlex.split(re.search(r"ExecStart=(/(?:.*\\\n)*.*)", unit)[1].replace("\\\n", ""))
        replaced = {
            "visitors=127.0.0.1:6081": f"visitors=127.0.0.1:{self.ports['edge']}",
            "purge=127.0.0.1:6083": f"purge=127.0.0.1:{self.ports['purge']}",
            "/etc/varnish/site.vcl": str(self.folder / "varnish/site.vcl"),
        }
        assert set(replaced) <= set(command)
        command = [replaced.get(word, word) for word in command]
        for option in ("-T", "-S"):
            del command[(at := command.index(option)) : at + 2]
        if os.geteuid() != 0:
            command[command.index("-j") + 1] = "none"
        command += ["-n", str(self.folder / "varnish/work")]
        return [*command, "-p", f"vcl_path={self.folder / 'varnish'}"], {}

    def front_command(self):
        return [program("nginx"), "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")], {}

    def cache_command(self):
        options = ["--bind", "127.0.0.1", "--save", "", "--maxmemory", "128mb"]
        return [program("redis-server"), "--port", str(self.ports["cache"]), *options], {}

    def database_command(self):
        options = [
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "fsync=off",
            "-c",
            "max_connections=60",
        ]
        data = self.folder / "database"
        command = [self.postgresql("postgres"), "-D", str(data), "-k", str(data)]
        return [*command, "-p", str(self.ports["database"]), *options], self.as_postgres()

    @staticmethod
    def postgresql(name):
        found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
        return str(found[-1]) if found else program(name)

    @staticmethod
    def as_postgres():
        return (
            {"user": "postgres", "group": "postgres", "extra_groups": []}
            if os.geteuid() == 0
            else {}
        )

    def make_database(self):
        data = self.folder / "database"
        data.mkdir()
        if os.geteuid() == 0:
            shutil.chown(data, "postgres", "postgres")
        command = [self.postgresql("initdb"), "--pgdata", str(data), "--username", "postgres"]
        options = {"check": True, "capture_output": True, "cwd": data} | self.as_postgres()
        subprocess.run([*command, "--auth", "trust", "--encoding", "UTF8"], **options)
        self.start("database")
        port = str(self.ports["database"])
        address = ["--host", "127.0.0.1", "--port", port, "--username", "postgres"]
        command = [self.postgresql("createdb"), *address, "lpnc"]
        wait_until(lambda: subprocess.run(command, capture_output=True).returncode == 0, "createdb")

    def start_all(self):
        (self.folder / "media").mkdir()
        nginx_configuration(self.folder, self.ports)
        varnish_rules(self.folder, self.ports)
        self.make_database()
        self.start("cache")
        self.run("-c", FILL)
        for name in (*SERVERS, "edge", "front"):
            self.start(name)

    def stop_all(self):
        for name in ("front", "edge", *SERVERS, "cache", "database"):
            if name in self.processes:
                with suppress(subprocess.TimeoutExpired):
                    self.stop(name)


@contextmanager
def whole_stack():
    """Start everything in a temporary folder, in memory where there is room; stop it at the end."""
    place = SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="lpnc-stack-", dir=place) as folder:
        Path(folder).chmod(0o755)
        stack = Stack(Path(folder))
        try:
            stack.start_all()
            yield stack
        finally:
            stack.stop_all()


def unverified():
    """The certificate is one that the stack made for itself."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt), whole_stack() as stack:
        print(f"{stack.url}/ (sign in as {EDITOR}, {PASSWORD!r}). Stop with Ctrl-C.", flush=True)
        signal.pause()

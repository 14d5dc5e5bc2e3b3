"""nginx alone, as deploy/ configures it, with nothing behind it."""

import subprocess
from contextlib import closing
from http.client import HTTPSConnection

import pytest

from scripts import stack
from tests import tools

pytestmark = [
    pytest.mark.same_on_every_database("nginx asks no database"),
    pytest.mark.needs("nginx"),
]

BEHIND_CDN = {
    "#set_real_ip_from 192.0.2.0/24;": "set_real_ip_from 127.0.0.9;",
    "#real_ip_header": "real_ip_header",
}
LIMITED = {
    "zone=requests:10m rate=9999r/s": "zone=requests:10m rate=1r/m",
    "limit_req zone=requests burst=200 nodelay;\n\n": "limit_req zone=requests;\n\n",
}


@pytest.fixture
def nginx(tmp_path):
    """Return a function that starts nginx, with parts of the site's configuration replaced."""
    started = []

    def start(replaced=None):
        ports = {name: stack.free_port() for name in ("http", "https", "edge", "first")}
        main = stack.nginx_configuration(tmp_path, ports)
        # As in Debian, where every request is logged unless a server says otherwise.
        replace(main, {"access_log off;": f"access_log {tmp_path}/access.log;"})
        replace(tmp_path / "site.conf", replaced or {})
        process = subprocess.Popen([tools.nginx(), "-p", str(tmp_path), "-c", str(main)])
        started.append(process)
        stack.wait_until(lambda: stack.listens(ports["https"]), "nginx", 30)
        return ports["https"]

    yield start
    for process in started:
        process.terminate()
        process.wait(30)


def replace(path, replaced):
    text = path.read_text()
    for old, new in replaced.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text)


def ask(port, path, address="127.0.0.1", host="127.0.0.1", **headers):
    """Ask from an address of this machine, and return the status."""
    options = {"context": stack.unverified(), "source_address": (address, 0), "timeout": 30}
    with closing(HTTPSConnection("127.0.0.1", port, **options)) as connection:
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers={"Host": host} | headers)
        return connection.getresponse().status


def test_only_this_machine_may_ask_whether_the_site_is_ready(nginx):
    port = nginx()
    for path in ("/health/ready", "/health/ready?x=1", "//health/./ready", "/health/%72eady"):
        assert ask(port, path, "127.0.0.2") == 403, path
        assert ask(port, path, "127.0.0.2", X_Forwarded_For="127.0.0.1") == 403, path
        assert ask(port, path) == 502, path
    assert ask(port, "/health/live", "127.0.0.2") == 502


def test_behind_a_cdn_the_visitor_counts(nginx):
    port = nginx(BEHIND_CDN)
    visitor = {"X_Forwarded_For": "127.0.0.1, 203.0.113.9"}
    assert ask(port, "/health/ready", "127.0.0.9", **visitor) == 403
    assert ask(port, "/health/ready", "127.0.0.9", X_Forwarded_For="203.0.113.9, 127.0.0.1") == 502
    # Only the CDN is believed.
    assert ask(port, "/health/ready", "127.0.0.2", X_Forwarded_For="127.0.0.1") == 403


def test_no_log_names_a_visitor(nginx, tmp_path):
    port = nginx(LIMITED)
    assert ask(port, "/media/images/absent.png", "127.0.0.2") == 404
    assert ask(port, "/media/images/absent.png", "127.0.0.2") == 429
    assert ask(port, "/", "127.0.0.2", host="other.example.org") == 421
    assert (tmp_path / "access.log").read_text() == ""
    assert "127.0.0.2" not in (tmp_path / "nginx.log").read_text()

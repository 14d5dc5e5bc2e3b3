"""What strangers send, through the whole stack: a clear refusal, and nothing that other visitors would see."""

import socket
import ssl
import time
from contextlib import closing

import pytest

from scripts.stack import SERVERS, unverified

pytestmark = [
    pytest.mark.stack,
    *(pytest.mark.needs(tool) for tool in ("browser", "nginx", "varnishd", "redis", "postgresql")),
]

FORGED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Port": "1",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Prefix": "/evil.example",
    "Forwarded": "host=evil.example;proto=http",
    "X-Host": "evil.example",
    "X-Original-URL": "/admin/?evil.example",
    "X-Rewrite-URL": "/admin/?evil.example",
    "X-HTTP-Method-Override": "DELETE",
    "Edge-Lookup": "evil.example",
    "Surrogate-Control": "max-age=evil.example",
    "Surrogate-Key": "evil.example",
}
#: nginx for visitors, and Varnish in case someone reaches it.
DOORS = ("https", "edge")


def connect(stack, at):
    plain = socket.create_connection(("127.0.0.1", stack.ports[at]), timeout=30)
    return unverified().wrap_socket(plain) if at == "https" else plain


def exchange(stack, at, *pieces):
    """Send the bytes, and return all that comes back until the other side closes or falls silent."""
    received = b""
    with closing(connect(stack, at)) as connection:
        connection.settimeout(8)
        try:
            for piece in pieces:
                connection.sendall(piece)
            while data := connection.recv(65536):
                received += data
        except (ConnectionError, TimeoutError, ssl.SSLError):
            pass
    return received


def request(stack, *lines, path="/", host=None):
    text = [
        f"GET {path} HTTP/1.1",
        f"Host: {host or stack.host}",
        *lines,
        "Connection: close",
        "",
        "",
    ]
    return "\r\n".join(text).encode("latin-1")


def statuses(received):
    lines = received.split(b"\r\n")
    return [int(line.split()[1]) for line in lines if line.startswith(b"HTTP/1.1 ")]


def is_well(stack):
    status, headers, text = stack.ask("/")
    return status == 200 and "evil.example" not in text + str(headers)


@pytest.fixture(autouse=True)
def everyone_else(stack):
    """Whatever was sent, the next visitor gets the home page as it is."""
    yield
    assert is_well(stack)


@pytest.mark.parametrize(
    "host", ["evil.example", "", "127.0.0.1, evil.example", "127.0.0.1@evil.example"]
)
@pytest.mark.parametrize("at", DOORS)
def test_unknown_hosts(stack, at, host):
    received = exchange(stack, at, request(stack, "X-Forwarded-Proto: https", host=host or " "))
    assert statuses(received)[0] in (400, 421)


def test_forged_headers_change_no_kept_page(stack):
    for number, (name, value) in enumerate(FORGED.items()):
        address = f"/members/?page=1&kind=&utm_source={number}"
        for path in (address, "/wins/"):
            forged = stack.ask(path, **{name: value})
            assert forged[0] < 400, name
            assert "evil.example" not in forged[2] + str(forged[1]), name
        honest = stack.ask("/wins/")
        assert honest[0] == 200
        assert "evil.example" not in honest[2] + str(honest[1])


def test_a_visitor_can_not_purge(stack):
    for at in DOORS:
        answer = stack.ask("/", at=at, method="PURGE", Surrogate_Key="site")
        assert answer[0] == 405
    stack.ask("/")
    assert stack.ask("/")[1]["X-Cache"] == "hit"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "CONNECT", "BREW", "PRI"])
def test_other_methods(stack, method):
    assert stack.ask("/", method=method)[0] in (400, 405)


def test_the_methods_of_the_admin_are_the_admin_s_own(stack):
    for method in ("PATCH", "DELETE"):
        assert stack.ask("/", method=method)[0] == 405
        assert stack.ask("/members/?/admin/", method=method)[0] == 405
        # It reaches the application, which wants a token.
        assert stack.ask("/admin/dismissibles/", method=method)[0] == 403


@pytest.mark.parametrize(
    "lines",
    [
        ["Content-Length: 6", "Transfer-Encoding: chunked"],
        ["Transfer-Encoding: chunked", "Transfer-Encoding: identity"],
        ["Transfer-Encoding: xchunked"],
        ["Transfer-Encoding : chunked"],
        ["Transfer-Encoding: \x0bchunked"],
        ["Content-Length: 6", "Content-Length: 5"],
        ["Content-Length: +6"],
        ["Content-Length: 0x6"],
        ["Content-Length: -1"],
        ["Content-Length: 99999999999999999999"],
    ],
)
@pytest.mark.parametrize("at", DOORS)
def test_no_request_hides_in_the_body_of_another(stack, at, lines):
    head = ["POST / HTTP/1.1", f"Host: {stack.host}", "X-Forwarded-Proto: https", *lines, "", ""]
    hidden = f"0\r\n\r\nGET /smuggled-{at}/ HTTP/1.1\r\nHost: {stack.host}\r\nX: "
    received = exchange(stack, at, "\r\n".join(head).encode("latin-1") + hidden.encode())
    assert all(status >= 400 for status in statuses(received)[:1])
    assert len(statuses(received)) <= 1 or statuses(received)[1] in (400, 404)
    assert is_well(stack)


@pytest.mark.parametrize("at", DOORS)
def test_too_many_and_too_long_headers(stack, at):
    many = [f"X-{number}: 1" for number in range(100_000)]
    for lines in (many, ["X-Long: " + "x" * 100_000], ["Cookie: " + "a=b; " * 20_000]):
        received = exchange(stack, at, request(stack, *lines))
        assert all(status in (400, 414, 431, 494) for status in statuses(received)), statuses(
            received
        )
    received = exchange(stack, at, request(stack, path="/?" + "x" * 100_000))
    assert all(status in (400, 414) for status in statuses(received))


@pytest.mark.parametrize(
    "path",
    [
        "/media/../../etc/passwd",
        "/media/%2e%2e/%2e%2e/etc/passwd",
        "/media../site.conf",
        "/static/../../lpnc/settings.py",
        "/static/%2e%2e%2f%2e%2e%2flpnc/settings.py",
        "/static/..%5c..%5cmanage.py",
        "/media/documents/",
        "/media/x/../documents/secret.pdf",
        "/media/%64ocuments/secret.pdf",
        "//media//documents//secret.pdf",
        "/.env",
        "/.git/config",
    ],
)
def test_paths_that_climb(stack, path):
    (stack.folder / "media/documents").mkdir(exist_ok=True)
    (stack.folder / "media/documents/secret.pdf").write_text("secret")
    received = exchange(stack, "https", request(stack, path=path))
    assert statuses(received)[0] in (301, 400, 403, 404), received[:300]
    assert b"root:" not in received and b"secret\n" not in received
    assert not received.endswith(b"secret")


def test_uploads_come_from_the_disk(stack):
    (stack.folder / "media/images").mkdir(exist_ok=True)
    (stack.folder / "media/images/sample.txt").write_text("sample")
    status, headers, text = stack.ask("/media/images/sample.txt")
    assert (status, text) == (200, "sample")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Range", "bytes=0-"),
        ("Range", "bytes=99999999999999999999-"),
        ("Range", "bytes=5-2"),
        ("Range", "bytes=" + ",".join(f"{n}-{n}" for n in range(500))),
        ("Range", "lines=1-2"),
        ("If-None-Match", '"' + "x" * 5_000 + '"'),
        ("If-None-Match", ",".join(['"x"'] * 1_000)),
        ("If-None-Match", "\x01\xff"),
        ("If-Modified-Since", "Thu, 99 Foo 9999 99:99:99 GMT"),
        ("If-Match", "*"),
        ("Cookie", "sessionid=\x01; ;;=;=x; sessionid"),
        ("Cookie", "a" * 4_000),
        ("Cookie", "sessionid=" + "x" * 4_000),
        ("Accept-Encoding", "gzip;q=nan, br;q=-1, \x7f"),
        ("Authorization", "Basic !!!"),
        ("X-Forwarded-For", "127.0.0.1, " * 300),
    ],
)
def test_absurd_values(stack, name, value):
    for address in ("/", "/static/favicon.svg"):
        received = exchange(stack, "https", request(stack, f"{name}: {value}", path=address))
        assert statuses(received)[0] in (200, 206, 304, 400, 404, 412, 416), received[:200]


def test_a_range_never_replaces_the_page(stack):
    stack.ask("/places/", Range="bytes=0-9")
    status, _, text = stack.ask("/places/")
    assert status == 200
    assert text.rstrip().endswith("</html>")


def test_slow_clients_hold_up_no_one(stack):
    """A hundred clients send a header a second each; the rest are served meanwhile, and the slow ones cut off."""
    slow = [connect(stack, "https") for _ in range(45)] + [
        connect(stack, "edge") for _ in range(55)
    ]
    begun = time.monotonic()
    try:
        for connection in slow:
            connection.sendall(f"GET / HTTP/1.1\r\nHost: {stack.host}\r\n".encode())
        while time.monotonic() - begun < 12:
            for connection in slow:
                try:
                    connection.sendall(b"X-Slow: 1\r\n")
                except OSError:
                    continue
            for at in ("https", *SERVERS):
                assert stack.ask("/robots.txt", at=at)[0] == 200
            time.sleep(1)
        assert all(is_closed(connection) for connection in slow)
    finally:
        for connection in slow:
            connection.close()


def is_closed(connection):
    connection.settimeout(5)
    try:
        while connection.recv(4096):
            pass
    except TimeoutError:
        return False
    except OSError:
        pass
    return True

"""The log in production: a JSON line a request and an error, without anything about the person."""

import json
import logging
from io import StringIO

import pytest
from django.db import DataError
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from lpnc.logs import JsonFormatter
from tests.lpnc.canaries import CANARY, send_canaries
from tests.lpnc.production import REQUIRED, run

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_every_database("lines of the log")]


def well(request, who=""):
    return HttpResponse("well")


def fail(request, who=""):
    raise DataError(f"value too long\nDETAIL:  Key (email)=({CANARY})")


def stream(request):
    return StreamingHttpResponse([b"well"])


urlpatterns = [
    path("well/", csrf_exempt(well)),
    path("streams/", csrf_exempt(stream)),
    path("guarded/", well),
    path("fails/", csrf_exempt(fail)),
    path("admin/well/<slug:who>/", csrf_exempt(well)),
    path("admin/fails/<slug:who>/", csrf_exempt(fail)),
]


@pytest.fixture
def lines(monkeypatch):
    """Return a function that gives the log so far, as the objects of its lines."""
    log = logging.StreamHandler(StringIO())
    log.setFormatter(JsonFormatter())
    monkeypatch.setattr(logging.getLogger(), "handlers", [log])
    requests = logging.getLogger("lpnc.logs")
    level = requests.level
    requests.setLevel(logging.INFO)

    def read():
        text = log.stream.getvalue()
        assert CANARY not in text
        return [json.loads(line) for line in text.splitlines()]

    with override_settings(ROOT_URLCONF=__name__):
        yield read
    requests.setLevel(level)


def test_a_request_is_a_line_without_anything_personal(lines):
    assert send_canaries("/well/", f"/admin/well/{CANARY}/") == [200] * 4
    entries = lines()
    assert [(entry["method"], entry["path"], entry["status"]) for entry in entries] == [
        ("GET", "/well/", 200),
        ("POST", "/well/", 200),
        ("GET", "/admin/well/<slug:who>/", 200),
        ("POST", "/admin/well/<slug:who>/", 200),
    ]
    assert all(entry["bytes"] == 4 and 0 <= entry["ms"] < 10_000 for entry in entries)
    assert len({entry["request_id"] for entry in entries}) == 4
    assert set(entries[0]) == {
        *("time", "level", "logger", "message", "request_id"),
        *("method", "path", "status", "ms", "bytes"),
    }


def test_the_size_of_a_stream_is_unknown(lines):
    send_canaries("/streams/")
    assert [entry["bytes"] for entry in lines()] == [None, None]


def test_an_error_is_a_line_of_the_same_request_with_its_traceback(lines):
    assert send_canaries(f"/admin/fails/{CANARY}/") == [500, 500]
    error, request = lines()[:2]
    assert error["message"] == "Internal Server Error: /admin/fails/<slug:who>/"
    assert error["request_id"] == request["request_id"] and request["status"] == 500
    assert error["traceback"].rstrip().endswith("DataError: value too long")
    assert "in fail" in error["traceback"]


def test_an_address_of_the_admin_that_does_not_exist_is_not_named(lines):
    with override_settings(ROOT_URLCONF="lpnc.urls"):
        send_canaries(f"/admin/nothing/{CANARY}/")
    paths = [entry["path"] for entry in lines() if "path" in entry]
    assert len(paths) == 2 and all(path.startswith("/admin/") for path in paths)


def test_a_refused_form_names_no_referring_address(lines):
    logging.getLogger("django.security.csrf").warning(
        "Forbidden (Referer checking failed - https://example.org/?q=%s): %s",
        CANARY,
        "/guarded/",
        extra={"request": RequestFactory().post("/guarded/")},
    )
    assert lines()[0]["message"].startswith("Forbidden (Referer checking failed")


SCRIPT = """
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
import django
django.setup()
request = RequestFactory().get("/?q=canary", headers={"Host": "lpnc.example.org"}, secure=True)
WSGIHandler()(request.environ, lambda status, headers: print(status))
"""


def test_production_logs_this_way_at_any_level(tmp_path, collected):
    missing = f"sqlite:///{tmp_path}/missing/site.sqlite3"
    answer = run(
        "-c",
        SCRIPT,
        **{**REQUIRED, "DATABASE_URL": missing, "LOG_LEVEL": "ERROR", "STATIC_ROOT": collected},
    )
    entries = [json.loads(line) for line in answer.stderr.splitlines()]
    assert [entry.get("status") for entry in entries] == [None, 503]
    assert "OperationalError" in entries[0]["traceback"]
    assert "canary" not in answer.stderr
    assert answer.stdout == "503 Service Unavailable\n"

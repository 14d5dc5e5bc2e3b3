"""Reports of errors: they say where, and never who or what was written."""

import logging

import pytest
import sentry_sdk
from django.db import DataError
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from sentry_sdk.transport import Transport

from lpnc import error_reports
from tests.lpnc.canaries import CANARY, send_canaries

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_every_database("reports of errors")]


@csrf_exempt
def fail(request, who=""):
    written = request.POST.get("name") or request.GET.get("q")
    logging.getLogger("lpnc.test").error("Wrote %s", written, extra={"written": written})
    raise DataError(f"value too long\nDETAIL:  Key (email)=({CANARY})")


urlpatterns = [
    path("fails/", fail),
    path("admin/fails/<slug:who>/", fail),
    path("well/", csrf_exempt(lambda request: HttpResponse("well"))),
]


class KeptEvents(Transport):
    def __init__(self):
        super().__init__()
        self.events = []

    def capture_envelope(self, envelope):
        self.events.append(envelope)


@pytest.fixture
def sent():
    """Return the events that would be sent."""
    transport = KeptEvents()
    with sentry_sdk.isolation_scope():
        error_reports.start("https://key@127.0.0.1/1", transport=transport)
        yield transport.events
        sentry_sdk.get_client().close()
        sentry_sdk.get_global_scope().set_client(None)


@override_settings(ROOT_URLCONF=__name__)
def test_an_error_is_reported_without_anything_personal(sent):
    assert send_canaries("/fails/", f"/admin/fails/{CANARY}/") == [500] * 4
    assert send_canaries("/well/") == [200] * 2
    events = [envelope.get_event() for envelope in sent]
    assert len(events) == 8  # each request logs an error, and then fails
    assert not [envelope for envelope in sent if CANARY.encode() in envelope.serialize()]
    failed = [event for event in events if "exception" in event]
    assert {event["transaction"] for event in failed} == {"/fails/", "/admin/fails/{who}/"}
    assert [event["request"] for event in failed] == [{"method": "GET"}, {"method": "POST"}] * 2
    error = failed[0]["exception"]["values"][-1]
    assert (error["type"], error["value"]) == ("DataError", "value too long\n")
    assert error["stacktrace"]["frames"][-1]["function"] == "fail"
    assert all(event["tags"]["request_id"] for event in events)


def test_a_wrong_address_for_reports_is_refused():
    with pytest.raises(ValueError):
        error_reports.start("canary")

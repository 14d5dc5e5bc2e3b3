"""Reports of errors to Sentry or a service that speaks its protocol, without personal data."""

import sentry_sdk
from sentry_sdk.integrations.argv import ArgvIntegration

from lpnc.logs import request_id, without_values

OFF = {"mode": "off"}
#: What used to be `send_default_pii=False`, and no local variables.
NOTHING_PERSONAL = {
    "user_info": False,
    "cookies": OFF,
    "http_headers": {"request": OFF},
    "http_bodies": [],
    "url_query_params": OFF,
    "database_query_data": False,
    "queues": False,
    "stack_frame_variables": False,
}
#: Parts of an event that may hold what a person wrote, or who they are.
PERSONAL = ("user", "extra", "breadcrumbs")


def start(dsn, **options):
    """Report every error that is logged or not caught; raise ValueError if `dsn` isn't an address for reports."""
    sentry_sdk.init(
        dsn,
        data_collection=NOTHING_PERSONAL,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        disabled_integrations=[ArgvIntegration],
        before_send=scrub,
        **options,
    )


def scrub(event, hint):
    """Keep the method and route of the request (`transaction`), where the error is, and its first line."""
    for part in PERSONAL:
        event.pop(part, None)
    if "request" in event:
        event["request"] = {"method": event["request"].get("method")}
    if "logentry" in event:
        event["logentry"] = {"message": without_values(event["logentry"]["message"])}
    for exception in event.get("exception", {}).get("values", []):
        exception["value"] = without_values(exception["value"] or "")
    event["tags"] = {"request_id": request_id.get()}
    return event

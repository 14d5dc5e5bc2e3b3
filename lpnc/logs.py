"""The log in production: one JSON object a line, without personal data."""

import json
import logging
import re
import time
from contextvars import ContextVar
from datetime import UTC, datetime
from uuid import uuid4

from django.http import HttpRequest

logger = logging.getLogger(__name__)
request_id = ContextVar("request_id", default="")

#: What PostgreSQL adds to an error about a row: the values that didn't fit.
VALUES = re.compile(r"^(DETAIL|CONTEXT|LINE \d+):.*\n?", re.MULTILINE)
QUERY_STRING = re.compile(r"\?\S+")


def loggable_path(request):
    """Return the path or, in the admin, its route: addresses there hold ids of people and reset tokens."""
    if not request.path.startswith("/admin/"):
        return request.path
    return f"/{request.resolver_match.route}" if request.resolver_match else "/admin/"


def without_values(text):
    return VALUES.sub("", text)


class RequestLogMiddleware:
    """Log each request without anything about the person who sent it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        begin_request()
        start = time.monotonic()
        response = self.get_response(request)
        path, size = loggable_path(request), size_of(response)
        log_request(request.method, path, response.status_code, start, size)
        return response


def begin_request():
    """Give the lines of the log an id of the request that begins."""
    request_id.set(uuid4().hex)


def log_request(method, path, status, start, size):
    """Log a request that began at `start`, a moment of `time.monotonic()`, with the size of its body in bytes."""
    seconds = time.monotonic() - start
    fields = {"method": method, "path": path, "status": status}
    fields |= {"ms": round(seconds * 1000), "bytes": size}
    logger.info("Request", extra={"fields": fields})


def size_of(response):
    """Return the length of the body, or None if it is streamed without saying so."""
    if response.has_header("Content-Length"):
        return int(response["Content-Length"])
    return None if response.streaming else len(response.content)


class JsonFormatter(logging.Formatter):
    def format(self, record):
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
            "request_id": request_id.get(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            entry["traceback"] = without_values(self.formatException(record.exc_info))
        return json.dumps(entry)


def message_of(record):
    """Return the message; one of Django's about a request names its address, and perhaps the referring one."""
    message = without_values(record.getMessage())
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        message = QUERY_STRING.sub("", message.replace(request.path, loggable_path(request)))
    return message

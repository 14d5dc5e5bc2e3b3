"""Answers to an error that nothing caught, clearer than "500" where the database or the disk is the cause."""

import sys
from errno import EDQUOT, ENOSPC

from django.db import Error, InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string

SECONDS_TO_RETRY = 60
# PostgreSQL's codes of errors.
DISK_FULL = "53100"
READ_ONLY = "25006"


def server_error(request):
    """Respond to the exception that is being handled."""
    errors = list(chain(sys.exc_info()[1]))
    if any(map(is_full_disk, errors)):
        return unavailable("disk_full.html", 507)
    if any(map(is_read_only, errors)):
        return unavailable("read_only.html", 503)
    if any(isinstance(error, (OperationalError, InterfaceError)) for error in errors):
        return unavailable("maintenance.html", 503)
    return HttpResponse(render_to_string("500.html"), status=500)


def chain(error):
    """Yield the exception and those that led to it."""
    while error:
        yield error
        error = error.__cause__ or error.__context__


def is_full_disk(error):
    if isinstance(error, Error):
        return sqlstate(error) == DISK_FULL or "disk is full" in str(error)
    return isinstance(error, OSError) and error.errno in (ENOSPC, EDQUOT)


def is_read_only(error):
    """Return whether the database refused to write: PostgreSQL by its code, SQLite in words."""
    return isinstance(error, Error) and (
        sqlstate(error) == READ_ONLY or "readonly database" in str(error)
    )


def sqlstate(error):
    return getattr(error.__cause__, "sqlstate", None)


def unavailable(template, status):
    headers = {"Retry-After": str(SECONDS_TO_RETRY), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string(template), status=status, headers=headers)

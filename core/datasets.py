"""Open data: datasets, which stream as CSV and JSON."""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.handlers.exception import response_for_exception
from django.http import Http404, HttpResponse

from spreadsheets.cells import neutralize

#: Raise this when a column is removed or changes its meaning, not for new columns.
FORMAT_VERSION = "2.0"
#: How many records are in memory at once.
AT_ONCE = 500


@dataclass(frozen=True)
class DataColumn:
    """A column; `kind` is its JSON Schema type. Columns of lists aren't in the CSV file."""

    name: str
    meaning: str
    kind: str = "string"


@dataclass(frozen=True)
class Dataset:
    name: str
    title: str
    meaning: str
    columns: tuple[DataColumn, ...]
    rows: Callable[[Any], Iterator[dict]]

    @property
    def flat_columns(self):
        return [column for column in self.columns if column.kind != "array"]


def absolute(record):
    return f"{settings.BASE_URL}{record.get_absolute_url()}"


def streamed(queryset):
    return queryset.iterator(chunk_size=AT_ONCE)


class Echo:
    """A file whose `write` returns its argument."""

    def write(self, text):
        return text


def stream_csv(dataset, on, meta):
    """Yield lines of CSV in UTF-8 with a byte order mark, for Excel; an apostrophe neutralizes formulas."""
    names = [column.name for column in dataset.flat_columns]
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(names)
    for row in dataset.rows(on):
        yield writer.writerow([csv_cell(row[name]) for name in names])


def csv_cell(value):
    if isinstance(value, str):
        return neutralize(value)
    return "" if value is None else value


def stream_json(dataset, on, meta):
    yield f'{{"meta": {dumped(meta)}, "{dataset.name}": ['
    for number, row in enumerate(dataset.rows(on)):
        yield ("," if number else "") + "\n" + dumped(row)
    yield "\n]}\n"


def dumped(value):
    return json.dumps(value, ensure_ascii=False)


FORMATS = {
    "csv": (stream_csv, "text/csv; charset=utf-8"),
    "json": (stream_json, "application/json"),
}


def from_any_site(view):
    """Allow other sites' scripts to read the view, including conditional requests."""

    @wraps(view)
    def answer(request, **kwargs):
        try:
            options = request.method == "OPTIONS"
            response = HttpResponse(status=204) if options else view(request, **kwargs)
        except Http404 as missing:
            response = response_for_exception(request, missing)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link"
        if request.method == "OPTIONS":
            response["Access-Control-Allow-Methods"] = response["Allow"] = "GET, HEAD, OPTIONS"
            response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
        return response

    return answer

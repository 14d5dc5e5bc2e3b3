"""Datasets streamed as CSV and JSON, and the JSON Schema of the JSON files."""

import csv
import json

from django.conf import settings
from django.urls import reverse

from spreadsheets.cells import neutralize

#: Raise this when a column is removed or changes its meaning, not for new columns.
FORMAT_VERSION = "2.0"
TYPES = {
    "string": {"type": "string"},
    "integer": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "array": {"type": "array"},
}


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


def schema(dataset):
    """Return the JSON Schema (2020-12) of the dataset's JSON file."""
    properties = {
        column.name: {**TYPES[column.kind], "description": column.meaning}
        for column in dataset.columns
    }
    rows = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{settings.BASE_URL}{reverse('data_schema', args=[dataset.name])}",
        "title": dataset.title,
        "description": dataset.meaning,
        "type": "object",
        "properties": {
            "meta": {
                "type": "object",
                "properties": {name: {"type": "string"} for name in META},
                "required": list(META),
            },
            dataset.name: {"type": "array", "items": rows},
        },
        "required": ["meta", dataset.name],
        "additionalProperties": False,
    }


META = ("format", "roster_version", "on", "publisher", "license", "source")

FORMATS = {
    "csv": (stream_csv, "text/csv; charset=utf-8"),
    "json": (stream_json, "application/json"),
}

"""The JSON Schema of the JSON files."""

from django.conf import settings
from django.urls import reverse

TYPES = {
    "string": {"type": "string"},
    "integer": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "array": {"type": "array"},
}


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

"""A record's fields and rows as plain values, which JSON can hold: what they were, what they are."""

import json

from django.core.serializers.json import DjangoJSONEncoder

from members.models import (
    CommitteeSeat,
    ContactDetail,
    LeadershipRole,
    Membership,
    PersonLink,
    Tenure,
)

#: The lists of rows of a record in the order in which they are saved.
ROWS = {
    "tenures": Tenure,
    "leadership_roles": LeadershipRole,
    "memberships": Membership,
    "committee_seats": CommitteeSeat,
    "contacts": ContactDetail,
    "links": PersonLink,
}
#: What Wagtail keeps about the record, not of the person.
LEFT_OUT = ("latest_revision",)


def values_of(instance):
    """All of its own columns by attribute name."""
    values = {
        field.attname: getattr(instance, field.attname)
        for field in instance._meta.concrete_fields
        if field.name not in LEFT_OUT
    }
    return as_json(values)


def as_json(values):
    """The same, as JSON holds it."""
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def snapshot(record):
    """{"person": values, "tenures": [values, ...], ...}"""
    rows = {name: [values_of(row) for row in getattr(record, name)] for name in ROWS}
    return {"person": values_of(record.person), **rows}


def changed_rows(record, before):
    """The rows that are new or differ from the snapshot, by the name of their list."""
    for name in ROWS:
        known = {values["id"]: values for values in before[name]}
        for row in getattr(record, name):
            if row.pk is None or values_of(row) != known[row.pk]:
                yield name, row


def removed_rows(record, before):
    """(model, id) of those in the snapshot that the record has no longer."""
    for name, model in ROWS.items():
        kept = {row.pk for row in getattr(record, name)}
        for values in before[name]:
            if values["id"] not in kept:
                yield model, values["id"]


def instance_from(model, values):
    """An instance with these values, dates read back from JSON."""
    instance = model()
    put(instance, values)
    return instance


def put(instance, values):
    for field in type(instance)._meta.concrete_fields:
        if field.attname in values:
            setattr(instance, field.attname, field.to_python(values[field.attname]))

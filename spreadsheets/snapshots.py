"""Records with all their rows as plain values, which imports and merges keep and restore.

The values have the form of `ClusterableModel.serializable_data`, as revisions hold them.
"""

import json
from collections import defaultdict
from functools import cache

from django.core.serializers.json import DjangoJSONEncoder
from modelcluster.models import get_all_child_relations, get_serializable_data_for_fields

from spreadsheets.bulk import remove_rows, save_rows

#: A field that Wagtail sets, which isn't part of the record.
LEFT_OUT = "latest_revision"


def plain_values(values):
    """Return the values in the form of JSON."""
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def values_of(instance):
    """Return the values of an instance's own fields, without its rows."""
    values = get_serializable_data_for_fields(instance)
    values.pop(LEFT_OUT, None)
    return values


def snapshot(model, pk):
    """Return a saved record with its rows, as they are in the database now."""
    data = model._base_manager.get(pk=pk).serializable_data()
    del data[LEFT_OUT]
    return plain_values(data)


@cache
def children_of(model):
    return {
        relation.get_accessor_name(): relation.related_model
        for relation in get_all_child_relations(model)
    }


def remembered(model, data):
    """Return {(model, id): values} for the record in a snapshot and all its rows, owners before what they own."""
    children = children_of(model)
    own = {name: value for name, value in data.items() if name not in children}
    found = {(model, data["pk"]): own}
    for name, child in children.items():
        for row in data.get(name, ()):
            found.update(remembered(child, row))
    return found


def put_back(model, before, after):
    """Give the records of the snapshots `after` and their rows the values that they had `before`.

    New rows are removed, and removed rows come back. Only values that differ between the two are
    changed, because rows may have been reordered since. Return what was saved. The indexes aren't written.
    """
    old, new = {}, {}
    for found, snapshots in ((old, before), (new, after)):
        for data in snapshots:
            found.update(remembered(model, data))
    removed = by_model(key for key in new if key not in old)
    differing = by_model(key for key, values in old.items() if values != new.get(key))
    saved = []
    # Owners come before what they own.
    models = list(dict.fromkeys(row_model for row_model, _ in (*new, *old)))
    for row_model in reversed(models):
        remove_rows(row_model, removed[row_model])
    for row_model in models:
        pks = differing[row_model]
        current = row_model._base_manager.in_bulk(pks)
        rows = [current.get(pk) or row_model(pk=pk) for pk in pks]
        for row in rows:
            set_values(row, old[row_model, row.pk], new.get((row_model, row.pk), {}))
        save_rows(rows, kept=[LEFT_OUT])
        saved += rows
    return saved


def set_values(row, values, known):
    """Give the row those of the values that aren't known to be as they are."""
    for name in values.keys() - {"pk"}:
        if name not in known or values[name] != known[name]:
            set_value(row, row._meta.get_field(name), values[name])


def by_model(keys):
    """Group pairs of a model and an id by their models."""
    found = defaultdict(list)
    for model, pk in keys:
        found[model].append(pk)
    return found


def set_value(instance, field, value):
    """Set a field; if it can be empty, the record that the value refers to may be gone."""
    target = field.related_model
    if target and field.null and not target._base_manager.filter(pk=value).exists():
        value = None
    setattr(instance, field.attname, field.to_python(value))

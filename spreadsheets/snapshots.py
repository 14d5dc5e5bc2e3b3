"""Records with all their rows as plain values, which imports and merges keep and restore.

The values have the form of `ClusterableModel.serializable_data`, as revisions hold them.
"""

import json
from functools import cache

from django.core.serializers.json import DjangoJSONEncoder
from modelcluster.models import get_all_child_relations, get_serializable_data_for_fields

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
    changed, because rows may have been reordered since. Return what was saved.
    """
    old, new = {}, {}
    for found, snapshots in ((old, before), (new, after)):
        for data in snapshots:
            found.update(remembered(model, data))
    for row_model, pk in reversed([key for key in new if key not in old]):
        row_model._base_manager.get(pk=pk).delete()
    saved = []
    for (row_model, pk), values in old.items():
        known = new.get((row_model, pk))
        if known is None:
            instance = row_model(pk=pk)
        elif values != known:
            instance = row_model._base_manager.get(pk=pk)
            values = {name: value for name, value in values.items() if value != known[name]}
        else:
            continue
        for name in values.keys() - {"pk"}:
            set_value(instance, row_model._meta.get_field(name), values[name])
        instance.save(force_insert=known is None)
        saved.append(instance)
    return saved


def set_value(instance, field, value):
    """Set a field; if it can be empty, the record that the value refers to may be gone."""
    target = field.related_model
    if target and field.null and not target._base_manager.filter(pk=value).exists():
        value = None
    setattr(instance, field.attname, field.to_python(value))

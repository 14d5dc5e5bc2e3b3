"""Saving and removing many records in a few queries.

Queries for many rows send no signals, by which Wagtail keeps its indexes, so these are written here as
well: the search index at once, the references after the commit.
"""

from collections import defaultdict
from contextlib import contextmanager

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import prefetch_related_objects
from django_tasks import task
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backends
from wagtail.signal_handlers import (
    disable_reference_index_auto_update,
    reference_index_auto_update_disabled,
)

from spreadsheets.background import QUEUE

AT_ONCE = 500


def parts(items):
    """Yield the items of a list, so many at once that a query can name them."""
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]


def save_rows(rows, kept=()):
    """Insert or replace rows of one model, without `save()`; the fields named in `kept` aren't replaced."""
    by_state = defaultdict(list)
    for row in rows:
        by_state[row.pk is None].append(row)
    if new := by_state[True]:
        type(new[0])._base_manager.bulk_create(new)
    if known := by_state[False]:
        model = type(known[0])
        fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
        model._base_manager.bulk_create(
            known,
            update_conflicts=True,
            unique_fields=[model._meta.pk.name],
            update_fields=[name for name in fields if name not in kept],
        )


def save_children(records):
    """Save the rows and choices of many saved records of one model, as each has them in memory."""
    model = type(records[0])
    for relation in get_all_child_relations(model):
        rows = []
        for record in records:
            for row in getattr(record, relation.get_accessor_name()).all():
                setattr(row, relation.field.name, record)
                rows.append(row)
        stored = relation.related_model._base_manager.filter(
            **{f"{relation.field.name}__in": records}
        )
        known = {row.pk for row in rows}
        remove_rows(
            relation.related_model,
            [pk for pk in stored.values_list("pk", flat=True) if pk not in known],
        )
        save_rows(rows)
    for field in get_all_child_m2m_relations(model):
        save_choices(field, records)


def save_choices(field, records):
    """Save what many records have chosen in a field for many."""
    links = field.remote_field.through._base_manager
    names = field.m2m_field_name(), field.m2m_reverse_field_name()
    keys = [f"{name}_id" for name in names]
    found = links.filter(**{f"{names[0]}__in": records}).values_list("pk", *keys)
    stored = {tuple(key): pk for pk, *key in found}
    chosen = dict.fromkeys(
        (record.pk, choice.pk) for record in records for choice in getattr(record, field.name).all()
    )
    links.filter(pk__in=[pk for key, pk in stored.items() if key not in chosen]).delete()
    links.bulk_create(
        links.model(**dict(zip(keys, key, strict=True))) for key in chosen if key not in stored
    )


@contextmanager
def silent_reference_index():
    """Keep signals from writing the reference index; unlike Wagtail's own, this can be nested."""
    if getattr(reference_index_auto_update_disabled, "value", False):
        yield
    else:
        with disable_reference_index_auto_update():
            yield


def remove_rows(model, pks):
    """Delete the model's rows with these ids, and what the indexes have about them.

    The references of their owners are left to `queue_references`.
    """
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    for part in parts(list(pks)):
        with silent_reference_index():
            model._base_manager.filter(pk__in=part).delete()
        ids = list(map(str, part))
        entries = ReferenceIndex.objects
        entries.filter(base_content_type=kind, object_id__in=ids).delete()
        entries.filter(to_content_type=kind, to_object_id__in=ids).delete()


def remove_records(records):
    """Delete records of one model with their own rows."""
    if not records:
        return
    model = type(records[0])
    for relation in get_all_child_relations(model):
        rows = relation.related_model._base_manager
        for part in parts(records):
            own = rows.filter(**{f"{relation.field.name}__in": part})
            remove_rows(relation.related_model, own.values_list("pk", flat=True))
    remove_rows(model, [record.pk for record in records])


def with_rows(records):
    """Read all rows of the records, of one model, in a few queries; return the records."""
    if records:
        prefetch_related_objects(records, *row_lookups(type(records[0])))
    return records


def row_lookups(model):
    """Return the lookups of all rows of a model, and of these rows' own."""
    lookups = [field.name for field in get_all_child_m2m_relations(model)]
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        deeper = row_lookups(relation.related_model)
        lookups += [f"{name}__{lookup}" for lookup in deeper] or [name]
    return lookups


def write_indexes(records):
    """Write what Wagtail's indexes have about saved records of one model, given with their rows."""
    for part in parts(records):
        queue_references(part)
        write_search(part)


def write_search(records):
    for backend in get_search_backends(with_auto_update=True) if records else ():
        backend.add_bulk(type(records[0]), records)


def queue_references(records):
    """Have the references of saved records of one model written after the commit, which comes sooner that way.

    The queue is committed along with the records.
    """
    write_references.enqueue(records[0]._meta.label, [record.pk for record in records])


@task(backend=QUEUE, queue_name=QUEUE)
def write_references(label, pks):
    """Read the records before the transaction, so that others can write between two of these tasks."""
    rows = apps.get_model(label)._base_manager.filter(pk__in=pks)
    records = with_rows(list(rows))
    with transaction.atomic():
        newest = dict(rows.values_list("pk", "latest_revision"))
        for record in records:
            # Whoever has saved a record meanwhile has had its references written.
            if newest.get(record.pk) == record.latest_revision_id:
                ReferenceIndex.create_or_update_for_object(record)

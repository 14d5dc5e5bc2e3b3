"""The history of every change to the roster: who made it, when, and the record afterward."""

import uuid

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from modelcluster.models import (
    ClusterableModel,
    get_all_child_m2m_relations,
    get_all_child_relations,
)
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Revision, RevisionMixin

from spreadsheets.snapshots import plain_values

#: Fields that restoring a version leaves alone: they are about the record's place, not its content.
STANDING = ("status", "merged_into", "slug", "is_sample", "latest_revision")
#: The same for rows.
ROW_STANDING = ("recorded_on", "sort_order")
#: Rows that restoring leaves alone.
STANDING_ROWS = ("accepted_warnings",)


def record(instance, user=None, action="wagtail.edit", restored=None):
    """Keep the record as it stands now as its newest revision, and write the log. Returns the revision.

    Call it within `roster_change()`, after the record and its rows are saved. `user` is None when a
    command did it; `restored` is the older revision that was brought back.
    """
    assert isinstance(instance, RevisionMixin), f"{type(instance).__name__} keeps no history."
    revision = instance.save_revision(user=user, clean=False)
    older = {"id": restored.pk, "created": restored.created_at.isoformat()} if restored else None
    log(
        instance,
        "wagtail.revert" if restored else action,
        user=user,
        revision=revision,
        content_changed=True,
        data={"revision": older} if restored else None,
        # Wagtail shows one entry a uuid; without this, one of all the records of a request.
        uuid=uuid.uuid4(),
    )
    return revision


def record_many(instances, user=None, action="wagtail.edit"):
    """Do what `record` does for any number of records of one model, in a few queries."""
    instances = list(instances)
    if not instances:
        return []
    model, now = type(instances[0]), timezone.now()
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=kind,
            base_content_type=kind,
            object_id=str(instance.pk),
            created_at=now,
            user=user,
            content=plain_values(instance.serializable_data()),
            object_str=str(instance),
        )
        for instance in instances
    )
    for instance, revision in zip(instances, revisions, strict=True):
        instance.latest_revision = revision
    newest = Revision.objects.filter(
        base_content_type=kind,
        object_id=Cast(OuterRef("pk"), CharField()),
        pk__gte=min(revision.pk for revision in revisions),
    )
    model.objects.filter(pk__in=[instance.pk for instance in instances]).update(
        latest_revision=Subquery(newest.values("pk")[:1])
    )
    log_many(instances, user, action, content_changed=True)
    return revisions


def log_many(instances, user, action, *, data=None, is_version=True, **flags):
    """Write an entry of the log about each of the records, which are of one model.

    `data` maps an id to what the entry holds; one about a version names the record's newest revision.
    """
    now = timezone.now()
    kinds = ContentType.objects.get_for_models(*map(type, instances[:1]), for_concrete_models=False)
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=kinds[type(instance)],
            object_id=str(instance.pk),
            label=str(instance),
            action=action,
            timestamp=now,
            user=user,
            revision_id=instance.latest_revision_id if is_version else None,
            data=(data or {}).get(instance.pk, {}),
            # Wagtail shows one entry a uuid; without this, one of all the records of a request.
            uuid=uuid.uuid4(),
            **flags,
        )
        for instance in instances
    )


def as_it_was(current, revision):
    """Return the record with the revision's content, for a form; save nothing.

    Newer rows stay as they are. A row that the record has lost since then comes back as a
    new one, unless it has moved to another record.
    """
    older = type(current).from_serializable_data(revision.content, check_fks=False)
    _take_over(current, older, STANDING)
    return current


def _take_over(current, older, kept):
    for field in current._meta.concrete_fields:
        if field.primary_key or field.name in kept or not field.serialize:
            continue
        value = getattr(older, field.attname)
        if value == getattr(current, field.attname):
            continue
        if value is None or not field.is_relation or _exists(field.related_model, value):
            setattr(current, field.attname, value)
    if isinstance(current, ClusterableModel):
        for field in get_all_child_m2m_relations(current):
            setattr(current, field.name, list(getattr(older, field.name).all()))
        for relation in get_all_child_relations(current):
            name = relation.get_accessor_name()
            if name not in STANDING_ROWS:
                setattr(
                    current, name, _rows_as_they_were(current, older, name, relation.field.name)
                )


def _rows_as_they_were(current, older, name, owner):
    rows = list(getattr(current, name).all())
    by_pk = {row.pk: row for row in rows}
    for old in getattr(older, name).all():
        if row := by_pk.get(old.pk):
            _take_over(row, old, (*ROW_STANDING, owner))
        elif not _exists(type(old), old.pk):
            rows.append(_as_new(old))
    return rows


def _as_new(row):
    row.pk = None
    row._state.adding = True
    if isinstance(row, ClusterableModel):
        for relation in get_all_child_relations(row):
            name = relation.get_accessor_name()
            setattr(row, name, [_as_new(child) for child in getattr(row, name).all()])
    return row


def _exists(model, pk):
    return model._base_manager.filter(pk=pk).exists()

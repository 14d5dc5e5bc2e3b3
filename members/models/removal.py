"""The removal of records that were added by mistake.

A person can be removed within a day of being added, a place, an office or a region at any time, as long
as nothing refers to it: no page, live or draft, no other record, no import, and no earlier version of
any of them. A place from the gazetteer, which has a Census number, always stays.
"""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.text import get_text_list
from modelcluster.fields import ParentalKey
from wagtail.log_actions import registry as log_registry
from wagtail.models import ReferenceIndex, Revision

from members.models import CommitteeSeat, Jurisdiction, Person
from members.models.history import log_many
from spreadsheets.bulk import remove_records
from spreadsheets.references import keys_to, named_in

GRACE = timedelta(days=1)
#: The most uses that an error names.
NAMED = 5


def removal_obstacle(record):
    """Return a sentence on why the record can't be removed, or ""."""
    if isinstance(record, CommitteeSeat):
        return f"The seat is part of the history of {record.person}. Enter an end for it instead."
    if isinstance(record, Person) and not is_new(record):
        return (
            f"{record} was not added within the last 24 hours. To keep the history accurate, retire or "
            "withdraw the record instead."
        )
    if isinstance(record, Jurisdiction) and record.geoid:
        return f"{record} has a Census number, so it can’t be removed. Mark it as retired if it no longer exists."
    # Earlier versions are read only if nothing else refers to it.
    if uses := records_using(record) or _versions_using(record) or _imports_using(record):
        more = [f"{len(uses) - NAMED} more"] if len(uses) > NAMED else []
        return (
            f"{record} is in use and can’t be removed: {get_text_list(uses[:NAMED] + more, 'and')}."
        )
    return ""


def may_be_mistaken(record):
    """Return whether to offer removal, because nothing about the record itself prevents it."""
    if isinstance(record, Person):
        return is_new(record)
    return not isinstance(record, CommitteeSeat) and not getattr(record, "geoid", "")


def remove(record, user):
    """Remove the record with its own rows and write the log. Call it within `roster_change()`."""
    remove_many([record], user)


def remove_many(records, user):
    """Remove records of one model as `remove` does."""
    log_many(records, user, "wagtail.delete", is_version=False, deleted=True)
    remove_records(records)


def owner_of(row):
    """Return the record or page that a row belongs to, or the argument if it isn't a row."""
    keys = [field for field in row._meta.fields if isinstance(field, ParentalKey)]
    return owner_of(getattr(row, keys[0].name)) if keys else row


def is_new(record):
    """Return whether the record was added within the last day."""
    first = record.revisions.order_by("created_at", "pk").first()
    return bool(first) and first.created_at > timezone.now() - GRACE


def records_using(record):
    owners = []
    for key in keys_to(type(record)):
        rows = key.model._base_manager.filter(**{key.name: record.pk})
        owners += [owner_of(row) for row in rows[: NAMED + 1]]
    owners += [source for source, _ in ReferenceIndex.get_grouped_references_to(record)]
    return list(dict.fromkeys(_named(owner) for owner in owners))


def _versions_using(record):
    """Return drafts and earlier versions, of any record or page, that use it and are newer."""
    number = rf"[:,\[]\s*{record.pk}\s*[],}}]"
    revisions = (
        Revision.objects.annotate(text=Cast("content", models.TextField()))
        .filter(text__regex=number)
        .exclude(pk__in=record.revisions)
        .select_related("content_type")
        .order_by("object_str", "pk")
    )
    if first := record.revisions.order_by("created_at", "pk").first():
        revisions = revisions.filter(created_at__gte=first.created_at)
    found = {
        f"a draft or an earlier version of “{revision.object_str}”"
        for revision in revisions.iterator()
        if record.pk in named_in(revision, type(record))
    }
    return sorted(found)


def _imports_using(record):
    brought_in = log_registry.get_logs_for_instance(record).filter(action__contains="import")
    return ["an import, which can be undone instead"] if brought_in.exists() else []


def _named(record):
    return f"“{record}” ({record._meta.verbose_name})"

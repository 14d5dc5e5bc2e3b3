"""Child rows: a page asks only for the kinds of which its record has any."""

from django.db.models import Exists, OuterRef, prefetch_related_objects
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations


def kinds_of_rows(model):
    """Return the names of all kinds of child rows, including those of many-to-many fields."""
    rows = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
    return rows + [field.name for field in get_all_child_m2m_relations(model)]


def marks_of_rows(model, *kinds):
    """Return the annotations that mark which of these kinds of rows a record has."""
    same = model.objects.filter(pk=OuterRef("pk"))
    return {f"has_{kind}": Exists(same.filter(**{f"{kind}__isnull": False})) for kind in kinds}


def with_rows_known(records, *kinds):
    """Return the records of a queryset as a list, each with an empty list of each of these kinds of rows that
    it has none of."""
    found = list(records.annotate(**marks_of_rows(records.model, *kinds)))
    for kind in kinds:
        leave_empty(found, kind)
    return found


def leave_empty(records, kind):
    """Give the records that are marked as having none of these rows an empty list, and return the others."""
    for record in records:
        if not getattr(record, f"has_{kind}"):
            setattr(record, kind, [])
    return [record for record in records if getattr(record, f"has_{kind}")]


def fetch_rows(records, kind):
    """Fetch the rows of this kind, without a query if no record is marked as having any."""
    prefetch_related_objects(leave_empty(records, kind), kind)

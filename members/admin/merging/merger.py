"""The merge of two records."""

from django.db.models import Max

from members.admin.merging.clashes import BOTH, DATED_ROWS, FIRST, SECOND, clashes
from members.admin.merging.records import MERGE, Refused, record_all, rows_of, snapshots
from members.models import Merge, Person, roster_change

#: Rows whose duplicates aren't needed, and the fields that make them equal.
COPIES = {
    "contacts": ("kind", "value"),
    "links": ("url",),
    "other_names": ("name",),
    "accepted_warnings": ("kind", "about"),
}


def refuse_to_merge(first, second):
    """Raise Refused if these two can't be merged."""
    if first.pk == second.pk:
        raise Refused("A record can’t be merged with itself. Choose another one.")
    for person in (first, second):
        if person.merged_into_id:
            raise Refused(f"{person} has already been merged into {person.resolved}.")
        if person.status == Person.Status.WITHDRAWN:
            raise Refused(
                f"{person} was withdrawn for privacy, and a withdrawn record can’t be merged."
            )
    if first.is_sample != second.is_sample:
        made_up, real = (first, second) if first.is_sample else (second, first)
        raise Refused(f"{made_up} is a made-up person and can’t be merged with {real}.")


def merge(choices, user=None, expected=None, settle=lambda survivor: None):
    """Merge the two records as the editor chose, and return the Merge.

    Raise RosterChanged if `expected`, the roster's version when the choices were made, is outdated, and
    Refused if the two can't be merged. `settle` is called with the new survivor; if it raises, the merge
    is rolled back.
    """
    with roster_change(expected):
        found = Person.objects.in_bulk([choices.first, choices.second])
        first, second = found[choices.first], found[choices.second]
        refuse_to_merge(first, second)
        survivor, merged = (first, second) if choices.survivor == FIRST else (second, first)
        pointing = [merged.pk, *merged.merged_records.values_list("pk", flat=True)]
        touched = [survivor.pk, *pointing]
        before = snapshots(touched)
        values = {name: choices.value(name, first, second) for name in choices.fields}
        _move_rows(survivor, merged, _staying_behind(first, second, choices.clashes))
        _save([survivor.pk], values)
        _save(pointing, {"merged_into": survivor})
        settle(Person.objects.get(pk=survivor.pk))
        record_all(touched, user, MERGE)
        return Merge.objects.create(
            survivor=survivor,
            merged=merged,
            before=before,
            after=snapshots(touched),
            made_by=user,
        )


def _save(pks, values):
    """Save the values on each record, read anew so that search and references are updated."""
    for person in Person.objects.filter(pk__in=pks):
        for name, value in values.items():
            setattr(person, name, value)
        person.save()


def _staying_behind(first, second, chosen):
    """Return the rows that contradict those that the editor keeps."""
    left = []
    for clash in clashes(first, second):
        choice = chosen.get(clash.key)
        if choice not in clash.allowed:
            raise Refused(f"Choose which one is right: {clash.title}.")
        left += {FIRST: clash.seconds, SECOND: clash.firsts, BOTH: []}[choice]
    return left


def _move_rows(survivor, merged, staying):
    """Give the survivor every row except those that stay behind with the merged record."""
    for name in DATED_ROWS:
        rows = rows_of(name).filter(person__in=[survivor, merged])
        behind = [row.pk for row in staying if isinstance(row, rows.model)]
        rows.filter(pk__in=behind).update(person=merged)
        rows.exclude(pk__in=behind).update(person=survivor)
    for name, equal_by in COPIES.items():
        _move_copies(survivor, merged, name, equal_by)


def _move_copies(survivor, merged, name, equal_by):
    """Keep one of two equal rows, the published one if there is one."""
    own = {_copy_key(row, equal_by): row for row in getattr(survivor, name).all()}
    moving = []
    for row in getattr(merged, name).all():
        twin = own.get(_copy_key(row, equal_by))
        if twin and getattr(row, "published", False) and not twin.published:
            rows_of(name).filter(pk=twin.pk).update(person=merged)
            twin = None
        if twin is None:
            moving.append(row)
    _append(survivor, name, moving)


def _copy_key(row, names):
    return tuple(getattr(row, name).strip().casefold() for name in names)


def _append(survivor, name, moving):
    """Put the moved rows after the survivor's own if rows have an order."""
    ordered = hasattr(rows_of(name).model, "sort_order")
    last = ordered and rows_of(name).filter(person=survivor).aggregate(n=Max("sort_order"))["n"]
    for place, row in enumerate(moving, 0 if last is None else last + 1):
        order = {"sort_order": place} if ordered else {}
        rows_of(name).filter(pk=row.pk).update(person=survivor, **order)

"""Two records become one."""

from django.db.models import Max

from members.admin.merging.clashes import BOTH, DATED_ROWS, FIRST, SECOND, clashes
from members.admin.merging.records import MERGE, Refused, record_all, rows_of, snapshots
from members.models import Merge, Person, roster_change

#: Rows of which equal ones are needed once only, and what makes them equal.
COPIES = {
    "contacts": ("kind", "value"),
    "links": ("url",),
    "accepted_warnings": ("kind", "about"),
}


def refuse_to_merge(first, second):
    """Raises Refused if these two can't become one record."""
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
    """Makes the two records one as the editor chose, and returns the Merge.

    `expected` is the roster's version on which the choices were made: RosterChanged if another has come
    since; Refused if the two can't be merged. `settle` is called with the survivor as it will be: what
    it raises takes the merge back.
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
    """Saves the values through each record, its rows read anew: search and references follow."""
    for person in Person.objects.filter(pk__in=pks):
        for name, value in values.items():
            setattr(person, name, value)
        person.save()


def _staying_behind(first, second, chosen):
    """The spells that contradict those which the editor keeps."""
    left = []
    for clash in clashes(first, second):
        choice = chosen.get(clash.key)
        if choice not in clash.allowed:
            raise Refused(f"Choose which one is right: {clash.title}.")
        left += {FIRST: clash.seconds, SECOND: clash.firsts, BOTH: []}[choice]
    return left


def _move_rows(survivor, merged, staying):
    """The survivor gets every row but those that stay behind, which the merged record gets."""
    for name in DATED_ROWS:
        rows = rows_of(name).filter(person__in=[survivor, merged])
        behind = [row.pk for row in staying if isinstance(row, rows.model)]
        rows.filter(pk__in=behind).update(person=merged)
        rows.exclude(pk__in=behind).update(person=survivor)
    for name, equal_by in COPIES.items():
        _move_copies(survivor, merged, name, equal_by)


def _move_copies(survivor, merged, name, equal_by):
    """Of two equal rows the survivor keeps one: the published one, if either is published."""
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
    """The moved rows stand after the survivor's own, where rows have an order."""
    ordered = hasattr(rows_of(name).model, "sort_order")
    last = ordered and rows_of(name).filter(person=survivor).aggregate(n=Max("sort_order"))["n"]
    for place, row in enumerate(moving, 0 if last is None else last + 1):
        order = {"sort_order": place} if ordered else {}
        rows_of(name).filter(pk=row.pk).update(person=survivor, **order)

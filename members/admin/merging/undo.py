"""The undoing of a merge, which restores every field and row."""

from django.utils.timezone import localtime, now

from members.admin.merging.records import UNMERGE, Refused, record_all, snapshots
from members.models import Merge, Person, Tenure, roster_change
from spreadsheets.snapshots import put_back

#: The names of rows in a sentence; fields have their own.
ROW_NAMES = {
    "tenures": "the offices held",
    "memberships": "the membership",
    "committee_seats": "the committee seats",
    "contacts": "the contacts",
    "links": "the links",
    "other_names": "the former and other names",
    "accepted_warnings": "the accepted warnings",
}


def undo(merge, user=None):
    """Restore both records, or raise Refused if later changes depend on the merge."""
    with roster_change():
        merge = Merge.objects.get(pk=merge.pk)
        if reason := why_not_undone(merge):
            raise Refused(reason)
        put_back(Person, merge.before.values(), merge.after.values())
        record_all(merge.before, user, UNMERGE)
        merge.undone_at, merge.undone_by = now(), user
        merge.save()


def why_not_undone(merge):
    """Return in a sentence or two why the merge can't be undone, or ""."""
    if merge.undone_at:
        return "This merge has already been undone."
    changed = [*_changes_since(merge)] or [*_seats_taken_since(merge)]
    return f"This merge can’t be undone. {' '.join(changed)}" if changed else ""


def _changes_since(merge):
    today = snapshots(merge.after)
    people = Person.objects.select_related("latest_revision__user", "merged_into").in_bulk(
        [int(pk) for pk in merge.after]
    )
    for pk, data in merge.after.items():
        changed = [name for name in data if data[name] != today[pk][name]]
        if changed:
            yield _sentence(people[int(pk)], changed)


def _sentence(person, changed):
    if "merged_into" in changed:
        return f"{person} has since been merged into {person.merged_into}. Undo that first."
    names = [ROW_NAMES.get(name) or f"the {_label(name)}" for name in changed]
    last = person.latest_revision
    by = f" by {last.user}" if last.user else ""
    day = f"{localtime(last.created_at):%B} {localtime(last.created_at).day}"
    return f"{person} has since been changed{by}, last on {day}: {', '.join(names)}."


def _label(name):
    return Person._meta.get_field(name).verbose_name


def _seats_taken_since(merge):
    """Yield an error for each rival in the seats of rows that stayed behind and would count again."""
    pair = [merge.survivor_id, merge.merged_id]
    for tenure in Tenure.objects.filter(person=merge.merged_id).select_related("office"):
        for rival in tenure.rivals():
            if rival.person_id not in pair:
                yield f"{rival.person} now holds a seat that undoing would give back: {rival}."

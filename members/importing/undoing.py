"""Takes an import into the roster back, as long as nothing was built on it."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from modelcluster.models import get_all_child_relations
from wagtail.models import ReferenceIndex, Revision

from members.importing.refusing import MOST_NAMED, ImportRefused, told
from members.importing.snapshots import ROWS, instance_from, put
from members.models import Person, Tenure
from members.models.history import record as keep_history
from members.models.removal import references_in, remove


def obstacles(roster_import):
    people = Person.objects.in_bulk([change["person"] for change in roster_import.changes])
    return [*changed_since(roster_import, people), *used_since(roster_import, people)]


def changed_since(roster_import, people):
    """A sentence for each record that somebody has changed, or removed, since the import."""
    newer = []
    for change in roster_import.changes:
        person = people.get(change["person"])
        if person is None:
            yield f"{change['name']} is no longer there."
        elif person.latest_revision_id != change["revision"]:
            newer.append(person.latest_revision_id)
    yield from told(Revision.objects.filter(pk__in=newer).select_related("user").order_by("pk"))


def used_since(roster_import, people):
    """A sentence for each person whom the import added and something else refers to, drafts included."""
    added = {
        change["person"]
        for change in roster_import.changes
        if not change["before"] and change["person"] in people
    }
    used = {*references_of_records(added), *named_since(roster_import, Person, added)}
    for pk in sorted(used)[:MOST_NAMED]:
        yield f"{people[pk]}, whom it added, is in use on the site."


def references_of_records(added):
    """Of other records than the rows of the person."""
    own_rows = [relation.related_model for relation in get_all_child_relations(Person)]
    for relation in Person._meta.related_objects:
        if relation.related_model not in own_rows:
            rows = relation.related_model._base_manager.filter(
                **{f"{relation.field.name}__in": added}
            )
            yield from rows.values_list(relation.field.name, flat=True)


def named_since(applied, model, added):
    """The ids among those that the import added which pages name, or drafts and earlier versions."""
    kind = ContentType.objects.get_for_model(model)
    return {*references_of_pages(kind, added), *references_of_versions(applied, kind, added)}


def references_of_pages(kind, added):
    """Of whatever names such a record in its text or its rows."""
    references = ReferenceIndex.objects.filter(to_content_type=kind)
    return added & set(map(int, references.values_list("to_object_id", flat=True)))


def references_of_versions(applied, kind, added):
    """Of drafts and of earlier versions; one that is older than the import can't refer to what is new."""
    if not added:
        return
    own = [change["revision"] for change in applied.changes]
    versions = Revision.objects.filter(created_at__gte=applied.applied_at).exclude(pk__in=own)
    for revision in versions.select_related("content_type").iterator():
        model = revision.content_type.model_class()
        version = model.from_serializable_data(revision.content, check_fks=False)
        for named, pk in references_in(version):
            if ContentType.objects.get_for_model(named) == kind and int(pk) in added:
                yield int(pk)


def put_back(changes, user):
    kept = [change for change in changes if change["before"]]
    for change in changes:
        if change not in kept:
            remove_person(change, user)
    tenures = [tenure for change in kept for tenure in put_record_back(change)]
    for tenure in tenures:
        refuse_if_wrong(tenure)
    for change in kept:
        keep_history(Person.objects.get(pk=change["person"]), user, "members.undo_import")


def remove_person(change, user):
    try:
        remove(Person.objects.get(pk=change["person"]), user)
    except ProtectedError as error:
        raise ImportRefused(
            "The import can’t be undone.", f"{change['name']}, whom it added, is in use."
        ) from error


def put_record_back(change):
    """Gives the person and all rows the values that they had; returns the tenures that it saved."""
    before, after = change["before"], change["after"]
    if before["person"] != after["person"]:
        save_as(Person.objects.get(pk=change["person"]), before["person"], after["person"])
    for name, model in reversed(ROWS.items()):
        known = {values["id"] for values in before[name]}
        made = [values["id"] for values in after[name] if values["id"] not in known]
        for row in model.objects.filter(pk__in=made):
            row.delete()
    tenures = []
    for name, model in ROWS.items():
        now_there = {values["id"]: values for values in after[name]}
        for values in before[name]:
            row = put_row_back(model, values, now_there.get(values["id"]))
            tenures += [row] if isinstance(row, Tenure) else []
    return tenures


def put_row_back(model, before, after):
    """The row if it had to be saved, or None."""
    if after is None:
        row = instance_from(model, before)
        row.save(force_insert=True)
        return row
    if before != after:
        return save_as(model.objects.get(pk=before["id"]), before, after)
    return None


def save_as(instance, before, after):
    """Changes only what the import changed, as rows may have been put in another order since."""
    put(instance, {name: value for name, value in before.items() if value != after[name]})
    instance.save()
    return instance


def refuse_if_wrong(tenure):
    try:
        tenure.full_clean()
    except ValidationError as error:
        raise ImportRefused(
            "The import can’t be undone.", f"{tenure.person}: {' '.join(error.messages)}"
        ) from error

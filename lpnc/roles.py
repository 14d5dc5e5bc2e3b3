"""One table of permissions. The `apply_roles` command makes the database match it.

A superuser can add other groups, but these three are always reset to this table.
"""

from dataclasses import dataclass, field

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
)

EVERYWHERE = "Root"
PORTRAITS = "Portraits"
EDIT = "add change delete view"
KEEP = "add change view"

ADMIN = {"wagtailadmin.admin": "access"}
CONTENT = {
    "core.topic": EDIT,
    "core.publisher": EDIT,
    "core.section": "change view",
    "core.organizationsettings": "change",
    "core.navigationsettings": "change",
    "members.rostersettings": "change",  # includes the figures of the home page
    "campaigns.priority": EDIT,
    "campaigns.win": f"{EDIT} publish lock unlock",
    "wagtailredirects.redirect": EDIT,
}
ROSTER = {
    "members.region": KEEP,
    "members.jurisdiction": KEEP,
    "members.office": KEEP,
    "members.person": KEEP,
    "members.committeeseat": KEEP,
    "members.rostersettings": "change",
}
IMPORTS = {"members.rosterimport": "add view"}
WIN_IMPORTS = {"campaigns.winimport": "add view"}
CORRECTIONS = {"members.correctionreport": "change"}
ERASING = {"members.person": f"{KEEP} erase"}
ROSTER_READING = {model: "view" for model, actions in ROSTER.items() if "view" in actions}
ACCOUNTS = {"auth.user": "add change delete"}

MEDIA = {
    "wagtailimages.image": "add change choose",
    "wagtaildocs.document": "add change choose",
    "wagtailcore.collection": "add change delete",
}
IMAGES = {"wagtailimages.image": "add change choose"}


class UnknownPermission(LookupError):
    """The table names a permission that no model has."""


@dataclass(frozen=True)
class Role:
    """A group with its permissions for records, the page tree and each collection of files.

    Grants are `{"app.model": "action action"}`; an action and a model form a codename.
    """

    name: str
    records: dict[str, str]
    pages: str = ""
    collections: dict[str, dict[str, str]] = field(default_factory=dict)


EVERY_PAGE = "add change publish bulk_delete lock unlock"

ROLES = (
    Role(
        "Communications",
        records=ADMIN | CONTENT | WIN_IMPORTS | ROSTER_READING,
        pages=EVERY_PAGE,
        collections={EVERYWHERE: MEDIA},
    ),
    Role(
        "Roster editors",
        records=ADMIN | ROSTER | IMPORTS | CORRECTIONS,
        collections={PORTRAITS: IMAGES},
    ),
    Role(
        "Administrators",
        records=ADMIN | CONTENT | ROSTER | ERASING | IMPORTS | WIN_IMPORTS | CORRECTIONS | ACCOUNTS,
        pages=EVERY_PAGE,
        collections={EVERYWHERE: MEDIA},
    ),
)


@transaction.atomic
def apply_roles(roles=ROLES):
    """Give each role's group exactly what the table grants. Safe to repeat."""
    remove_wagtail_defaults()
    for role in roles:
        group, _ = Group.objects.get_or_create(name=role.name)
        group.permissions.set(permissions(role.records))
        grant_pages(group, permissions({"wagtailcore.page": role.pages}))
        grant_collections(group, role.collections)


def is_applied(role):
    """Return whether the role's group has exactly what the table grants."""
    group = Group.objects.filter(name=role.name).first()
    pages = GroupPagePermission.objects.filter(group=group, page__depth=1)
    collections = GroupCollectionPermission.objects.filter(group=group)
    return bool(
        group
        and set(group.permissions.all()) == set(permissions(role.records))
        and {row.permission for row in pages.select_related("permission")}
        == set(permissions({"wagtailcore.page": role.pages}))
        and {
            (row.collection.name, row.permission)
            for row in collections.select_related("collection", "permission")
        }
        == {
            (name, item)
            for name in role.collections
            for item in permissions(role.collections[name])
        }
    )


def permissions(grants):
    """Return the permissions named in `grants`; raise UnknownPermission if one doesn't exist."""
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    named = [
        f"{app}.{action}_{model}"
        for (app, model), actions in ((label.split("."), grants[label]) for label in grants)
        for action in actions.split()
    ]
    if unknown := [name for name in named if name not in known]:
        raise UnknownPermission(f"There is no permission {unknown[0]}.")
    return [known[name] for name in named]


def grant_pages(group, granted):
    root = Page.get_first_root_node()
    kept = GroupPagePermission.objects.filter(group=group, page=root, permission__in=granted)
    GroupPagePermission.objects.filter(group=group).exclude(pk__in=kept.values("pk")).delete()
    for item in granted:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=item)


def grant_collections(group, collections):
    kept = []
    for name, grants in collections.items():
        for item in permissions(grants):
            row, _ = GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection_named(name), permission=item
            )
            kept.append(row.pk)
    GroupCollectionPermission.objects.filter(group=group).exclude(pk__in=kept).delete()


def collection_named(name):
    root = Collection.get_first_root_node()
    if name == EVERYWHERE:
        return root
    return root.get_children().filter(name=name).first() or root.add_child(name=name)


def remove_wagtail_defaults():
    """Remove Wagtail's own groups and workflow unless they are in use."""
    Workflow.objects.filter(name="Moderators approval", workflow_states=None).delete()
    GroupApprovalTask.objects.filter(name="Moderators approval", task_states=None).delete()
    Group.objects.filter(name__in=("Editors", "Moderators"), user=None).delete()

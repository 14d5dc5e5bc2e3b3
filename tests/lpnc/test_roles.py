import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupApprovalTask, Workflow

from lpnc.roles import PORTRAITS, ROLES, Role, UnknownPermission, apply_roles

ALL = ("add", "change", "delete", "view")
KEEP = ("add", "change", "view")
RECORDS = {
    "Communications": {
        "wagtailadmin.access_admin",
        *(f"core.{action}_topic" for action in ALL),
        *(f"core.{action}_publisher" for action in ALL),
        "core.change_section",
        "core.view_section",
        "core.change_organizationsettings",
        "core.change_navigationsettings",
        "members.change_rostersettings",
        *(f"campaigns.{action}_priority" for action in ALL),
        *(f"campaigns.{action}_win" for action in (*ALL, "publish", "lock", "unlock")),
        "campaigns.add_winimport",
        "campaigns.view_winimport",
        *(f"wagtailredirects.{action}_redirect" for action in ALL),
        "members.view_region",
        "members.view_jurisdiction",
        "members.view_office",
        "members.view_person",
        "members.view_committeeseat",
    },
    "Roster editors": {
        "wagtailadmin.access_admin",
        *(f"members.{action}_region" for action in KEEP),
        *(f"members.{action}_jurisdiction" for action in KEEP),
        *(f"members.{action}_office" for action in KEEP),
        *(f"members.{action}_person" for action in KEEP),
        *(f"members.{action}_committeeseat" for action in KEEP),
        "members.add_rosterimport",
        "members.view_rosterimport",
        "members.change_correctionreport",
        "members.change_rostersettings",
    },
}
RECORDS["Administrators"] = {
    *RECORDS["Communications"],
    *RECORDS["Roster editors"],
    "members.erase_person",
    "auth.add_user",
    "auth.change_user",
    "auth.delete_user",
}

EVERY_PAGE = {
    f"root: {codename}_page"
    for codename in ("add", "change", "publish", "bulk_delete", "lock", "unlock")
}
EVERY_FILE = {
    *(f"Root: {action}_image" for action in ("add", "change", "choose")),
    *(f"Root: {action}_document" for action in ("add", "change", "choose")),
    *(f"Root: {action}_collection" for action in ("add", "change", "delete")),
}
PAGES = {"Communications": EVERY_PAGE, "Roster editors": set(), "Administrators": EVERY_PAGE}
FILES = {
    "Communications": EVERY_FILE,
    "Roster editors": {f"Portraits: {action}_image" for action in ("add", "change", "choose")},
    "Administrators": EVERY_FILE,
}


def records(group):
    return {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in group.permissions.select_related("content_type")
    }


def pages(group):
    rows = group.page_permissions.select_related("page", "permission")
    return {f"{row.page.slug}: {row.permission.codename}" for row in rows}


def files(group):
    rows = group.collection_permissions.select_related("collection", "permission")
    return {f"{row.collection.name}: {row.permission.codename}" for row in rows}


def everything():
    return {
        group.name: (records(group), pages(group), files(group)) for group in Group.objects.all()
    }


EXPECTED = {name: (RECORDS[name], PAGES[name], FILES[name]) for name in RECORDS}


def test_each_group_holds_exactly_this(db):
    assert everything() == EXPECTED


def test_applying_again_changes_nothing(db):
    apply_roles()
    assert everything() == EXPECTED
    assert Collection.objects.filter(name=PORTRAITS).count() == 1


def test_applying_takes_back_what_was_granted_besides(db):
    communications, editors, _ = (Group.objects.get(name=role.name) for role in ROLES)
    editors.permissions.set(communications.permissions.all())
    for row in communications.page_permissions.all():
        editors.page_permissions.create(page=row.page, permission=row.permission)
    for row in communications.collection_permissions.all():
        editors.collection_permissions.create(collection=row.collection, permission=row.permission)
    apply_roles()
    assert everything() == EXPECTED


def test_groups_of_our_own_are_left_alone(db):
    interns = Group.objects.create(name="Interns")
    interns.permissions.set(Group.objects.get(name="Communications").permissions.all())
    apply_roles()
    assert records(interns) == RECORDS["Communications"]


@pytest.mark.parametrize(
    "role",
    [
        Role("Typists", records={"core.topic": "add embellish"}),
        Role("Typists", records={"pages.tropic": "add"}),
        Role("Typists", records={}, pages="publish embellish"),
        Role("Typists", records={}, collections={"Root": {"wagtailimages.image": "embellish"}}),
    ],
)
def test_an_unknown_permission_is_refused_and_nothing_is_done(db, role):
    with pytest.raises(UnknownPermission, match=r"embellish|tropic"):
        apply_roles([role])
    assert everything() == EXPECTED


def test_wagtails_own_groups_and_workflow_are_gone(db):
    assert set(Group.objects.values_list("name", flat=True)) == {role.name for role in ROLES}
    assert not Workflow.objects.exists()
    assert not GroupApprovalTask.objects.exists()


def test_nobody_reaches_the_admin_without_signing_in(db):
    answer = Client().get(reverse("wagtailadmin_home"))
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/admin/login/")

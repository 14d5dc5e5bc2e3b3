"""No one can grant a permission they lack, or change an account that has one, whatever they post."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.forms import model_to_dict
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupPagePermission, Page

from lpnc.accounts import Rights
from lpnc.roles import PORTRAITS, collection_named
from tests.admin_addresses import AdminSample

pytestmark = pytest.mark.django_db

User = get_user_model()
SCREENS = ("wagtailusers_users:", "wagtailusers_groups:", "wagtail_bulk_action:auth.user")
PASSWORD = "a long enough passphrase"


@pytest.fixture
def administrator(client_of):
    return client_of("Administrators")


@pytest.fixture
def superuser(db):
    return User.objects.create_superuser("root", "root@example.org", PASSWORD)


@pytest.fixture
def superuser_client(superuser):
    client = Client()
    client.force_login(superuser)
    return client


def filled_in(username, **more):
    names = {"first_name": "Example", "last_name": "Person", "email": f"{username}@example.org"}
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    return {"username": username, "is_active": "on", **names, **passwords, **more}


def group_with(*permissions):
    group = Group.objects.create(name="Owners")
    for label in permissions:
        app, codename = label.split(".")
        group.permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    return group


def test_an_account_needs_a_long_password(superuser_client):
    for length, errors in ((11, True), (12, False)):
        password = "b8#kQz!w2Lx?"[:length]
        sent = filled_in("new", password1=password, password2=password)
        superuser_client.post(reverse("wagtailusers_users:add"), sent)
        assert User.objects.filter(username="new").exists() is not errors


def test_no_account_screen_gives_or_changes_the_right_to_everything(administrator, superuser):
    """Every screen is tried for every account, with everything that a browser could send."""
    sample = AdminSample()
    before = row_of(superuser)
    groups = list(Group.objects.values_list("pk", flat=True))
    visited = 0
    for account in (superuser, sample.user, User.objects.get(username="Administrators")):
        sample.user = account
        for name, address in sample.addresses().items():
            if not name.startswith(SCREENS):
                continue
            sent = filled_in("another", is_superuser="on", groups=groups, role=groups[0])
            sent |= {"mark_as_active": "False", "name": "Anybody"}
            with transaction.atomic():
                administrator.post(address.replace("id=all", f"id={account.pk}"), sent)
                assert list(User.objects.filter(is_superuser=True)) == [superuser], name
                assert row_of(superuser) == before, name
                assert not superuser.groups.exists(), name
                transaction.set_rollback(True)
            visited += 1
    assert visited > 50


@pytest.mark.parametrize("screen", ["add", "edit"])
def test_only_a_superuser_is_offered_the_box_and_heard(administrator, superuser_client, screen):
    for client, is_offered in ((administrator, False), (superuser_client, True)):
        account = User.objects.create_user(f"account{is_offered}")
        address = reverse(f"wagtailusers_users:{screen}", args=[account.pk] * (screen == "edit"))
        assert ('name="is_superuser"' in client.get(address).content.decode()) is is_offered
        username = account.username if screen == "edit" else f"added{is_offered}"
        client.post(address, filled_in(username, is_superuser="on"))
        assert User.objects.get(username=username, first_name="Example").is_superuser is is_offered


def test_an_administrator_still_gives_the_three_roles(administrator):
    groups = Group.objects.all()
    administrator.post(
        reverse("wagtailusers_users:add"),
        filled_in("somebody", groups=[group.pk for group in groups]),
    )
    assert set(User.objects.get(username="somebody").groups.all()) == set(groups)
    assert len(groups) == 3


@pytest.mark.parametrize("permission", ["auth.change_group", "wagtailcore.delete_site"])
def test_a_group_that_grants_more_is_not_given(administrator, permission):
    owners = group_with(permission)
    somebody = User.objects.create_user("somebody")
    edit = reverse("wagtailusers_users:edit", args=[somebody.pk])
    administrator.post(edit, filled_in("somebody", groups=owners.pk))
    bulk = reverse("wagtail_bulk_action", args=["auth", "user", "assign_role"])
    administrator.post(f"{bulk}?id={somebody.pk}", {"role": owners.pk})
    assert not somebody.groups.exists()
    assert "Owners" not in administrator.get(edit).content.decode()


def test_an_account_that_may_do_more_is_not_taken_over(administrator):
    owner = User.objects.create_user("owner", email="owner@example.org", password=PASSWORD)
    owner.groups.add(group_with("auth.change_group"))
    before = User.objects.filter(pk=owner.pk).values().get()
    taken = filled_in("owner", email="mine@example.org", groups="", mark_as_active="False")
    for screen in ("edit", "delete"):
        address = reverse(f"wagtailusers_users:{screen}", args=[owner.pk])
        assert administrator.post(address, taken).status_code == 302
    for action in ("set_active_state", "delete"):
        address = reverse("wagtail_bulk_action", args=["auth", "user", action])
        administrator.post(f"{address}?id={owner.pk}", taken)
    assert User.objects.filter(pk=owner.pk).values().get() == before
    assert owner.groups.count() == 1


def test_whoever_may_change_groups_changes_none_without_every_right():
    user = User.objects.create_user("owner")
    owners = group_with("wagtailadmin.access_admin", "auth.change_group", "auth.add_group")
    user.groups.add(owners)
    client = Client()
    client.force_login(user)
    edit = reverse("wagtailusers_groups:edit", args=[owners.pk])
    everything = [permission.pk for permission in Permission.objects.all()]
    assert client.get(edit).status_code == 302
    client.post(edit, {"name": "Owners", "permissions": everything})
    client.post(reverse("wagtailusers_groups:add"), {"name": "New", "permissions": everything})
    assert owners.permissions.count() == 3
    assert not Group.objects.filter(name="New").exists()


def test_rights_in_the_tree_hold_below_and_not_above():
    above, below = Collection.get_first_root_node(), collection_named(PORTRAITS)
    group = Group.objects.get(name="Roster editors")
    narrow = Rights.of_groups([group])
    permission = group.collection_permissions.first().permission
    assert narrow.include(Rights.of_groups([Group.objects.create(name="Empty")]))
    wide = Group.objects.create(name="Wide")
    wide.collection_permissions.create(collection=above, permission=permission)
    assert not narrow.include(Rights.of_groups([wide]))
    inner = Group.objects.create(name="Inner")
    inner.collection_permissions.create(
        collection=below.add_child(name="Inner"), permission=permission
    )
    assert narrow.include(Rights.of_groups([inner]))
    page = GroupPagePermission.objects.filter(page=Page.get_first_root_node()).first()
    assert not narrow.include(Rights.of_groups([page.group]))


def test_no_copy_screen_saves_onto_its_original(superuser_client):
    """Every editing screen and every copy address is tried."""
    sample = AdminSample()
    superuser_client.raise_request_exception = False
    addresses = {
        name: address.replace("/edit/", "/copy/")
        for name, address in sample.addresses().items()
        if name.endswith((":edit", ":copy"))
    }
    records = {
        part.removeprefix("wagtailadmin_"): record for part, record in sample.records.items()
    }
    visited = set()
    for name, address in addresses.items():
        record = records.get(subject_of(name))
        if record is None:
            continue
        before = row_of(record)
        superuser_client.post(address, edited(record))
        assert row_of(record) == before, address
        visited.add(subject_of(name))
    assert visited >= {"core_topic", "campaigns_priority", "wagtailsites", "wagtailusers_users"}
    assert len(visited) > 13


def subject_of(name):
    namespace = name.partition(":")[0]
    return namespace.removeprefix("wagtailsnippets_").removeprefix("wagtailadmin_")


def row_of(record):
    return type(record).objects.filter(pk=record.pk).values().get()


def edited(record):
    """Return what a browser would send, with a letter added to each text."""
    texts = {
        field.name for field in record._meta.fields if field.get_internal_type() == "CharField"
    }
    sent = {name: value for name, value in model_to_dict(record).items() if value is not None}
    choices = {field.name for field in record._meta.fields if field.choices}
    more = {name: f"{value}x" for name, value in sent.items() if name in texts - choices}
    return filled_in("another") | sent | more

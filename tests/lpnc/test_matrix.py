"""Permissions in the admin, for each address that we add and one in each section of Wagtail's.

Every role sends a GET and a POST to each. Responses aren't rendered: by then, the permission is
known.
"""

import re

import pytest
from django.db import connection, transaction
from django.template.backends.django import Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.safestring import mark_safe

from tests.admin_addresses import AdminSample
from tests.lpnc.matrix import MATRIX

pytestmark = pytest.mark.django_db

ROLES = {"C": "Communications", "R": "Roster editors", "A": "Administrators"}
NOBODY = "-"
#: Parts of the admin that are there because of us: our records, settings and actions, and accounts.
OUR_PARTS = re.compile(
    "roster|win_imports|background_jobs|wagtail_bulk_action|wagtailsettings|wagtailusers|"
    "wagtailsnippet.*_(members|core|campaigns)_"
)
#: What Wagtail gives to those who haven't signed in.
FOR_ANYONE = re.compile("wagtailadmin_(login|password_reset|sprite|javascript_catalog)")


@pytest.fixture(autouse=True)
def unrendered(monkeypatch):
    monkeypatch.setattr(Template, "render", lambda *args, **kwargs: mark_safe(""))


def clients_of_roles(client_of):
    clients = {letter: client_of(role) for letter, role in ROLES.items()} | {NOBODY: Client()}
    for client in clients.values():
        client.raise_request_exception = False
    return clients


def allowed_to(clients, address):
    """ "CA/A": who may ask for the address, and who may send something to it."""
    return "/".join(
        "".join(letter for letter, client in clients.items() if is_allowed(client, method, address))
        for method in ("get", "post")
    )


def is_allowed(client, method, address):
    """Return whether the response is more than a refusal, and roll back any changes."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        response = getattr(client, method)(address)
        _ = b"".join(response) if response.streaming else b""  # which closes the file
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(cookies)
    assert response.status_code != 500, address
    if response.status_code == 302 and "/admin/bulk/" in address:
        return any(map(changes_a_record, queries))
    if response.status_code == 302:
        return response.url != "/admin/" and not response.url.startswith("/admin/login/?next=")
    if "/admin/bulk/" in address:
        return response.status_code == 200 and bool(response.context_data["items"])
    return response.status_code not in (403, 404, 405)


def changes_a_record(query):
    """An action on many at once leads back to the listing, whether it has done anything or not."""
    verb, *rest = query["sql"].split()
    return verb in ("INSERT", "UPDATE", "DELETE") and "django_session" not in rest[1]


def pinned(addresses):
    """The addresses of our parts, and of each other part the screen to edit or else the first one."""
    chosen = {name: address for name, address in addresses.items() if OUR_PARTS.match(name)}
    parts = {}
    for name in addresses:
        parts.setdefault(name.rpartition(":")[0], []).append(name)
    for names in parts.values():
        name = next((name for name in names if name.endswith(":edit")), names[0])
        chosen.setdefault(name, addresses[name])
    return chosen


def test_each_role_may_do_exactly_this(client_of):
    clients = clients_of_roles(client_of)
    found = {
        name: allowed_to(clients, address)
        for name, address in pinned(AdminSample().addresses()).items()
    }
    assert len(found) > 200
    assert found == {
        f"{part}{view}": letters
        for part, views in MATRIX.items()
        for letters, names in views.items()
        for view in names.split(", ")
    }


def test_nobody_gets_in_anywhere_without_signing_in(db):
    """Wagtail's own addresses too, whether they are pinned above or not."""
    client = Client()
    open_to_all = {
        name: address
        for name, address in AdminSample().addresses().items()
        if any(is_allowed(client, method, address) for method in ("get", "post"))
    }
    assert len(open_to_all) > 5
    assert {name for name in open_to_all if not FOR_ANYONE.match(name)} == set()

"""Who may do what in the admin, exactly: every address, asked for and sent to, by every role."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.admin_addresses import AdminSample
from tests.lpnc.matrix import MATRIX

pytestmark = pytest.mark.django_db

ROLES = {"C": "Communications", "R": "Roster editors", "A": "Administrators"}
NOBODY = "-"
OURS = ("/admin/roster/", "/admin/snippets/members/")


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
    """Whether the answer is more than a refusal; whatever it did is taken back."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        response = getattr(client, method)(address)
        _ = b"".join(response) if response.streaming else b""  # which closes the file
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(cookies)
    assert response.status_code != 500 or fails_without_a_form(method, address), address
    if response.status_code == 302 and "/admin/bulk/" in address:
        return any(map(changes_a_record, queries))
    if response.status_code == 302:
        return response.url != "/admin/" and not response.url.startswith("/admin/login/?next=")
    if "/admin/bulk/" in address:
        return response.status_code == 200 and bool(response.context["items"])
    return response.status_code not in (403, 404, 405)


def fails_without_a_form(method, address):
    """Wagtail's own screens may, but only after they have let somebody in; ours say what is missing."""
    return method == "post" and not address.startswith(OURS)


def changes_a_record(query):
    """An action on many at once leads back to the listing, whether it has done anything or not."""
    verb, *rest = query["sql"].split()
    return verb in ("INSERT", "UPDATE", "DELETE") and "django_session" not in rest[1]


def test_each_role_may_do_exactly_this(client_of):
    clients = clients_of_roles(client_of)
    found = {
        name: allowed_to(clients, address) for name, address in AdminSample().addresses().items()
    }
    assert len(found) > 350
    assert found == {
        f"{part}{view}": letters
        for part, views in MATRIX.items()
        for letters, names in views.items()
        for view in names.split(", ")
    }

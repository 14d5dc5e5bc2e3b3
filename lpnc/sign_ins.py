"""Development sign-ins: one per role, with random passwords kept in a git-ignored file."""

import json
import os
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from lpnc.roles import ROLES

FILE = settings.BASE_DIR / ".dev-sign-ins.json"


@dataclass(frozen=True)
class SignIn:
    role: str
    username: str
    password: str

    @property
    def account(self):
        return get_user_model().objects.filter(username=self.username).first()

    @property
    def secret(self):
        """Return the password, or the reason why it no longer applies."""
        if not (account := self.account):
            return "account since removed"
        return self.password if account.check_password(self.password) else "password since changed"

    def create(self):
        """Create an account with this password unless the name is taken."""
        if not self.account:
            user = get_user_model().objects.create_user(
                self.username, password=self.password, first_name=self.role
            )
            user.groups.add(Group.objects.get(name=self.role))


@transaction.atomic
def development_sign_ins(file):
    """Return a sign-in for each role, created the first time this database is used and recorded in `file`."""
    recorded = json.loads(file.read_text()) if file.exists() else {}
    passwords = recorded.setdefault(database_key(), {})
    new = [role.name for role in ROLES if username(role.name) not in passwords]
    for role in new:
        passwords[username(role)] = secrets.token_urlsafe(12)
        SignIn(role, username(role), passwords[username(role)]).create()
    if new:
        write_private(file, recorded)
    names = [role.name for role in ROLES]
    return [SignIn(name, username(name), passwords[username(name)]) for name in names]


def username(role):
    return role.lower().replace(" ", "-")


def database_key():
    """Return the creation time of the database, which distinguishes it from a later one in the same place."""
    first = MigrationRecorder(connection).migration_qs.order_by("pk").first()
    return first.applied.isoformat()


def write_private(file, content):
    """Replace `file`, readable only by its owner."""
    draft = file.with_suffix(".tmp")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        json.dump(content, stream, indent=2)
    draft.replace(file)

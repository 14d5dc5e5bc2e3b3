import json
import stat

import pytest
from django.contrib.auth import authenticate, get_user_model

from lpnc.roles import ROLES
from lpnc.sign_ins import development_sign_ins

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    return tmp_path / "sign-ins.json"


def test_one_for_each_role_that_works(file):
    sign_ins = development_sign_ins(file)
    assert [sign_in.role for sign_in in sign_ins] == [role.name for role in ROLES]
    assert len({sign_in.password for sign_in in sign_ins}) == len(ROLES)
    for sign_in in sign_ins:
        user = authenticate(username=sign_in.username, password=sign_in.secret)
        assert [group.name for group in user.groups.all()] == [sign_in.role]
        assert user.has_perm("wagtailadmin.access_admin")
        assert not user.is_superuser


def test_only_the_owner_can_read_the_file(file):
    development_sign_ins(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_same_ones_again(file):
    assert development_sign_ins(file) == development_sign_ins(file)
    assert get_user_model().objects.count() == len(ROLES)


def test_a_changed_or_removed_one_stays_so(file):
    changed, removed, _ = development_sign_ins(file)
    user = changed.account
    user.set_password("chosen by an editor")
    user.save()
    removed.account.delete()

    assert [sign_in.secret for sign_in in development_sign_ins(file)][:2] == [
        "password since changed",
        "account since removed",
    ]
    assert authenticate(username=changed.username, password="chosen by an editor")


def test_a_new_database_gets_new_ones(file, monkeypatch):
    old = development_sign_ins(file)
    get_user_model().objects.all().delete()
    monkeypatch.setattr("lpnc.sign_ins.database_key", lambda: "made later")
    new = development_sign_ins(file)
    assert not {sign_in.password for sign_in in old} & {sign_in.password for sign_in in new}
    assert len(json.loads(file.read_text())) == 2

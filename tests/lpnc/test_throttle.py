"""Guesses at passwords: how many a visitor has, and that others' guesses keep no one out for long."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from core.generation import GenerationStep
from lpnc import private
from lpnc.models import TryCount
from lpnc.schedule import publish_due
from lpnc.throttle import KNOWN_FOR, PERIOD
from tests import factories
from tests.members.at_once import at_once

pytestmark = pytest.mark.django_db

SIGN_IN = "/admin/login/"
#: Visitors whose addresses are known, and one whose address isn't.
STRANGER, OWNER, UNKNOWN = "20.1.2.3", "20.1.2.4", "127.0.0.1"
FEW, MANY = private.admin_sign_in_throttle.per_both, private.admin_sign_in_throttle.per_target


@pytest.fixture
def account():
    return get_user_model().objects.create_superuser("kim", "kim@example.org", "right")


def sign_in(password, by=STRANGER, username="kim"):
    data = {"username": username, "password": password, "next": "/admin/"}
    return Client(REMOTE_ADDR=by).post(SIGN_IN, data)


def guess(times, **how):
    return [sign_in("wrong", **how).status_code for _ in range(times)]


def neighbors(number):
    """Return as many other visitors' addresses."""
    return [f"20.5.{n}.1" for n in range(number)]


def test_a_visitor_has_a_few_tries_at_an_account(account):
    assert guess(FEW + 1) == [200] * FEW + [429]
    answer = sign_in("right")
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= PERIOD.total_seconds()
    assert "no-store" in answer["Cache-Control"]
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.h1.text == page.title.text.partition(" |")[0] == "Too many tries"
    assert "Please wait 15 minutes." in page.main.text and page.html["lang"]
    assert Client(REMOTE_ADDR=STRANGER).get(SIGN_IN).status_code == 200


def test_after_a_while_there_are_new_tries(account):
    guess(FEW)
    with time_machine.travel(timezone.now() + PERIOD - timedelta(seconds=5)):
        assert sign_in("right").status_code == 429
    with time_machine.travel(timezone.now() + PERIOD):
        assert guess(1) == [200]
        assert sign_in("right").status_code == 302


def test_a_right_password_does_not_count(account):
    assert [sign_in("right").status_code for _ in range(FEW + 2)] == [302] * (FEW + 2)
    assert guess(FEW + 1) == [200] * FEW + [429]


def test_other_ways_to_write_a_name_make_no_other_account(account):
    names = ["kim", " kim", "kim  ", "KIM", "\tＫim", "kⁱm\0"]
    answers = [sign_in("wrong", username=name).status_code for name in names]
    assert answers == [200] * FEW + [429]


def test_a_visitor_has_so_many_tries_at_all_accounts(account):
    answers = [guess(1, username=f"name{n}") for n in range(MANY + 1)]
    assert answers == [[200]] * MANY + [[429]]
    assert sign_in("right", by=OWNER).status_code == 302


def test_a_stranger_keeps_no_one_out(account):
    guess(FEW + 20)
    assert sign_in("right", by=OWNER).status_code == 302


def test_many_strangers_keep_out_only_visitors_who_never_signed_in(account):
    assert sign_in("right", by=OWNER).status_code == 302
    for by in neighbors(MANY):
        assert guess(1, by=by) == [200]
    assert sign_in("right", by=STRANGER).status_code == 429
    assert sign_in("right", by=OWNER).status_code == 302
    assert guess(FEW + 1, by=OWNER) == [200] * FEW + [429]


@pytest.mark.parametrize("claim", [{}, {"HTTP_X_FORWARDED_FOR": STRANGER}])
def test_without_known_addresses_an_account_has_so_many_tries(account, claim):
    data = {"username": "kim", "password": "wrong"}
    client = Client(REMOTE_ADDR=UNKNOWN, **claim)
    answers = [client.post(SIGN_IN, data).status_code for _ in range(100)]
    assert answers == [200] * MANY + [429] * (100 - MANY)


@pytest.mark.django_db(transaction=True)
def test_guesses_at_once_count_one_by_one(account):
    answers = at_once(*[partial(sign_in, "wrong") for _ in range(FEW + 7)])
    assert sorted(answer.status_code for answer in answers) == [200] * FEW + [429] * 7
    assert set(TryCount.objects.values_list("count", flat=True)) == {FEW}


def test_a_page_password(home):
    page = factories.StandardPageFactory()
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="right"
    )
    for other in (page, home):  # the page in the address may be any
        address = f"/_util/authenticate_with_password/{restriction.pk}/{other.pk}/"
        answers = passwords(address, "wrong", 3)
    assert answers == [200, 200, 429]
    assert passwords(address, "right", 1) == [429]
    assert passwords(address, "right", 2, by=OWNER) == [302, 302]


def test_a_document_password(home):
    collection = factories.root_collection().add_child(name="Private")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password="right"
    )
    address = f"/documents/authenticate_with_password/{restriction.pk}/"
    assert passwords(address, "wrong", FEW + 1) == [200] * FEW + [429]
    assert passwords(address, "right", 1) == [429]
    assert passwords(address, "right", 1, by=OWNER) == [302]


def passwords(address, password, times, by=STRANGER):
    data = {"password": password, "return_url": "/"}
    client = Client(REMOTE_ADDR=by)
    return [client.post(address, data).status_code for _ in range(times)]


def test_a_password_reset_counts_though_it_works(account):
    client = Client(REMOTE_ADDR=STRANGER)
    data = {"email": account.email}
    answers = [client.post("/admin/password_reset/", data).status_code for _ in range(FEW + 1)]
    assert answers == [302] * FEW + [429]
    assert len(mail.outbox) == FEW


def test_nothing_but_hashes_is_stored_and_no_longer_than_it_counts(account):
    sign_in("wrong")
    sign_in("right", by=OWNER)
    keys = set(TryCount.objects.values_list("key", flat=True))
    assert len(keys) == 6 and {len(key) for key in keys} == {64}
    assert publish_due().done == []
    with time_machine.travel(timezone.now() + PERIOD):
        assert publish_due().done == ["Forgot tries at passwords that no longer count"]
        assert TryCount.objects.count() == 1
    with time_machine.travel(timezone.now() + KNOWN_FOR):
        publish_due()
        assert not TryCount.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_tries_leave_kept_pages_as_they_are(account):
    before = GenerationStep.objects.generation()
    guess(FEW + 1)
    publish_due()
    assert GenerationStep.objects.generation() == before
    sign_in("right", by=OWNER)
    assert GenerationStep.objects.generation() > before  # the account's last sign-in


def test_a_refusal_costs_few_queries(account, django_assert_num_queries):
    guess(FEW)
    # Two of them begin and end the transaction of what is posted.
    with django_assert_num_queries(6):
        sign_in("wrong")

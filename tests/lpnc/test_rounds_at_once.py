"""Two rounds of `publish_due` at once, on connections of their own; what they do is really committed."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta
from threading import Barrier, Event
from time import sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Site

from lpnc import schedule
from lpnc.models import TimerRun


@pytest.fixture
def page(django_db_setup, django_db_blocker):
    """A page that was due an hour ago; gone after the test, with what was logged of it."""
    due = timezone.now() - timedelta(hours=1)
    with django_db_blocker.unblock():
        home = Site.objects.get(is_default_site=True).root_page
        page = home.add_child(instance=Page(title="Due", slug="due", live=False, go_live_at=due))
        page.save_revision(approved_go_live_at=due)
        yield page
        Page.objects.get(pk=page.pk).delete()
        PageLogEntry.objects.filter(page=page.pk).delete()


@pytest.fixture
def no_lock(monkeypatch):
    monkeypatch.setattr(schedule, "only_round", lambda: nullcontext(True))


def test_an_item_is_published_once_even_without_the_lock(page, no_lock, monkeypatch):
    found_by_both, find = Barrier(2, timeout=30), schedule.due

    def find_together(now):
        found = find(now)
        found_by_both.wait()
        return found

    monkeypatch.setattr(schedule, "due", find_together)
    with ThreadPoolExecutor(2) as rounds:
        outcomes = list(rounds.map(one_round, range(2)))

    assert sorted(outcome.done for outcome in outcomes) == [[], ["Published “Due”"]]
    assert [outcome.failed for outcome in outcomes] == [[], []]
    assert Page.objects.get(pk=page.pk).live
    assert times_published(page) == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite serves one server only.")
def test_only_one_server_does_a_round(page, monkeypatch):
    begun, others_done, find = Event(), Event(), schedule.due

    def find_slowly(now):
        begun.set()
        assert others_done.wait(30)
        return find(now)

    monkeypatch.setattr(schedule, "due", find_slowly)
    with ThreadPoolExecutor(2) as rounds:
        first = rounds.submit(one_round, 1)
        assert begun.wait(30)
        second = rounds.submit(one_round, 2).result(30)
        others_done.set()
    assert (second.done, second.failed) == ([], [])
    assert first.result().done == ["Published “Due”"]
    assert times_published(page) == 1
    assert one_round(3).done == [], "the lock was given back"


def test_two_first_rounds_note_when_they_ran_at_once(django_db_setup, django_db_blocker):
    noted = Event()

    def note_slowly():
        with transaction.atomic():
            TimerRun.record()
            noted.set()
            sleep(0.5)

    with django_db_blocker.unblock():
        TimerRun.objects.all().delete()
        with ThreadPoolExecutor(2) as rounds:
            first = rounds.submit(on_own_connection, note_slowly)
            assert noted.wait(30)
            second = rounds.submit(on_own_connection, TimerRun.record)
            first.result(30), second.result(30)
        assert TimerRun.objects.count() == 1


def times_published(page):
    return PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled").count()


def one_round(number):
    return on_own_connection(schedule.publish_due)


def on_own_connection(action):
    try:
        return action()
    finally:
        connection.close()

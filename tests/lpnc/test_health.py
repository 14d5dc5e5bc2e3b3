"""The addresses for monitors: alive, and ready for visitors."""

from collections import namedtuple
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from core.overdue import PATIENCE
from lpnc import health
from lpnc.models import TimerRun

pytestmark = pytest.mark.django_db

LIVE, READY = "/health/live", "/health/ready"


@pytest.fixture
def timer_ran():
    TimerRun.record()


def refuse(*arguments):
    raise OperationalError("connection refused: canary")


def not_ready(client, caplog):
    """Ask, check that strangers learn nothing, and return the reason in the log."""
    answer = client.get(READY)
    assert (answer.status_code, answer.text) == (503, "not ready\n")
    assert answer["Cache-Control"] == "no-store"
    assert client.get(LIVE).status_code == 200
    (record,) = [record for record in caplog.records if record.name == "lpnc.health"]
    return record.getMessage()


@pytest.mark.parametrize("address", [LIVE, READY])
def test_a_healthy_site_says_ok_whatever_the_host_in_maintenance_too(
    client, settings, timer_ran, address
):
    settings.ALLOWED_HOSTS = ["lpnc.example.org"]
    settings.MAINTENANCE = settings.SECURE_SSL_REDIRECT = settings.PAGE_CACHE = True
    answer = client.get(address, headers={"host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies and not Session.objects.exists()


def test_being_alive_needs_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(LIVE).status_code == 200


def test_being_ready_takes_few_queries(client, timer_ran, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        assert client.get(READY).status_code == 200


def test_not_ready_without_the_database(client, caplog, timer_ran):
    with connection.execute_wrapper(refuse):
        reason = not_ready(client, caplog)
    assert reason == "Not ready. Database: It can’t be reached: connection refused: canary."
    assert client.get(READY).status_code == 200


def test_not_ready_before_the_migrations(client, caplog, timer_ran):
    newest = MigrationRecorder.Migration.objects.filter(app="lpnc").latest("name")
    newest.delete()
    assert f"Migrations: 1 are pending (lpnc.{newest.name}" in not_ready(client, caplog)


def test_not_ready_while_the_cache_forgets(client, caplog, settings, timer_ran):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert "Cache: It doesn’t keep" in not_ready(client, caplog)


def test_not_ready_before_the_timer_has_run(client, caplog):
    assert "Timer: It has never run" in not_ready(client, caplog)
    call_command("publish_due")
    assert client.get(READY).status_code == 200


def test_not_ready_once_the_timer_is_late(client, caplog, monkeypatch, timer_ran):
    now = timezone.now()
    last = TimerRun.objects.get().ran_at
    monkeypatch.setattr(health.timezone, "now", lambda: last + PATIENCE)
    assert client.get(READY).status_code == 200
    monkeypatch.setattr(health.timezone, "now", lambda: last + PATIENCE + timedelta(seconds=1))
    assert "Timer: It hasn’t run since" in not_ready(client, caplog)
    assert last <= now


def test_not_ready_on_a_full_disk(client, caplog, monkeypatch, timer_ran):
    Usage = namedtuple("Usage", "free")
    room = {"free": health.ROOM_NEEDED}
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: Usage(**room))
    assert client.get(READY).status_code == 200
    room["free"] -= 1
    assert "Disk: Only 499 MB are free" in not_ready(client, caplog)


def test_nothing_else_is_below_that_address(home, client):
    assert client.get("/health/").status_code == 404
    assert client.get("/health/ready/").status_code == 404

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import InternalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, Site

from lpnc.models import TimerRun
from lpnc.schedule import do_what_is_due, publish_due

pytestmark = pytest.mark.django_db

AN_HOUR = timedelta(hours=1)


@pytest.fixture
def home():
    return Site.objects.get(is_default_site=True).root_page


def scheduled(parent, slug, go_live_at):
    """A page that was approved, before its time came, to go live at `go_live_at`."""
    page = parent.add_child(instance=Page(title=slug, slug=slug, live=False))
    page.go_live_at = go_live_at
    page.save_revision(approved_go_live_at=go_live_at)
    return page


def test_publishes_what_is_due_and_nothing_else(home):
    due = scheduled(home, "due", timezone.now() - AN_HOUR)
    later = scheduled(home, "later", timezone.now() + AN_HOUR)
    assert len(publish_due().done) == 1
    assert Page.objects.get(pk=due.pk).live
    assert not Page.objects.get(pk=later.pk).live
    assert publish_due().done == []


def test_takes_down_what_has_expired(home):
    page = home.add_child(
        instance=Page(title="Old", slug="old", expire_at=timezone.now() - AN_HOUR)
    )
    publish_due()
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)


def test_an_item_that_fails_holds_up_no_other(home, caplog):
    blocked = scheduled(home, "taken", timezone.now() - 2 * AN_HOUR)
    Page.objects.filter(pk=blocked.pk).update(slug="moved-away")
    home.add_child(instance=Page(title="First there", slug="taken"))
    due = scheduled(home, "due", timezone.now() - AN_HOUR)

    outcome = publish_due()

    assert Page.objects.get(pk=due.pk).live
    assert not Page.objects.get(pk=blocked.pk).live
    assert len(outcome.failed) == 1
    assert "Could not do" in caplog.text


def test_the_command_says_what_it_did_and_fails_if_an_item_did(home, monkeypatch):
    scheduled(home, "due", timezone.now() - AN_HOUR)
    out = StringIO()
    call_command("publish_due", stdout=out)
    assert "Published “due”" in out.getvalue()

    scheduled(home, "broken", timezone.now() - AN_HOUR)
    monkeypatch.setattr("wagtail.models.Revision.publish", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(CommandError, match="broken"):
        call_command("publish_due")


def test_a_timer_that_can_not_be_noted_is_told_as_a_failure(home, monkeypatch):
    def refuse():
        raise InternalError("cannot execute UPDATE in a read-only transaction")

    monkeypatch.setattr(TimerRun, "record", refuse)
    with pytest.raises(CommandError, match="Failed: Note when the timer ran"):
        call_command("publish_due")


@pytest.mark.same_on_every_database("PostgreSQL measures its tables by itself")
def test_the_tables_are_measured_once_a_day(home):
    def measured():
        with CaptureQueriesContext(connection) as queries:
            do_what_is_due()
        return [query["sql"] for query in queries].count("ANALYZE")

    with time_machine.travel("2026-11-30T12:00-05:00", tick=False) as clock:
        assert [measured(), measured()] == [1, 0]
        clock.shift(timedelta(days=1))
        assert [measured(), measured()] == [1, 0]

"""The admin's warnings about dates that passed without the publication that they promised."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.overdue import PATIENCE, forgotten_drafts, overdue_schedules
from tests.factories import HomePageFactory, StandardPageFactory, WinFactory

pytestmark = pytest.mark.django_db

NOW = timezone.now().replace(microsecond=0)
SECOND = timedelta(seconds=1)


def draft(go_live_at, scheduled):
    page = StandardPageFactory(live=False, title="Forgotten")
    page.go_live_at = go_live_at
    page.save_revision(approved_go_live_at=go_live_at if scheduled else None)
    return page


@pytest.mark.parametrize(("late", "overdue"), [(PATIENCE, False), (PATIENCE + SECOND, True)])
def test_a_schedule_is_overdue_after_five_minutes(late, overdue):
    draft(NOW - late, scheduled=True)
    assert overdue_schedules(NOW).exists() is overdue
    assert forgotten_drafts(NOW) == []


@pytest.mark.parametrize(("late", "forgotten"), [(timedelta(0), False), (SECOND, True)])
def test_a_dated_draft_that_nobody_scheduled_is_forgotten_once_its_date_has_passed(late, forgotten):
    page = draft(NOW - late, scheduled=False)
    assert [found.pk for found in forgotten_drafts(NOW)] == ([page.pk] if forgotten else [])
    assert not overdue_schedules(NOW).exists()


def test_a_published_page_and_an_undated_draft_are_not_forgotten():
    published = StandardPageFactory()
    published.go_live_at = NOW - SECOND
    published.save_revision().publish()
    StandardPageFactory(live=False).save_revision()
    assert forgotten_drafts(NOW) == []


@pytest.mark.parametrize("scheduled", [True, False])
def test_the_front_page_of_the_admin_says_so(client_of, scheduled):
    HomePageFactory()
    staff = client_of("Communications")
    assert "Forgotten" not in staff.get("/admin/").text
    page = draft(NOW - timedelta(hours=1), scheduled)
    text = staff.get("/admin/").text
    assert "Forgotten" in text
    assert f"/admin/pages/{page.pk}/edit/" in text


def test_a_record_with_drafts_is_pointed_out_like_a_page(client_of):
    win = WinFactory(title="Living wage", live=False)
    win.go_live_at = NOW - timedelta(days=1)
    win.save_revision()
    assert forgotten_drafts(NOW) == [win]
    assert "Living wage" in client_of("Communications").get("/admin/").content.decode()

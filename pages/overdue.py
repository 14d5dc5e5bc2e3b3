"""Dates that have passed without the publication that they promised."""

from datetime import timedelta

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.models import Page, Revision

PATIENCE = timedelta(minutes=5)


def overdue_schedules(now=None):
    """Scheduled revisions whose time was more than five minutes ago: the publishing timer isn't running."""
    now = now or timezone.now()
    return Revision.objects.filter(approved_go_live_at__lt=now - PATIENCE).order_by(
        "approved_go_live_at", "pk"
    )


def forgotten_drafts(now=None):
    """Pages whose newest draft names a publication date that passed, and which nobody ever scheduled."""
    now = now or timezone.now()
    drafts = (
        Page.objects.filter(has_unpublished_changes=True, latest_revision__isnull=False)
        .exclude(latest_revision__approved_go_live_at__isnull=False)
        .filter(latest_revision__content__go_live_at__isnull=False)
        .select_related("latest_revision")
        .order_by("pk")
    )
    return [
        page for page in drafts if (date := planned_date(page)) and is_forgotten(page, date, now)
    ]


def is_forgotten(page, date, now):
    """Whether the date has passed and the page has not been published since."""
    published = page.live and page.last_published_at and page.last_published_at >= date
    return date < now and not published


def planned_date(page):
    return parse_datetime(page.latest_revision.content.get("go_live_at") or "")

"""Publication dates that have passed without the publication."""

from datetime import timedelta

from django.apps import apps
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.models import DraftStateMixin, Page, Revision

PATIENCE = timedelta(minutes=5)


def overdue_schedules(now=None):
    """Return scheduled revisions over five minutes late, a sign that the publishing timer isn't running."""
    now = now or timezone.now()
    return Revision.objects.filter(approved_go_live_at__lt=now - PATIENCE).order_by(
        "approved_go_live_at", "pk"
    )


def drafted_models():
    """Return the models that are published: pages and records with drafts."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and (model is Page or not issubclass(model, Page))
    ]


def forgotten_drafts(now=None):
    """Return pages and records whose newest draft has a past publication date but was never scheduled."""
    now = now or timezone.now()
    return [
        item
        for model in drafted_models()
        for item in dated_drafts(model)
        if (date := planned_date(item)) and is_forgotten(item, date, now)
    ]


def dated_drafts(model):
    drafts = model.objects.filter(has_unpublished_changes=True, latest_revision__isnull=False)
    return (
        drafts.exclude(latest_revision__approved_go_live_at__isnull=False)
        .filter(latest_revision__content__go_live_at__isnull=False)
        .select_related("latest_revision")
        .order_by("pk")
    )


def is_forgotten(item, date, now):
    """Return whether the date has passed and the item has not been published since then."""
    published = item.live and item.last_published_at and item.last_published_at >= date
    return date < now and not published


def planned_date(item):
    return parse_datetime(item.latest_revision.content.get("go_live_at") or "")

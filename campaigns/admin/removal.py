"""Deletion of wins: only drafts that were never published can be deleted; others are unpublished."""

from django.shortcuts import redirect
from wagtail.admin import messages

from campaigns.models import Win

STAYS = "A win that was published can’t be deleted. Unpublish it instead; it becomes a draft."


def refuse_win_removal(request, records):
    """Refuse to delete wins that were ever published, one or many at once (a hook)."""
    if any(isinstance(record, Win) and record.first_published_at for record in records):
        messages.error(request, STAYS)
        return redirect(Win.snippet_viewset.get_url_name("list"))
    return None

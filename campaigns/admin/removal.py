"""Drafts may be deleted; what was once published is only taken down."""

from django.shortcuts import redirect
from wagtail.admin import messages

from campaigns.models import Win

STAYS = "A win that was published stays on record. Unpublish it instead: it becomes a draft."


def refuse_win_removal(request, records):
    """Hook: the same for one win and for many at once."""
    if any(isinstance(record, Win) and record.first_published_at for record in records):
        messages.error(request, STAYS)
        return redirect(Win.snippet_viewset.get_url_name("list"))
    return None

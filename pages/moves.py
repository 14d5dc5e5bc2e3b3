"""Keeps pages that are moved or copied off the addresses that belong to sections."""

from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page

from pages.forms import RESERVED_SLUG_MESSAGE
from pages.sections import RESERVED_SLUGS


def refuse_reserved_move(request, page, destination):
    """Hook: a page below another may have a slug that it can't keep below the home page."""
    if destination.depth == 2 and page.slug in RESERVED_SLUGS:
        messages.error(request, RESERVED_SLUG_MESSAGE % {"slug": page.slug})
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def refuse_reserved_copy(request, page):
    """Hook: the copy's form knows nothing of reserved slugs."""
    slug = request.POST.get("new_slug")
    parent = request.POST.get("new_parent_page", "")
    at_root = parent.isdigit() and Page.objects.filter(pk=parent, depth=2).exists()
    if at_root and slug in RESERVED_SLUGS:
        messages.error(request, RESERVED_SLUG_MESSAGE % {"slug": slug})
        return redirect("wagtailadmin_pages:copy", page.pk)
    return None

"""Keeps pages that are moved or copied off the addresses of sections, and the home page where it is."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page, Site

from core.reserved import refuse_reserved_slug

HOME_MESSAGE = "The home page can't be deleted or unpublished: the whole site stands on it."


def refuse_reserved_move(request, page, destination):
    """Hook: a page below another may have a slug that it can't keep below the home page.

    Wagtail asks the hook before it asks whether the user may move the page at all.
    """
    if not page.permissions_for_user(request.user).can_move():
        raise PermissionDenied
    if says_reserved(request, page.slug, destination):
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def refuse_reserved_copy(request, page):
    """Hook: the copy's form knows nothing of reserved slugs, nor its view of a page that isn't there."""
    if request.method != "POST":
        return None
    slug = request.POST.get("new_slug", "").strip()
    parent = request.POST.get("new_parent_page", "").strip()
    destination = Page.objects.filter(pk=parent).first() if parent.isdecimal() else None
    if not destination:
        messages.error(request, "Choose the page that the copy should be under.")
    if not destination or says_reserved(request, slug, destination):
        return redirect("wagtailadmin_pages:copy", page.pk)
    return None


def keep_home(request, page):
    """Hook: without its home page a site loses its settings and answers nobody."""
    if holds_home([page]):
        messages.error(request, HOME_MESSAGE)
        return redirect("wagtailadmin_explore", page.pk)
    return None


def refuse_bulk_action(request, action_type, pages, action):
    """Hook: the same rules for many pages at once."""
    if action.models != [Page]:
        return None
    if action_type in ("delete", "unpublish") and holds_home(pages):
        messages.error(request, HOME_MESSAGE)
        return redirect("wagtailadmin_explore_root")
    if action_type == "move":
        destination = action.cleaned_form.cleaned_data["chooser"]
        for page in pages:
            if refusal := refuse_reserved_move(request, page, destination):
                return refusal
    return None


def says_reserved(request, slug, destination):
    """Tells the editor if a page can't have the slug there; true if it did."""
    try:
        refuse_reserved_slug(slug, destination.depth)
    except ValidationError as error:
        messages.error(request, error.message)
        return True
    return False


def holds_home(pages):
    """Whether one of the pages is a site's home page, or stands above one."""
    homes = [site.root_page for site in Site.objects.select_related("root_page")]
    return any(
        home.pk == page.pk or home.is_descendant_of(page) for home in homes for page in pages
    )

"""Hooks that keep moved or copied pages off the addresses of sections and keep the home page in place."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page, Site

from core.reserved_slugs import refuse_reserved_slug

HOME_MESSAGE = "The home page can’t be deleted or unpublished: the whole site depends on it."


def refuse_reserved_move(request, page, destination):
    """Refuse a move that would give a page a reserved address below the home page.

    Wagtail calls the hook before it checks whether the user may move the page at all.
    """
    if not page.permissions_for_user(request.user).can_move():
        raise PermissionDenied
    if says_reserved(request, page.slug, destination):
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def refuse_reserved_copy(request, page):
    """Refuse a copy to a reserved address or without a destination, which Wagtail's form doesn't check."""
    if request.method != "POST":
        return None
    slug = request.POST.get("new_slug", "").strip()
    parent = request.POST.get("new_parent_page", "").strip()
    destination = Page.objects.filter(pk=parent).first() if parent.isdecimal() else None
    if not destination:
        messages.error(request, "Choose a parent page for the copy.")
    if not destination or says_reserved(request, slug, destination):
        return redirect("wagtailadmin_pages:copy", page.pk)
    return None


def keep_home(request, page):
    """Refuse to delete or unpublish the home page: the site would lose its settings and stop working."""
    if holds_home([page]):
        messages.error(request, HOME_MESSAGE)
        return redirect("wagtailadmin_explore", page.pk)
    return None


def refuse_bulk_action(request, action_type, pages, action):
    """Apply the same rules to bulk actions."""
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
    """Tell the editor if a page can't have the slug there; return whether that was the case."""
    try:
        refuse_reserved_slug(slug, destination.depth)
    except ValidationError as error:
        messages.error(request, error.message)
        return True
    return False


def holds_home(pages):
    """Return whether one of the pages is a site's home page or above one."""
    homes = [site.root_page for site in Site.objects.select_related("root_page")]
    return any(
        home.pk == page.pk or home.is_descendant_of(page) for home in homes for page in pages
    )

"""Keeps accounts with every right in the hands of those who have every right themselves."""

from django.core.exceptions import PermissionDenied


def guard_superuser(request, user):
    """Hook: raises PermissionDenied when somebody with fewer rights edits a superuser."""
    if user.is_superuser and not request.user.is_superuser:
        raise PermissionDenied


def guard_superusers(request, action_type, objects, action):
    """Hook: the same for many accounts at once."""
    for item in objects:
        if getattr(item, "is_superuser", False):
            guard_superuser(request, item)

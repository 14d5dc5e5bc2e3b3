"""Wagtail's site history report, which shows each item under its name at the time."""

from wagtail.models.audit_log import ModelLogEntryManager

from members.models.person_querysets import may_see_private


def keep_roster_to_its_editors():
    """Show roster entries only to roster editors, because they name people who have since been withdrawn."""
    viewable_by_user = ModelLogEntryManager.viewable_by_user

    def without_roster(manager, user):
        entries = viewable_by_user(manager, user)
        if may_see_private(user):
            return entries
        return entries.exclude(content_type__app_label="members")

    ModelLogEntryManager.viewable_by_user = without_roster

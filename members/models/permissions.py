"""Who may read the roster, and who may see what is private in it."""

#: Whoever may do one of these to people may read the roster.
READ = ["add", "change", "view"]


def may_see_private(user):
    """Private notes and unpublished contacts are for those who keep the roster."""
    return user.has_perm("members.change_person")

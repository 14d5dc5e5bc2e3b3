"""Who may see what is private in the roster."""


def may_see_private(user):
    """Private notes and unpublished contacts are for those who keep the roster."""
    return user.has_perm("members.change_person")

"""Who may read the roster, and who may see what is private in it."""

#: Whoever may do one of these to people may read the roster.
READ = ["add", "change", "view"]


def may_see_private(user):
    """Private notes and unpublished contacts are for those who keep the roster."""
    return user.has_perm("members.change_person")


def without_private(version):
    """A person's record, today's or an older one, as everybody else who reads the roster may see it.

    An older contact stays only if it is published today as well: it may have been withdrawn since.
    """
    published = set(
        version.contacts.model.objects.filter(person=version.pk)
        .published()
        .values_list("kind", "value", "label")
    )
    version.contacts = [
        contact
        for contact in version.contacts.all()
        if contact.published and (contact.kind, contact.value, contact.label) in published
    ]
    version.private_notes = ""
    version.accepted_warnings = []
    return version

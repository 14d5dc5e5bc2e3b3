"""A person's own fields, described once for imports, exports, open data, merging and inspection.

A field that isn't private is public everywhere.
"""

from dataclasses import dataclass

from django.db import models
from wagtail.fields import RichTextField

from members.models.people import Person


@dataclass(frozen=True)
class PersonField:
    """A field. `heading` is its name in our files, and `aliases` are names in other files, separated by commas.

    `help` explains it to people who fill in a file if the model's own help won't do; `meaning` explains it to
    people who use the open data.
    """

    name: str
    heading: str
    aliases: str = ""
    help: str = ""
    meaning: str = ""
    private: bool = False

    @property
    def model_field(self):
        return Person._meta.get_field(self.name)

    @property
    def is_line(self):
        return isinstance(self.model_field, models.CharField)

    @property
    def is_rich(self):
        return isinstance(self.model_field, RichTextField)


PERSON_FIELDS = (
    PersonField("given_name", "First name", "First, Given name, Forename", meaning="First name."),
    PersonField("family_name", "Last name", "Last, Family name, Surname", meaning="Last name."),
    PersonField(
        "suffix",
        "Suffix",
        "Name suffix, Generation",
        "Such as Jr., III or Esq.",
        "What follows the last name, such as Jr. or Esq.",
    ),
    PersonField(
        "name",
        "Name",
        "Full name, Member, Member name, Official, Name as shown",
        "The whole name, if first and last name have no columns of their own.",
        "The name as shown on the site.",
    ),
    PersonField(
        "sort_name",
        "Sort name",
        "Name to sort by",
        "The name that lists are sorted by; by default “last name, first name”.",
        "The name used to sort lists.",
    ),
    PersonField("pronouns", "Pronouns", meaning="As the person gives them."),
    PersonField(
        "biography",
        "Biography",
        "Bio",
        "A few public sentences about the person, one line per paragraph.",
        "A few sentences about the person, as plain text.",
    ),
    PersonField("private_notes", "Private notes", "Notes", private=True),
)
PUBLIC_LINES = [field for field in PERSON_FIELDS if field.is_line and not field.private]
PUBLIC_TEXTS = [field for field in PERSON_FIELDS if not field.is_line and not field.private]
PRIVATE_FIELDS = [field for field in PERSON_FIELDS if field.private]
#: The values that erasure leaves.
NOTHING_PRIVATE = {field.name: "" for field in PRIVATE_FIELDS}
RICH_FIELDS = [field for field in PERSON_FIELDS if field.is_rich]
NAME_PARTS = ("given_name", "family_name", "suffix", "name")
#: The fields of a name, which screens show in rows of two.
NAME_FIELDS = (*NAME_PARTS, "sort_name")


def without_private(version):
    """Return a person's record, today's or an older one, as other readers of the roster may see it.

    An older contact or other name stays only if it is published today as well: it may have been withdrawn since.
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
    others = version.other_names.model.objects.filter(person=version.pk).published()
    public_names = set(others.values_list("name", flat=True))
    version.other_names = [
        other
        for other in version.other_names.all()
        if other.published and other.name in public_names
    ]
    for field in PRIVATE_FIELDS:
        setattr(version, field.name, "")
    version.accepted_warnings = []
    return version

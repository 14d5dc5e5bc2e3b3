"""Former and other names of people, Popolo's `other_names`."""

from collections import defaultdict

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from core.folding import PlainTextField
from core.generation import prepared
from members.models.dates import PartialDateField
from members.models.people import LONGEST_NAME, Person


class OtherNameQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published=True)


class OtherName(Orderable):
    """A name that a person had or also has; imports, duplicates and the admin's search know it."""

    class Kind(models.TextChoices):
        FORMER = "former", "Former name"
        MAIDEN = "maiden", "Maiden name"
        ALSO = "also_known_as", "Also known as"

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(
        max_length=LONGEST_NAME, help_text="The whole name, such as Kim Example."
    )
    kind = models.CharField(
        max_length=20,
        choices=Kind.choices,
        default=Kind.FORMER,
        help_text="Former and maiden names are shown as “Formerly”.",
    )
    until = PartialDateField(help_text="When the person stopped using the name, if you know it.")
    published = models.BooleanField(
        default=False, help_text="Show this name on the person’s page and in the open data."
    )
    plain_name = PlainTextField("name")

    objects = OtherNameQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = "other name"
        ordering = ["sort_order", "pk"]

    def __str__(self):
        until = f", until {self.until}" if self.until else ""
        return f"{self.name} ({self.get_kind_display().lower()}{until})"

    @property
    def label(self):
        """What the public page calls it."""
        return self.get_kind_display() if self.kind == self.Kind.ALSO else "Formerly"


def other_names_of(rows):
    """Map the id of each person to the names in these rows."""
    found = defaultdict(list)
    for person, name in rows.values_list("person", "name"):
        found[person].append(name)
    return dict(found)


@prepared
def public_other_names():
    return other_names_of(OtherName.objects.published())

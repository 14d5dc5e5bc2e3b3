"""Ways to reach people, and where to read about them."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from members.models.people import Person


class ContactQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published=True)


class ContactDetail(Orderable):
    """A way to reach the office, never a home address or a private number."""

    class Kind(models.TextChoices):
        EMAIL = "email", "Email"
        PHONE = "phone", "Phone"
        ADDRESS = "address", "Office address"

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(
        max_length=20, choices=Kind.choices, help_text="How people can reach the office."
    )
    value = models.CharField(max_length=200, help_text="Enter public office contacts only.")
    label = models.CharField(max_length=80, blank=True, help_text="Such as “City Hall”.")
    published = models.BooleanField(default=False, help_text="Show this contact publicly.")

    objects = ContactQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = "contact"
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.value}"

    @property
    def href(self):
        """The link that opens an email or a call; "" for an address."""
        links = {
            self.Kind.EMAIL: f"mailto:{self.value}",
            self.Kind.PHONE: f"tel:{self.value.replace(' ', '')}",
        }
        return links.get(self.kind, "")


class PersonLink(Orderable):
    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(
        max_length=80, help_text="The text that readers click, such as “Website”."
    )
    url = models.URLField(
        "web address",
        max_length=400,
        help_text="Enter the full address of a public page, starting with https://.",
    )

    class Meta(Orderable.Meta):
        verbose_name = "link"
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return self.label

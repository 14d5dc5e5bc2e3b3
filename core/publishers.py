from django.db import models
from wagtail.admin.panels import FieldPanel


class Publisher(models.Model):
    """A legal entity that publishes pages."""

    name = models.CharField(max_length=100, unique=True, help_text="The entity’s full name.")
    legal_form = models.CharField(
        max_length=60, blank=True, help_text="Shown after the name, such as 501(c)(3)."
    )
    url = models.URLField(
        "web address", blank=True, help_text="Where readers can learn more about it."
    )
    sort_order = models.PositiveSmallIntegerField(
        "position in lists", default=0, help_text="Lower numbers come first."
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("legal_form"),
        FieldPanel("url"),
        FieldPanel("sort_order"),
    ]

    class Meta:
        ordering = ["sort_order", "name"]

    def __str__(self):
        return self.name

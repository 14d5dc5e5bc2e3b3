from django.core.exceptions import ValidationError
from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class CustomImage(AbstractImage):
    """A picture with the words that stand in for it: alternative text, or the mark "decorative".

    The alternative text is Wagtail's own `description`.
    """

    is_decorative = models.BooleanField(
        "decorative",
        default=False,
        help_text="Tick this only when the picture adds nothing that a reader would miss.",
    )
    credit = models.CharField(
        max_length=120, blank=True, help_text="Who made the picture, shown beside its caption."
    )

    admin_form_fields = (*Image.admin_form_fields, "is_decorative", "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = "image"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_decorative=True) | ~models.Q(description=""),
                name="image_has_alternative_text_or_is_decorative",
            )
        ]

    def clean(self):
        super().clean()
        if not self.is_decorative and not self.description.strip():
            raise ValidationError(
                {"description": "Say in a few words what the picture shows, or tick “Decorative”."}
            )

    @property
    def alternative_text(self):
        """What a screen reader says; empty for a decorative picture."""
        return "" if self.is_decorative else self.description


class Rendition(AbstractRendition):
    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_filter"
            )
        ]

import logging
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.templatetags.static import static
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    Image,
    SourceImageIOError,
)

logger = logging.getLogger(__name__)

FORMATS = ("avif", "webp", "jpeg")
NARROW = "(max-width: 47.99rem)"
# The crops that the browser chooses from for each shape, with the media query and the sizes. The sizes
# of a crop have exactly the same proportions so that the layout never shifts.
CROPS = {
    "": {"": "width-{400,800,1200}"},
    "wide": {"": "fill-{480x270,960x540,1440x810}"},
    "square": {"": "fill-{200x200,400x400,800x800}"},
    # The lead of a page: nearly the whole photograph on a phone, a wide strip of it elsewhere.
    "lead": {NARROW: "fill-{480x320,960x640}", "": "fill-{700x300,1050x450,1750x750}"},
}


@dataclass(frozen=True)
class Patch:
    """The quilt shown in place of a picture that can't be made."""

    width: int = 640
    height: int = 400

    @property
    def url(self):
        return static("img/quilt.svg")


@dataclass(frozen=True)
class Source:
    """A crop of a picture in one format, in several widths."""

    media: str
    format: str
    renditions: list

    @property
    def srcset(self):
        """The address and width of each size; a small original has fewer widths than requested."""
        widths = {rendition.width: rendition.url for rendition in self.renditions}
        return ", ".join(f"{url} {width}w" for width, url in widths.items())

    @property
    def largest(self):
        return self.renditions[-1]


class CustomImage(AbstractImage):
    """A picture with its alternative text, or marked as decorative.

    The alternative text is Wagtail's own `description`.
    """

    is_decorative = models.BooleanField(
        "decorative",
        default=False,
        help_text="Check this only if the picture adds nothing that a reader would miss.",
    )
    credit = models.CharField(
        max_length=120, blank=True, help_text="Who made the picture. Shown next to its caption."
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
                {
                    "description": "Describe in a few words what the picture shows, or check “Decorative”."
                }
            )

    @property
    def alternative_text(self):
        """The text that a screen reader reads aloud; empty for a decorative picture."""
        return "" if self.is_decorative else self.description

    def sources(self, shape):
        """Return the sources of a <picture>: each crop of the shape, around the focal point, in each format."""
        filters = {
            (media, kind): Filter.expand_spec([f"format-{kind}", cut])
            for media, cut in CROPS[shape].items()
            for kind in FORMATS
        }
        specs = [Filter(spec) for expanded in filters.values() for spec in expanded]
        try:
            found = self.get_renditions(*specs)
        except SourceImageIOError:
            return [Source("", "svg+xml", [Patch()])]
        return [
            Source(media, kind, [found[spec] for spec in expanded])
            for (media, kind), expanded in filters.items()
        ]

    def create_rendition(self, filter):
        with self.being_made():
            return super().create_rendition(filter)

    def create_renditions(self, *filters):
        if not filters:
            return {}
        with self.being_made():
            return super().create_renditions(*filters)

    @contextmanager
    def being_made(self):
        """Log any failure and raise it as the one error that Wagtail expects for a picture.

        An open transaction continues; none is started, because it would block other requests.
        """
        under_way = transaction.get_connection().in_atomic_block
        try:
            with transaction.atomic() if under_way else nullcontext():
                yield
        except (InvalidFilterSpecError, SourceImageIOError):
            raise
        except Exception as error:
            logger.exception("Could not make image %s in another size.", self.pk)
            raise SourceImageIOError(str(error)) from error


class Rendition(AbstractRendition):
    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_filter"
            )
        ]

import warnings

from django.core.exceptions import ValidationError
from PIL import Image
from PIL.Image import DecompressionBombError, DecompressionBombWarning
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

# Pillow's modes with 16 or 32 bits per pixel, which can't be saved as JPEG.
SCIENTIFIC_MODES = ("I", "F")


class CarefulImageField(WagtailImageField):
    """An image field that refuses a truncated file or one that would unpack to a huge picture."""

    def check_image_pixel_size(self, f):
        self.check_pixels_in_header(f.image.f)
        try:
            super().check_image_pixel_size(f)
        except (OSError, SyntaxError, ValueError) as error:
            raise self.invalid_image() from error

    def check_pixels_in_header(self, file):
        """Refuse a file by the size in its header, before anything is unpacked."""
        try:
            with warnings.catch_warnings(action="ignore", category=DecompressionBombWarning):
                image = Image.open(file)
        except DecompressionBombError as error:
            raise self.too_many_pixels() from error
        except (OSError, SyntaxError, ValueError) as error:
            raise self.invalid_image() from error
        finally:
            file.seek(0)
        if image.width * image.height > self.max_image_pixels:
            raise self.too_many_pixels()
        if image.mode.startswith(SCIENTIFIC_MODES):
            raise ValidationError(
                "Browsers can’t show this picture’s color format. Save it as an ordinary JPEG or PNG "
                "and try again.",
                code="invalid_image",
            )

    def too_many_pixels(self):
        return ValidationError(
            "This picture has too many pixels (more than %(max)s). Make it smaller and try again.",
            code="file_too_many_pixels",
            params={"max": f"{self.max_image_pixels:,}"},
        )

    def invalid_image(self):
        return ValidationError(self.error_messages["invalid_image"], code="invalid_image")


class ImageForm(BaseImageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = CarefulImageField(
                label=field.label, required=field.required, widget=field.widget
            )
        if "description" in self.fields:
            self.fields["description"].label = "Alternative text"
            self.fields[
                "description"
            ].help_text = "What the picture shows, for people who can’t see it. Required unless it is decorative."

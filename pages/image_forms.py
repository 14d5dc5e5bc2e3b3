from django.core.exceptions import ValidationError
from PIL.Image import DecompressionBombError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class BombProofImageField(WagtailImageField):
    """Refuses a small file that would unpack to a huge picture, with a sentence instead of an error."""

    def check_image_pixel_size(self, f):
        try:
            super().check_image_pixel_size(f)
        except DecompressionBombError as error:
            raise ValidationError(
                "This picture has too many pixels (more than %(max)s). Make it smaller and try again.",
                code="file_too_many_pixels",
                params={"max": f"{self.max_image_pixels:,}"},
            ) from error


class ImageForm(BaseImageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = BombProofImageField(
                label=field.label, required=field.required, widget=field.widget
            )
        if "description" in self.fields:
            self.fields["description"].label = "Alternative text"
            self.fields[
                "description"
            ].help_text = "What the picture shows, for people who can't see it. Required unless it is decorative."

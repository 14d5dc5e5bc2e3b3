"""Web addresses that the site links to."""

from django.core.validators import URLValidator
from django.db import models

UNREADABLE = (
    "Enter a web address that starts with https:// or http://, such as https://example.org/page."
)


class WebAddressField(models.URLField):
    """An address that a browser opens as a page; script, data and mail addresses are refused."""

    default_validators = [URLValidator(schemes=["http", "https"], message=UNREADABLE)]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 500)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return super().formfield(
            **{
                "assume_scheme": "https",
                "error_messages": {"invalid": UNREADABLE, "required": UNREADABLE},
                **kwargs,
            }
        )

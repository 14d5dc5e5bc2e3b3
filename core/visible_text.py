"""Text that a reader can see."""

import unicodedata

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

#: Unicode categories: control and format characters, surrogates, spaces, and marks that need a letter.
INVISIBLE = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"}
#: Four Hangul fillers and the blank Braille pattern also look like spaces.
BLANK = "\u115f\u1160\u3164\uffa0\u2800"
NOTHING_TO_SEE = "This has no visible characters. Enter some text."


def is_visible(text):
    return any(unicodedata.category(c) not in INVISIBLE and c not in BLANK for c in text)


def validate_visible(text):
    """Raise ValidationError if the text has only invisible characters, such as zero-width spaces."""
    if not is_visible(text):
        raise ValidationError(NOTHING_TO_SEE, code="invisible")


def require_visible_texts():
    """Make every name, title and other short text in our models and Wagtail's refuse invisible text."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, models.CharField):
                field.validators.append(validate_visible)

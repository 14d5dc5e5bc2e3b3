"""Names and titles have something in them that can be seen."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CharField

from core.visible_text import NOTHING_TO_SEE, is_visible, validate_visible
from members.models import Person
from pages.models import StandardPage

pytestmark = pytest.mark.django_db

INVISIBLE = [
    "\u200b",
    " \u2060\ufeff",
    "\u3164\uffa0\u115f",
    "\u2800",
    "\u202e\u00ad",
    "\ufe0f",
    "\u0301",
]


@pytest.mark.parametrize("text", INVISIBLE)
def test_nothing_to_see(text):
    assert not is_visible(text)
    with pytest.raises(ValidationError, match=NOTHING_TO_SEE):
        Person(name=text).clean_fields()
    with pytest.raises(ValidationError, match=NOTHING_TO_SEE):
        StandardPage(title=text).clean_fields()


@pytest.mark.parametrize("text", ["a", "1", "-", "Å", "e\u0301", "李", "😀", "한", "\u200bא"])
def test_something_to_see(text):
    validate_visible(text)


def test_every_short_text_of_ours_and_wagtails_must_be_seen():
    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, CharField)
    ]
    assert len(fields) > 150
    assert [field for field in fields if validate_visible not in field.validators] == []

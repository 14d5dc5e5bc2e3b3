from functools import lru_cache

from django.urls import reverse
from django.utils.text import slugify


def free_slug(model, text, reserved=()):
    """Return a slug of the text that no row of the model has, ending in a number if necessary."""
    stem = stem_of(model, text)
    taken = model.objects.filter(slug__startswith=stem).values_list("slug", flat=True)
    return numbered(stem, {*reserved, *taken})


def fill_in_slugs(model, records, text_of, reserved=()):
    """Give each new record the slug that `free_slug` would give it if they were saved one by one."""
    taken = {*reserved, *model.objects.values_list("slug", flat=True)}
    for record in records:
        if not record.slug:
            record.slug = numbered(stem_of(model, text_of(record)), taken)
            taken.add(record.slug)


def stem_of(model, text):
    return slugify(text)[:120].strip("-") or model._meta.model_name


def numbered(stem, taken):
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


@lru_cache(maxsize=5000)
def address_of(view, slug):
    """Return the address of the record's page, which a long list asks for many times."""
    return reverse(view, args=[slug])

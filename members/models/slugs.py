from django.utils.text import slugify


def free_slug(model, text, reserved=()):
    """A slug made of the text that no row of the model has, with a number at its end if need be."""
    stem = slugify(text)[:120].strip("-") or model._meta.model_name
    taken = {*reserved, *model.objects.filter(slug__startswith=stem).values_list("slug", flat=True)}
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug

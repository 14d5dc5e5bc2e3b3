from django.utils.text import slugify


def free_slug(model, text, reserved=()):
    """Return a slug of the text that no row of the model has, ending in a number if necessary."""
    stem = slugify(text)[:120].strip("-") or model._meta.model_name
    taken = {*reserved, *model.objects.filter(slug__startswith=stem).values_list("slug", flat=True)}
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug

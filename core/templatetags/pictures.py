from django import template

register = template.Library()


@register.simple_tag
def picture_sources(image, shape):
    return image.sources(shape)

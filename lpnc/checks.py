"""House rules that matter, as system checks: `manage.py check` and the suite fail when one is broken."""

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.models import get_page_models

OUR_APPS = ("lpnc", "pages", "members", "news", "campaigns")


def our_page_models():
    return [model for model in get_page_models() if model._meta.app_label in OUR_APPS]


@register(Tags.models)
def check_page_types(app_configs, **kwargs):
    """A page type says where it may stand, what it is for, and has a template of its own name."""
    errors = []
    for model in our_page_models():
        for attribute in ("parent_page_types", "subpage_types", "page_description"):
            if attribute not in vars(model):
                errors.append(
                    Error(f"{model.__name__} does not set {attribute}.", obj=model, id="lpnc.E001")
                )
        try:
            get_template(model.template)
        except TemplateDoesNotExist:
            errors.append(Error(f"{model.template} does not exist.", obj=model, id="lpnc.E002"))
    return errors


@register(Tags.models)
def check_orderings(app_configs, **kwargs):
    """Every list has an order: models of ours that are no page and no child row set one."""
    return [
        Error(f"{model.__name__} has no ordering.", obj=model, id="lpnc.E003")
        for config in apps.get_app_configs()
        if config.label in OUR_APPS
        for model in config.get_models()
        if model not in get_page_models() and not model._meta.ordering and not is_singular(model)
    ]


def is_singular(model):
    """Whether there is one row for a site, or the row is only reached from its owner."""
    names = {field.name for field in model._meta.get_fields()}
    return "site" in names or "filter_spec" in names


@register(Tags.templates)
def check_inline_styles(app_configs, **kwargs):
    """Public templates hold no inline style or script: the Content-Security-Policy forbids both."""
    errors = []
    for folder in settings.TEMPLATES[0]["DIRS"]:
        for path in sorted(folder.rglob("*.html")):
            text = path.read_text()
            if "wagtailadmin" not in path.parts and (
                ' style="' in text or "<style" in text or "<script>" in text or ' onclick="' in text
            ):
                errors.append(
                    Error(f"{path.relative_to(folder)} has inline style or script.", id="lpnc.E004")
                )
    return errors

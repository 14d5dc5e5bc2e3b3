"""House rules as system checks; `manage.py check` and the test suite fail when one is broken."""

import re

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.checks import Error, Tags, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, ListBlock
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.images import get_image_model
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

OUR_APPS = ("lpnc", "pages", "news", "campaigns", "members", "core")
#: Models with one row per site, or with rows reached only from their owner, need no order.
SINGULAR = (
    "lpnc.TimerRun",
    "core.OrganizationSettings",
    "core.NavigationSettings",
    "core.Rendition",
    "members.RosterSettings",
)
#: Fields that need no help text beyond their label.
SELF_EXPLAINING = ("title", "slug")

INLINE = re.compile(
    r"""<style
    | \sstyle\s*=
    | \son[a-z]+\s*=
    | <script(?![^>]*(?:\ssrc\s*=|type="application/ld\+json"))
    """,
    re.VERBOSE | re.IGNORECASE,
)


def our_page_models():
    return [model for model in get_page_models() if model._meta.app_label in OUR_APPS]


@register(Tags.models)
def check_page_types(app_configs, **kwargs):
    """Require each page type to set its allowed parents and its description and to have its own template."""
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
    """Require an ordering on each of our models, except pages and child rows."""
    return [
        Error(f"{model.__name__} has no ordering.", obj=model, id="lpnc.E003")
        for config in apps.get_app_configs()
        if config.label in OUR_APPS
        for model in config.get_models()
        if model not in get_page_models()
        and not model._meta.ordering
        and model._meta.label not in SINGULAR
    ]


@register(Tags.models)
def check_help_texts(app_configs, **kwargs):
    """Require a help text on every field that an editor can fill in."""
    errors = []
    for model in edited_models():
        for field in edited_fields(model):
            if not field.help_text and field.name not in SELF_EXPLAINING:
                errors.append(
                    Error(
                        f"{model.__name__}.{field.name} has no help text.",
                        obj=model,
                        id="lpnc.E005",
                    )
                )
            for path in blocks_without_help(getattr(field, "stream_block", None)):
                errors.append(
                    Error(
                        f"{model.__name__}.{field.name}: {path} has no help text.",
                        obj=model,
                        id="lpnc.E006",
                    )
                )
    return errors


def edited_models():
    """Return our pages, snippets, settings and images, and the child rows of all these."""
    owners = {
        model
        for model in (
            *get_page_models(),
            *get_snippet_models(),
            *settings_registry,
            get_image_model(),
        )
        if model._meta.app_label in OUR_APPS
    }
    models = set(owners)
    while owners:
        rows = {row.related_model for owner in owners for row in get_all_child_relations(owner)}
        owners = {row for row in rows if row._meta.app_label in OUR_APPS} - models
        models |= owners
    return sorted(models, key=lambda model: model._meta.label)


def edited_fields(model):
    """Return the model's own editable fields, without links to an owner."""
    meta = model._meta
    wagtails = [base for base in model.__mro__ if base.__module__.startswith("wagtail.")]
    inherited = {
        field.name
        for base in wagtails
        if hasattr(base, "_meta")
        for field in base._meta.get_fields()
    }
    return [
        field
        for field in (*meta.fields, *meta.many_to_many)
        if getattr(field, "editable", False)
        and not getattr(field, "auto_created", False)
        and not isinstance(field, (ParentalKey, GenericRelation))
        and field.model._meta.app_label in OUR_APPS
        and field.name not in inherited
    ]


def blocks_without_help(block, path=""):
    """Return the paths of parts without a help text; a stream's blocks may have a description instead."""
    if isinstance(block, ListBlock):
        yield from blocks_without_help(block.child_block, path)
    if not isinstance(block, (BaseStreamBlock, BaseStructBlock)):
        return
    for name, child in block.child_blocks.items():
        here = f"{path}.{name}" if path else name
        in_picker = isinstance(block, BaseStreamBlock) and getattr(child.meta, "description", "")
        if not (help_text_of(child) or in_picker):
            yield here
        yield from blocks_without_help(child, here)


def help_text_of(block):
    return getattr(getattr(block, "field", block.meta), "help_text", "")


@register(Tags.templates)
def check_inline_styles(app_configs, **kwargs):
    """Refuse inline styles and scripts in public templates; the Content-Security-Policy forbids both."""
    return [
        Error(f"{path.relative_to(folder)} has inline style or script.", id="lpnc.E004")
        for folder in settings.TEMPLATES[0]["DIRS"]
        for path in sorted(folder.rglob("*.html"))
        if "wagtailadmin" not in path.parts and INLINE.search(path.read_text())
    ]

"""The records that a user may choose: one rule for every chooser and form field in the admin."""

from collections import defaultdict

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.admin.forms.models import register_form_field_override, registry
from wagtail.blocks.base import BlockField
from wagtail.documents.models import AbstractDocument
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.rich_text import extract_references_from_rich_text

#: Longer numbers are no ids, and too long for SQLite.
MOST_DIGITS = 18


def choosable(model, user):
    """Return the records of the model that the user may choose.

    A model of ours narrows them with a queryset method `choosable_by(user)`.
    """
    if issubclass(model, Page):
        return choosable_pages(user)
    for base, policy in ((AbstractImage, image_policy), (AbstractDocument, document_policy)):
        if issubclass(model, base):
            return policy.instances_user_has_any_permission_for(user, ["choose"])
    records = model._default_manager.all()
    return records.choosable_by(user) if hasattr(records, "choosable_by") else records


def choosable_pages(user):
    """Return the pages that the user may work on and those that anyone may read."""
    own = PagePermissionPolicy().explorable_instances(user)
    return Page.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=open_pages().values("pk")))


def open_pages():
    """Return the pages whose saved titles, and those of all pages above them, are public."""
    restricted = Q(view_restrictions__isnull=False)
    closed = Page.objects.filter(Q(live=False) | ~Q(draft_title=F("title")) | restricted)
    below = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    closed_above = closed.filter(depth__gt=1).alias(below=below).filter(below__startswith=F("path"))
    return Page.objects.filter(~Exists(closed_above))


def may_choose(user, references):
    """Return whether the user may choose all the references, which are pairs of a model and an id."""
    wanted = defaultdict(set)
    for model, pk in references:
        wanted[Page if issubclass(model, Page) else model].add(pk)
    return all(
        choosable(model, user).filter(pk__in=pks).count() == len(pks)
        for model, pks in wanted.items()
    )


class ChoosableOnly:
    """A form field that accepts only what its user may choose or what the record already had.

    The user is the one whom Wagtail records for its log on each admin request.
    """

    def references(self, value):
        raise NotImplementedError

    def get_bound_field(self, form, field_name):
        self.user = get_active_log_context().user
        self.bound = super().get_bound_field(form, field_name)
        return self.bound

    def takes(self, value):
        if not self.user:
            return True
        added = set(self.references(value)) - set(self.references(self.bound.initial))
        return may_choose(self.user, added)

    def clean(self, value):
        cleaned = super().clean(value)
        if not self.takes(cleaned):
            raise ValidationError(
                "This contains an item that you aren’t allowed to choose. Choose another one.",
                code="not_choosable",
            )
        return cleaned

    def bound_data(self, data, initial):
        """Show the previous value rather than the title of a refused record."""
        return super().bound_data(data if self.takes(data) else initial, initial)


class RecordField(ChoosableOnly, forms.ModelChoiceField):
    def references(self, value):
        pk = str(getattr(value, "pk", value))
        return [(self.queryset.model, pk)] if is_number(pk) else []


class RecordsField(ChoosableOnly, forms.ModelMultipleChoiceField):
    def references(self, value):
        pks = [str(getattr(item, "pk", item)) for item in value or ()]
        return [(self.queryset.model, pk) for pk in pks if is_number(pk)]


class RichTextFormField(ChoosableOnly, forms.CharField):
    def references(self, value):
        return model_ids(extract_references_from_rich_text(value or ""))


class BodyField(ChoosableOnly, BlockField):
    def references(self, value):
        return model_ids(self.block.extract_references(self.block.normalize(value)))


def model_ids(references):
    """Return pairs of a model and an id from the references that Wagtail finds in a text or a body."""
    return [(model, str(pk)) for model, pk, *_ in references if is_number(str(pk))]


def is_number(text):
    """Return whether the text can be an id or a number of rows."""
    return text.isdecimal() and text.isascii() and len(text) <= MOST_DIGITS


def register_fields():
    """Use these fields, each with its own widget, in every form that Wagtail builds from a model."""

    def for_foreign_key(field):
        return {**(registry.foreign_key_lookup(field) or {}), "form_class": RecordField}

    register_form_field_override(models.ForeignKey, override=for_foreign_key)
    register_form_field_override(models.ManyToManyField, override={"form_class": RecordsField})
    register_form_field_override(RichTextField, override={"form_class": RichTextFormField})
    register_form_field_override(StreamField, override={"form_class": BodyField})

"""Keeps Wagtail's index of references right when a row is taken out of a page or a record.

Wagtail renews the index when the page is saved, which is before the rows that were taken out of it are
deleted: without this, somebody who is no longer picked on a page would go on being named by it.
"""

from django.apps import apps
from django.db import transaction
from django.db.models.signals import post_delete
from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex


def watch_rows():
    for model in apps.get_models():
        if key_of_owner(model):
            post_delete.connect(renew_owner, sender=model)


def renew_owner(instance, origin, **kwargs):
    """Does nothing for rows that go with their owner."""
    if getattr(origin, "model", type(origin)) is not type(instance):
        return
    owner = getattr(instance, key_of_owner(type(instance)).name)
    if isinstance(owner, Page):
        owner = owner.specific
    if ReferenceIndex.is_indexed(type(owner)):
        with transaction.atomic():
            ReferenceIndex.create_or_update_for_object(owner)


def key_of_owner(model):
    return next((field for field in model._meta.fields if isinstance(field, ParentalKey)), None)

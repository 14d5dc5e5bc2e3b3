"""Correct Wagtail's reference index when a row is removed from a page or a record.

Wagtail updates the index when the page is saved, before the removed rows are deleted. Without this, a
person who was removed from a page would remain in its references.
"""

from django.apps import apps
from django.db import transaction
from django.db.models.signals import post_delete
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import reference_index_auto_update_disabled

from members.models.removal import owner_of


def watch_rows():
    relations = [
        relation for model in apps.get_models() for relation in get_all_child_relations(model)
    ]
    for rows in {relation.related_model for relation in relations}:
        post_delete.connect(renew_owner, sender=rows)


def renew_owner(instance, origin, **kwargs):
    """Update the owner's references, unless the row is deleted along with its owner or someone else does it."""
    if getattr(reference_index_auto_update_disabled, "value", False):
        return
    if getattr(origin, "model", type(origin)) is not type(instance):
        return
    owner = owner_of(instance)
    if isinstance(owner, Page):
        owner = owner.specific
    if ReferenceIndex.is_indexed(type(owner)):
        with transaction.atomic():
            ReferenceIndex.create_or_update_for_object(owner)

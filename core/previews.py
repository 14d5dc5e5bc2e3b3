"""Previews of records on their own public pages, whose code is on a floor or in a room above the models."""

from contextlib import contextmanager

from django.db import transaction
from wagtail.models import PreviewableMixin

#: The function for each model that returns the context of its record's page.
contexts = {}


def shows(model):
    """Register the decorated function, which returns the context of a record's public page."""

    def register(context):
        contexts[model] = context
        return context

    return register


class PublicPreview(PreviewableMixin):
    """A mixin that previews the record on `public_template` with the context of its public page."""

    public_template = None

    def get_preview_template(self, request, mode_name):
        return self.public_template

    def get_preview_context(self, request, mode_name):
        return {"request": request, **contexts[type(self)](self)}


class PreviewAsIfSaved(PublicPreview):
    """A preview for pages whose queries have to see the record with its rows."""

    def get_preview_context(self, request, mode_name):
        with as_if_saved(self):
            return super().get_preview_context(request, mode_name)


@contextmanager
def as_if_saved(record):
    """Save the record with its child rows so that queries see them, and roll everything back at the end."""
    with transaction.atomic():
        record.save()
        yield
        transaction.set_rollback(True)

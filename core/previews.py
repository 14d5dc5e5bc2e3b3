"""Previews of records on their own public pages, which stand on a floor or in a room above the models."""

from contextlib import contextmanager

from django.db import transaction
from wagtail.models import PreviewableMixin

#: For each model the function that gives what its record's page shows.
contexts = {}


def shows(model):
    """Decorator of the function that gives what the public page of a record of the model shows."""

    def register(context):
        contexts[model] = context
        return context

    return register


class PublicPreview(PreviewableMixin):
    """Shows the record on `public_template`, with what its public page would show."""

    public_template = None

    def get_preview_template(self, request, mode_name):
        return self.public_template

    def get_preview_context(self, request, mode_name):
        return {"request": request, **contexts[type(self)](self)}


class PreviewAsIfSaved(PublicPreview):
    """For pages whose queries have to see the record with its rows."""

    def get_preview_context(self, request, mode_name):
        with as_if_saved(self):
            return super().get_preview_context(request, mode_name)


@contextmanager
def as_if_saved(record):
    """Save the record with its child rows so that queries see them, and take it all back at the end."""
    with transaction.atomic():
        record.save()
        yield
        transaction.set_rollback(True)

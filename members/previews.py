"""Previews of what is being edited in the roster, on the public pages themselves."""

from contextlib import contextmanager

from django.db import transaction
from wagtail.models import PreviewableMixin


@contextmanager
def as_if_saved(record):
    """Saves the record with its child rows so that queries see them, and takes it all back at the end."""
    with transaction.atomic():
        record.save()
        yield
        transaction.set_rollback(True)


class PersonPreview(PreviewableMixin):
    """The public page; a record withdrawn for privacy shows that its page is gone."""

    def get_preview_template(self, request, mode_name):
        withdrawn = self.status == self.Status.WITHDRAWN
        return "members/withdrawn.html" if withdrawn else "members/member.html"

    def get_preview_context(self, request, mode_name):
        from members.views.people import member_context

        with as_if_saved(self):
            return {"request": request, **member_context(self)}


class PlacePreview(PreviewableMixin):
    def get_preview_template(self, request, mode_name):
        return "members/place.html"

    def get_preview_context(self, request, mode_name):
        from members.views.places import place_context

        with as_if_saved(self):
            return {"request": request, **place_context(self)}

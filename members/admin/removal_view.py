"""Removal of a record that was added by mistake."""

from django.contrib.admin.utils import quote
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.admin import messages
from wagtail.snippets.views.snippets import DeleteView

from members.models import roster_change
from members.models.removal import removal_obstacle, remove


class RosterDeleteView(DeleteView):
    """The screen that removes a record added by mistake or explains why it can't be removed."""

    permission_required = "change"
    page_title = "Remove"

    def run_before_hook(self):
        """Skip the hook, which refuses all other removals; this view has its own rule."""

    def get_usage(self):
        return None

    def get_usage_url(self):
        return None

    def post(self, request, *args, **kwargs):
        with roster_change():
            self.object = get_object_or_404(self.model, pk=self.object.pk)
            refused = removal_obstacle(self.object)
            if not refused:
                name = str(self.object)
                remove(self.object, request.user)
        if refused:
            return self.render_to_response(self.get_context_data(obstacle=refused), status=409)
        messages.success(request, f"{name} was removed.")
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs):
        kwargs.setdefault("obstacle", removal_obstacle(self.object))
        edit_url = reverse(self.edit_url_name, args=[quote(self.object.pk)])
        return super().get_context_data(edit_url=edit_url, **kwargs)

"""The editing screen of a person."""

from django.contrib.admin.utils import quote
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.widgets.button import Button

from members.admin.erasure import erase_buttons
from members.admin.save_views import RosterEditView
from members.models import LeadershipRole


class PersonEditView(RosterEditView):
    """The editing screen, which for a merged record only refers to its survivor."""

    def dispatch(self, request, *args, **kwargs):
        if self.live_object.merged_into_id and self.user_has_permission("change"):
            return self._lead_to_survivor(request)
        return super().dispatch(request, *args, **kwargs)

    def get_object(self, queryset=None):
        is_open = hasattr(self, "live_object")
        person = super().get_object(queryset)
        if self.request.method == "GET" and not is_open:
            load_rows(person)
        return person

    @cached_property
    def header_more_buttons(self):
        url = reverse("roster_duplicates:choose", args=[self.object.pk])
        merge = Button("Merge with another record", url=url, icon_name="copy", priority=30)
        erase = erase_buttons(self.request.user, self.live_object)
        return [*super().header_more_buttons, merge, *erase]

    def _lead_to_survivor(self, request):
        survivor = self.live_object.resolved
        context = {
            "page_title": "Merged record",
            "header_icon": "user",
            "person": self.live_object,
            "survivor": survivor,
            "survivor_url": reverse(self.edit_url_name, args=[quote(survivor.pk)]),
            "history_url": self.get_history_url(),
        }
        return TemplateResponse(request, "members/admin/merged.html", context)


def load_rows(person):
    """Fetch the tenures with their roles, in two queries for any number of them."""
    tenures = list(person.tenures.select_related("office", "jurisdiction"))
    roles = list(LeadershipRole.objects.filter(tenure__in=tenures))
    for tenure in tenures:
        tenure.leadership_roles = [role for role in roles if role.tenure_id == tenure.pk]
    person.tenures = tenures

"""The screen where an administrator erases the contacts and notes of a withdrawn person."""

from django import forms
from django.contrib.admin.utils import quote
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from members.admin.erasure import ErasureRefused, erase, erasure_obstacle
from members.models import Person

PEOPLE = "wagtailsnippets_members_person"


def erase_buttons(user, person):
    """Return the button to the screen if the user may use it and the person can have contacts erased."""
    if not user.has_perm("members.erase_person") or erasure_obstacle(person):
        return []
    url = reverse(f"{PEOPLE}:erase", args=[quote(person.pk)])
    return [Button("Erase contacts and notes", url=url, icon_name="bin", priority=40)]


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label="Erase them permanently. I understand that this can’t be undone.",
        error_messages={"required": "Nothing has been erased. Check the box if you are sure."},
    )


class PersonEraseView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    permission_policy = ModelPermissionPolicy(Person)
    permission_required = "erase"
    page_title = "Erase contacts and notes"
    header_icon = "bin"
    template_name = "members/admin/erase.html"
    form_class = EraseForm

    @cached_property
    def person(self):
        return get_object_or_404(Person, pk=self.kwargs["pk"])

    @cached_property
    def edit_url(self):
        return reverse(f"{PEOPLE}:edit", args=[quote(self.person.pk)])

    def get_page_subtitle(self):
        return str(self.person)

    def get_breadcrumbs_items(self):
        people = {"url": reverse(f"{PEOPLE}:list"), "label": "People"}
        person = {"url": self.edit_url, "label": str(self.person)}
        return [*self.breadcrumbs_items, people, person, {"url": "", "label": self.page_title}]

    def post(self, request, *args, **kwargs):
        if erasure_obstacle(self.person):
            return self.render_to_response(self.get_context_data(), status=409)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            erase(self.person, self.request.user)
        except ErasureRefused as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(
                self.request, f"The contacts and notes of {self.person} were permanently erased."
            )
        return redirect(self.edit_url)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            person=self.person,
            obstacle=erasure_obstacle(self.person),
            edit_url=self.edit_url,
            **kwargs,
        )


class ErasingMixin:
    """A mixin that adds the screen to the viewset of people."""

    def get_urlpatterns(self):
        erasing = path("erase/<int:pk>/", PersonEraseView.as_view(), name="erase")
        return [*super().get_urlpatterns(), erasing]

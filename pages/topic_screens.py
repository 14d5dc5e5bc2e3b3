"""The screen for merging one topic into another."""

from django import forms
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic.edit import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from core import jobs
from core.topics import Topic
from pages.topic_merging import filed_under, merge


class MergeButton:
    """A button for merging on the screen of a topic that isn't merged."""

    @property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        if self.object.merged_into_id:
            return buttons
        url = reverse("wagtailsnippets_core_topic:merge", args=[self.object.pk])
        return [*buttons, HeaderButton("Merge into another topic", url=url, icon_name="copy")]


class SurvivorForm(forms.Form):
    survivor = forms.ModelChoiceField(
        Topic.objects.none(),
        label="The topic that stays",
        help_text="Everything moves to this topic, and a search for either name finds it.",
    )

    def __init__(self, *args, topic, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["survivor"].queryset = Topic.objects.not_merged().exclude(pk=topic.pk)


class MergeTopicView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """The merge screen, for users who may change topics; raise Http404 if the topic is merged already."""

    permission_policy = ModelPermissionPolicy(Topic)
    permission_required = "change"
    header_icon = "copy"
    page_title = "Merge a topic"
    template_name = "pages/admin/merge_topic.html"
    form_class = SurvivorForm

    @cached_property
    def topic(self):
        return get_object_or_404(Topic.objects.not_merged(), pk=self.kwargs["pk"])

    def get_page_subtitle(self):
        return self.topic.name

    def get_breadcrumbs_items(self):
        edit_url = reverse("wagtailsnippets_core_topic:edit", args=[self.topic.pk])
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("wagtailsnippets_core_topic:list"), "label": "Topics"},
            {"url": edit_url, "label": self.topic.name},
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"topic": self.topic}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            topic=self.topic, filed_under=filed_under(self.topic), **kwargs
        )

    def form_valid(self, form):
        survivor = form.cleaned_data["survivor"]
        job = jobs.start(
            self.request.user,
            merge,
            {"topic": self.topic.pk, "survivor": survivor.pk},
            title=f"Merge of “{self.topic}” into “{survivor}”",
            permission="core.change_topic",
            address=reverse("wagtailsnippets_core_topic:edit", args=[survivor.pk]),
            success_sentence=f"“{self.topic}” was merged into “{survivor}”.",
        )
        return redirect(job.url)

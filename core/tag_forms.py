"""Tagging many images or documents at once, with tags no longer than they may be on one."""

from django import forms
from wagtail.admin.forms.tags import TagField
from wagtail.documents.views.bulk_actions.add_tags import AddTagsBulkAction as TagDocuments
from wagtail.images.views.bulk_actions.add_tags import AddTagsBulkAction as TagImages


class TagForm(forms.Form):
    tags = TagField(label="Tags")


class CheckedTags:
    """Wagtail's own form takes tags of any length, which PostgreSQL doesn't."""

    form_class = TagForm

    def get_execution_context(self):
        return {"tags": self.cleaned_form.cleaned_data["tags"]}


class CheckedTagImages(CheckedTags, TagImages):
    pass


class CheckedTagDocuments(CheckedTags, TagDocuments):
    pass

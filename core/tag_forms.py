"""Bulk tagging of images or documents, with the same length limit as on a single one."""

from django import forms
from wagtail.admin.forms.tags import TagField
from wagtail.documents.views.bulk_actions.add_tags import AddTagsBulkAction as TagDocuments
from wagtail.images.views.bulk_actions.add_tags import AddTagsBulkAction as TagImages


class TagForm(forms.Form):
    tags = TagField(label="Tags")


class CheckedTags:
    """A bulk action that limits the length of tags, which Wagtail's own form doesn't."""

    form_class = TagForm

    def get_execution_context(self):
        return {"tags": self.cleaned_form.cleaned_data["tags"]}


class CheckedTagImages(CheckedTags, TagImages):
    pass


class CheckedTagDocuments(CheckedTags, TagDocuments):
    pass

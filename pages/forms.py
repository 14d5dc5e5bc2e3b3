from django import forms
from wagtail.admin.forms import WagtailAdminPageForm

from pages.sections import RESERVED_SLUGS

RESERVED_SLUG_MESSAGE = (
    "“%(slug)s” is the address of a part of the site that is made from records. Choose another one."
)


class SitePageForm(WagtailAdminPageForm):
    def clean(self):
        cleaned_data = super().clean()
        slug = cleaned_data.get("slug")
        if self.parent_page and self.parent_page.depth == 2 and slug in RESERVED_SLUGS:
            self.add_error(
                "slug", forms.ValidationError(RESERVED_SLUG_MESSAGE, params={"slug": slug})
            )
        return cleaned_data

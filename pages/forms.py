from django import forms
from wagtail.admin.forms import WagtailAdminPageForm

from pages.sections import RESERVED_SLUGS
from pages.times import TIME_ZONE_NOTE

RESERVED_SLUG_MESSAGE = (
    "“%(slug)s” is the address of a part of the site that is made from records. Choose another one."
)
SCHEDULE_FIELDS = ("go_live_at", "expire_at")


class SitePageForm(WagtailAdminPageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in SCHEDULE_FIELDS:
            if name in self.fields:
                self.fields[name].help_text = TIME_ZONE_NOTE

    def clean(self):
        cleaned_data = super().clean()
        slug = cleaned_data.get("slug")
        if self.parent_page and self.parent_page.depth == 2 and slug in RESERVED_SLUGS:
            self.add_error(
                "slug", forms.ValidationError(RESERVED_SLUG_MESSAGE, params={"slug": slug})
            )
        return cleaned_data

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from pages.reserved import refuse_reserved_slug
from pages.times import TIME_ZONE_NOTE

SCHEDULE_FIELDS = ("go_live_at", "expire_at")


class SitePageForm(WagtailAdminPageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in SCHEDULE_FIELDS:
            if name in self.fields:
                self.fields[name].help_text = TIME_ZONE_NOTE

    def clean(self):
        cleaned_data = super().clean()
        if self.parent_page:
            try:
                refuse_reserved_slug(cleaned_data.get("slug"), self.parent_page.depth)
            except ValidationError as error:
                self.add_error("slug", error)
        return cleaned_data

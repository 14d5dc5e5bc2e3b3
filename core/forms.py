from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from core.reserved_slugs import refuse_reserved_slug
from core.times import name_time_zone


class SitePageForm(WagtailAdminPageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_time_zone(self.fields)

    def clean(self):
        cleaned_data = super().clean()
        if self.parent_page:
            try:
                refuse_reserved_slug(cleaned_data.get("slug"), self.parent_page.depth)
            except ValidationError as error:
                self.add_error("slug", error)
        return cleaned_data

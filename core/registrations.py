"""What the house changes in Wagtail's and Django's own forms, fields and choosers, once all models are there."""

from django.db.backends.signals import connection_created

from core import moments
from core.choosable import register_fields
from core.redirects import check_old_addresses, import_texts_only, lead_to_published_pages
from core.site_settings import OrganizationSettings
from core.times import limit_dates, use_moment_form_field, use_one_time_zone
from core.visible_text import require_visible_texts
from core.writes import see_writes

connection_created.connect(see_writes)
limit_dates()
require_visible_texts()
use_moment_form_field()
use_one_time_zone()
register_fields()
lead_to_published_pages()
check_old_addresses()
import_texts_only()
moments.register(OrganizationSettings.moments)

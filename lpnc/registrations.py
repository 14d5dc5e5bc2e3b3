"""What the site changes in Wagtail's own screens, and the house rules among the system checks."""

from wagtail.sites.views import SiteViewSet

from lpnc import checks, edge  # noqa: F401  (importing them registers the rules and the receiver)
from lpnc.exports import neutralize_exports
from lpnc.references import watch_rows
from lpnc.site_history import keep_roster_to_its_editors

# Without this, Wagtail's copy screen posts to itself and saves over the original.
SiteViewSet.copy_view_enabled = False
watch_rows()
neutralize_exports()
keep_roster_to_its_editors()

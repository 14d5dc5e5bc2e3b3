"""The panel of overdue items on the admin's front page."""

from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component

from campaigns.models import CampaignAction
from core.overdue import forgotten_drafts, overdue_schedules, planned_date


class OverduePanel(Component):
    """A warning about items that the user may edit and that are overdue or past their date."""

    name = "overdue"
    order = 10
    template_name = "wagtailadmin/home/overdue_panel.html"

    def get_context_data(self, parent_context):
        edit_url = AdminURLFinder(parent_context["request"].user).get_edit_url
        scheduled = [(r.content_object, r.approved_go_live_at) for r in overdue_schedules()[:20]]
        drafted = [(item, planned_date(item)) for item in forgotten_drafts()[:20]]
        lapsed = CampaignAction.objects.lapsed()[:20]
        return {
            "schedules": [(item, url, date) for item, date in scheduled if (url := edit_url(item))],
            "drafts": [
                (item.latest_revision.object_str, url, date)
                for item, date in drafted
                if (url := edit_url(item))
            ],
            "actions": [(action, url) for action in lapsed if (url := edit_url(action.campaign))],
        }

"""The context of a win's page."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.timezone import localdate

from campaigns.models import CampaignPage, Win, WinStatus
from campaigns.models.win_log import STANDING, Status
from campaigns.public.nearest import nearest_wins
from core.previews import shows
from core.sections import Section


@shows(Win)
def win_context(win):
    """Return the context for a published win or for the preview of a draft."""
    campaigns = CampaignPage.objects.published().filter(pk__in=[c.pk for c in win.campaigns.all()])
    topics = list(win.topics.all())
    return {
        "win": win,
        "section": Section.objects.for_key(Section.Key.WINS),
        "description": in_a_sentence(win),
        "structured_data": legislation(win),
        "steps": log_steps(win),
        "sources": list(win.sources.all()),
        "topics": topics,
        "campaigns": list(campaigns.in_list_order()),
        "nearest": nearest_wins(win.jurisdiction, Win.objects.on_record().about(topics=topics)),
    }


def in_a_sentence(win):
    """Return a sentence for search engines if the win has no summary."""
    adopted = f", adopted {win.adopted_on}" if win.adopted_on else ""
    return f"{win.get_kind_display()} of {win.jurisdiction.display_name}{adopted}: {win.title}."


@dataclass
class LogStep:
    """An entry of a win's log, which lasts until the next one."""

    entry: WinStatus
    following: WinStatus | None
    is_sure: bool

    @property
    def cloth(self):
        """The style of its strip: waiting, whole or cut off."""
        if not self.is_sure or self.entry.status == Status.PROPOSED:
            return "incoming"
        return "current" if self.entry.status in STANDING else "former"


def log_steps(win):
    """Return the log in order; entries that haven't definitely happened by today say so."""
    entries, today = list(win.log.all()), localdate()
    return [
        LogStep(entry, following, entry.sure_from <= today)
        for entry, following in zip(entries, [*entries[1:], None], strict=True)
    ]


#: The kinds of wins that are legal documents.
LEGISLATION = ("ordinance", "resolution", "budget", "executive_action")


def legislation(win):
    """Return a win's structured data as a legal document, or nothing for a program or a lawsuit."""
    if win.kind not in LEGISLATION:
        return None
    in_force = {"in_force": "InForce", "amended": "InForce"}
    ended = dict.fromkeys(("preempted", "repealed", "failed"), "NotInForce")
    data = {
        "@type": "Legislation",
        "name": win.title,
        "legislationType": win.get_kind_display(),
        "legislationJurisdiction": {
            "@type": "AdministrativeArea",
            "name": win.jurisdiction.display_name,
        },
        "url": f"{settings.BASE_URL}{win.get_absolute_url()}",
    }
    if win.adopted_on and win.adopted_on.precision == "day":
        data["legislationDate"] = win.adopted_on.first.isoformat()
    if force := (in_force | ended).get(win.status):
        data["legislationLegalForce"] = f"https://schema.org/{force}"
    if win.summary:
        data["description"] = win.summary
    return data

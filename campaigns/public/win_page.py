"""What the page of one win shows."""

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
    """The same for a published win and for a draft that somebody previews."""
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
    """Stands in for a summary where search engines want one."""
    adopted = f", adopted {win.adopted_on}" if win.adopted_on else ""
    return f"{win.get_kind_display()} of {win.jurisdiction.display_name}{adopted}: {win.title}."


@dataclass
class LogStep:
    """An entry of a win's log, up to the one that follows it."""

    entry: WinStatus
    following: WinStatus | None
    is_sure: bool

    @property
    def cloth(self):
        """Which of the strips' cloths it has: waiting, whole, or cut off."""
        if not self.is_sure or self.entry.status == Status.PROPOSED:
            return "incoming"
        return "current" if self.entry.status in STANDING else "former"


def log_steps(win):
    """The log in its order; what isn't sure to have happened by today says so."""
    entries, today = list(win.log.all()), localdate()
    return [
        LogStep(entry, following, entry.sure_from <= today)
        for entry, following in zip(entries, [*entries[1:], None], strict=True)
    ]


#: Kinds of wins that are a legal document.
LEGISLATION = ("ordinance", "resolution", "budget", "executive_action")


def legislation(win):
    """A win that is a legal document, as one; nothing for a program or a lawsuit."""
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

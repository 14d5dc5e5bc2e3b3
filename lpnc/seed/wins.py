"""The first wins of the ledger."""

from wagtail.log_actions import log

from campaigns.models import Win, WinSource, WinStatus
from campaigns.models.win_log import Status
from core.models import Topic
from lpnc.seed.content import wins as content
from members.models import Jurisdiction


def load(seed):
    for place, title, date, source in content.WINS:
        key = f"win: {place} non-discrimination ordinance"
        seed.once(key, make_win, place, title, date, source)


def make_win(place, title, date, source):
    """Publish a win; do nothing if an editor removed the place."""
    jurisdiction = Jurisdiction.objects.filter(slug=place).first()
    if jurisdiction is None:
        return
    source_title, url = source
    win = Win.objects.create(
        title=title,
        jurisdiction=jurisdiction,
        kind=Win.Kind.ORDINANCE,
        live=False,
        topics=list(Topic.objects.filter(slug=content.TOPIC)),
        log=[WinStatus(status=Status.ADOPTED, date=date)],
        sources=[WinSource(title=source_title, url=url)],
    )
    revision = win.save_revision()
    log(win, "wagtail.create", revision=revision, content_changed=True)
    revision.publish()

"""New versions of many wins in a few queries, saved as Wagtail saves and publishes one."""

from operator import attrgetter

from django.utils.timezone import now
from wagtail.signals import published, unpublished

from campaigns.models import Win
from campaigns.models.wins import RESERVED_SLUGS
from members.models.history import log_many, record_many
from members.models.slugs import fill_in_slugs
from spreadsheets.bulk import save_children, save_rows, with_rows, write_indexes


def save_versions(shown, hidden, user, action):
    """Save the newest version of each win, published if it is in `shown`; return the revisions by win."""
    wins = [*shown, *hidden]
    new = [win for win in wins if not win.pk]
    for win in new:
        win.live = False
    taken_down = [win for win in hidden if win.live]
    # Drafts of wins that are on record, and stay drafts, are only in their revisions.
    saved = [*shown, *(win for win in hidden if win.live or not win.pk)]
    titles = renamed_from(shown)
    save_rows(new)
    with_rows(new)
    if saved:
        save_children(saved)
    revisions = dict(zip(wins, record_many(wins, user, action), strict=True))
    publish(shown)
    for win in hidden:
        win.live, win.has_unpublished_changes, win.live_revision = False, True, None
    Win.objects.filter(pk__in=[win.pk for win in hidden]).update(has_unpublished_changes=True)
    save_rows(saved)
    write_indexes(saved)
    log_many([win for win in shown if win.pk in titles], user, "wagtail.rename", data=titles)
    log_many(shown, user, "wagtail.publish", data=titles, content_changed=True)
    log_many(taken_down, user, "wagtail.unpublish", is_version=False)
    for win in shown:
        published.send(sender=Win, instance=win, revision=win.live_revision)
    for win in taken_down:
        unpublished.send(sender=Win, instance=win)
    return revisions


def publish(wins):
    """Set what publishing a win's newest revision sets."""
    fill_in_slugs(Win, wins, attrgetter("slug_text"), RESERVED_SLUGS)
    moment = now()
    for win in wins:
        win.live, win.expired, win.has_unpublished_changes = True, False, False
        win.live_revision = win.latest_revision
        win.first_published_at = win.first_published_at or moment
        win.last_published_at = moment


def renamed_from(wins):
    """Return what the log says of wins with earlier versions and another title: {id: data}."""
    before = Win.objects.filter(latest_revision__isnull=False).in_bulk(
        [win.pk for win in wins if win.pk]
    )
    return {
        win.pk: {"title": {"old": before[win.pk].title, "new": win.title}}
        for win in wins
        if win.pk in before and before[win.pk].title != win.title
    }

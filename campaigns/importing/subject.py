"""The ledger as what a spreadsheet is brought into."""

from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from wagtail.models import Revision

from campaigns.importing.columns import WIN_COLUMNS
from campaigns.importing.planning import WinPlanner
from campaigns.models import Win, WinImport
from members.importing.refusing import MOST_NAMED, ImportRefused, told
from members.importing.subjects import Subject, rows_about
from members.importing.undoing import named_since
from members.models import Jurisdiction, Person, roster_lock
from members.models.removal import remove

NOT_ALLOWED = "You may not publish wins: write “no” in the column “Published”."
NOT_ALLOWED_TO_UNDO = "You may not publish wins, and this changes some that are public."


class Ledger(Subject):
    model = WinImport
    columns = WIN_COLUMNS
    planner = WinPlanner
    name, prefix, stem = "win_imports", "wins/imports", "wins"
    noun = "win"
    whole, one = "the ledger", "win"
    row_is = "One row of the file is one win: what a place adopted, when, and where it can be read."
    becomes = "What is published is public at once."
    further_help = (
        "Topics, campaigns, sponsors and sources that a file names take the place of those on record.",
    )
    seconds_a_row = 0.12

    @contextmanager
    def lock(self):
        """Places and people stay as they are meanwhile, too."""
        with roster_lock():
            list(Win.objects.select_for_update().values_list("pk"))
            yield

    def version(self):
        return Win.objects.version()

    def revisions(self):
        kinds = ContentType.objects.get_for_models(Win, Person, Jurisdiction).values()
        return Revision.objects.filter(base_content_type__in=kinds)

    def save(self, plan, user, progress, reason):
        records = plan.records
        public = any(record.published or (record.before or {}).get("live") for record in records)
        if public and not may_publish(user):
            raise ImportRefused(NOT_ALLOWED)
        return [
            self._save_record(plan, record, user, progress, number, len(records))
            for number, record in enumerate(records, 1)
        ]

    def _save_record(self, plan, record, user, progress, number, total):
        win = record.win
        if not record.before:
            win.live = False
            win.save()
        try:
            revision = save_version(win, record.published, user, "members.import")
        except ValidationError as error:
            raise ImportRefused(f"{win}: {' '.join(error.messages)}") from error
        progress(number, total)
        return {
            "win": win.pk,
            "name": f"{win.title}, {win.jurisdiction}",
            "rows": rows_about(plan, record),
            "left": [],
            "before": record.before,
            "live": record.published,
            "revision": revision.pk,
        }

    def obstacles_to_undoing(self, applied):
        wins = self.records([change["win"] for change in applied.changes])
        newer = []
        for change in applied.changes:
            win = wins.get(change["win"])
            if win is None:
                yield f"{change['name']} is no longer there."
            elif win.latest_revision_id != change["revision"]:
                newer.append(win.latest_revision_id)
            elif win.locked:
                yield f"{win} is locked: unlock it first."
            elif win.live != change["live"]:
                yield f"{win} was {'published' if win.live else 'taken down'} since."
        yield from told(Revision.objects.filter(pk__in=newer).select_related("user").order_by("pk"))
        added = {change["win"] for change in applied.changes if not change["before"]}
        for pk in sorted(named_since(applied, Win, added & wins.keys()))[:MOST_NAMED]:
            yield f"{wins[pk]}, which it added, is in use on the site, such as pinned to a campaign."

    def put_back(self, changes, user):
        wins = self.records([change["win"] for change in changes])
        public = any(change["live"] or (change["before"] or {}).get("live") for change in changes)
        if public and not may_publish(user):
            raise ImportRefused(NOT_ALLOWED_TO_UNDO)
        for change in changes:
            win, before = wins[change["win"]], change["before"]
            if not before:
                remove(win, user)
            else:
                older = win.with_content_json(before["content"])
                try:
                    save_version(older, before["live"], user, "members.undo_import")
                except ValidationError as error:
                    sentences = f"{win}: {' '.join(error.messages)}"
                    raise ImportRefused("The import can’t be undone.", sentences) from error

    def records(self, pks):
        return Win.objects.in_bulk(pks)


def may_publish(user):
    """The command line, which has no user, may."""
    return not user or user.has_perm("campaigns.publish_win")


def save_version(win, published, user, action):
    """Keeps the win as it is now as its newest version, and has it published or not."""
    revision = win.save_revision(user=user, log_action=action, clean=False)
    if published:
        revision.publish(user=user)
    elif win.live:
        win.unpublish(user=user)
    return revision


LEDGER = Ledger()

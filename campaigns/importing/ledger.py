"""The importer of the ledger of wins."""

from contextlib import contextmanager

from campaigns.importing.planner import WinPlanner, faults_of
from campaigns.importing.records import WinRecord
from campaigns.importing.versions import save_versions
from campaigns.models import Win, WinImport
from members.importing.roster import IMPORT, UNDO
from members.models import Jurisdiction, Person, roster_lock
from members.models.removal import remove_many
from spreadsheets.importers import NOT_UNDONE, Importer, ImportRefused

NOT_ALLOWED = "You aren’t allowed to publish wins. Enter “no” in the “Published” column."
NOT_ALLOWED_TO_UNDO = "You aren’t allowed to publish wins, and this changes some that are public."


class WinImporter(Importer):
    model = WinImport
    planner = WinPlanner
    record_model = Win
    depends_on = (Win, Person, Jurisdiction)
    name, prefix = "win_imports", "wins/imports"
    stem, sheet_title = "wins", "Wins"
    whole = "the ledger"
    row_is = "Each row of the file is one win: what a place adopted, when, and the sources."
    becomes = "Published wins are public immediately."
    further_help = ("Topics, campaigns, sponsors and sources in a file replace those on record.",)
    in_use = "{}, which it added, is in use on the site, for example pinned to a campaign."

    @contextmanager
    def lock(self):
        """Return a transaction during which places and people don't change either."""
        with roster_lock():
            list(Win.objects.select_for_update().values_list("pk"))
            yield

    def records(self, changes):
        wins = Win.objects.select_related("jurisdiction", "latest_revision")
        return wins.in_bulk([change["win"] for change in changes])

    def version(self):
        return Win.objects.version()

    def save(self, plan, user, progress, reason):
        records = plan.records
        public = any(record.published or (record.before or {}).get("live") for record in records)
        if public and not may_publish(user):
            raise ImportRefused(NOT_ALLOWED)
        shown = [record.win for record in records if record.published]
        hidden = [record.win for record in records if not record.published]
        refuse_wrong(shown)
        revisions = save_versions(shown, hidden, user, IMPORT)
        progress("Saved", len(records), len(records))
        return [
            self.change(
                plan,
                record,
                f"{record.win.title}, {record.win.jurisdiction}",
                revisions[record.win],
                live=record.published,
            )
            for record in records
        ]

    def obstacles_of(self, win, change):
        if win.locked:
            yield f"{win} is locked. Unlock it first."
        elif win.live != change["live"]:
            yield f"{win} has since been {'published' if win.live else 'taken down'}."

    def put_back(self, changes, user):
        wins = self.records(changes)
        public = any(change["live"] or (change["before"] or {}).get("live") for change in changes)
        if public and not may_publish(user):
            raise ImportRefused(NOT_ALLOWED_TO_UNDO)
        shown, hidden = [], []
        for change in changes:
            if before := change["before"]:
                win = wins[change["win"]]
                older = win.with_content_json(before["content"])
                if older.jurisdiction_id == win.jurisdiction_id:
                    older.jurisdiction = win.jurisdiction
                (shown if before["live"] else hidden).append(older)
        refuse_wrong(shown, NOT_UNDONE)
        remove_many([wins[change["win"]] for change in changes if not change["before"]], user)
        save_versions(shown, hidden, user, UNDO)


def may_publish(user):
    """Return whether the user may publish wins; the command line, which has no user, may."""
    return not user or user.has_perm("campaigns.publish_win")


def refuse_wrong(wins, *sentences):
    """Raise ImportRefused if the rules don't allow one of these wins to be public today."""
    for win in wins:
        if found := [sentence for _, sentence in faults_of(WinRecord(win, published=True))]:
            raise ImportRefused(*sentences, f"{win}: {' '.join(found)}")


LEDGER = WinImporter()

"""The importer of the ledger of wins."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError

from campaigns.importing.planner import WinPlanner
from campaigns.models import Win, WinImport
from members.importing.roster import IMPORT, UNDO
from members.models import Jurisdiction, Person, roster_lock
from members.models.removal import remove
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

    def version(self):
        return Win.objects.version()

    def save(self, plan, user, progress, reason):
        records = plan.records
        public = any(record.published or (record.before or {}).get("live") for record in records)
        if public and not may_publish(user):
            raise ImportRefused(NOT_ALLOWED)
        changes = []
        for number, record in enumerate(records, 1):
            win = record.win
            if not record.before:
                win.live = False
                win.save()
            try:
                revision = save_version(win, record.published, user, IMPORT)
            except ValidationError as error:
                raise ImportRefused(f"{win}: {' '.join(error.messages)}") from error
            progress("Saved", number, len(records))
            name = f"{win.title}, {win.jurisdiction}"
            changes.append(self.change(plan, record, name, revision, live=record.published))
        return changes

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
        for change in changes:
            win, before = wins[change["win"]], change["before"]
            if not before:
                remove(win, user)
                continue
            older = win.with_content_json(before["content"])
            try:
                save_version(older, before["live"], user, UNDO)
            except ValidationError as error:
                sentences = f"{win}: {' '.join(error.messages)}"
                raise ImportRefused(NOT_UNDONE, sentences) from error


def may_publish(user):
    """Return whether the user may publish wins; the command line, which has no user, may."""
    return not user or user.has_perm("campaigns.publish_win")


def save_version(win, published, user, action):
    """Save the win as its newest version, published or not."""
    revision = win.save_revision(user=user, log_action=action, clean=False)
    if published:
        revision.publish(user=user)
    elif win.live:
        win.unpublish(user=user)
    return revision


LEDGER = WinImporter()

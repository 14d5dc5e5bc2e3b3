"""Applying and undoing a file of wins: all or nothing, and never over another editor's work."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Revision

from campaigns.importing.ledger import LEDGER
from campaigns.models import PinnedWin, Win, WinImport, WinSource, WinStatus
from spreadsheets.importers import ImportRefused
from tests.campaigns.win_files import applied, bring_in, written
from tests.factories import CampaignPageFactory, WinFactory
from tests.members.factories import CityFactory
from tests.members.killing import writes_survived

HEADER = "Win ID|Title|Place|Kind|Adopted|Source title|Source address"
IN_USE = "Living wage, which it added, is in use on the site"
NEW = "|Living wage|Sampleton|Ordinance|January 2021|The minutes|https://example.org/minutes"


@pytest.fixture
def win(db):
    town = CityFactory(name="Sampleton")
    return WinFactory(title="Wages", jurisdiction=town, kind=Win.Kind.PROGRAM)


def two_rows(win):
    return HEADER, NEW, f"{win.pk}|Wages renamed||||A|https://example.org/another"


def content():
    """The rows of the ledger, without the numbers of what is kept of their history."""
    rows = [
        list(model.objects.order_by("pk").values(*names))
        for model, names in (
            (Win, ["pk", "title", "live", "jurisdiction", "kind", "summary"]),
            (WinStatus, ["pk", "win", "status", "date_first", "date_last", "sort_order"]),
            (WinSource, ["pk", "win", "title", "url", "sort_order"]),
        )
    ]
    return rows


@pytest.mark.django_db
class TestApplying:
    def test_the_file_and_who_brought_it_are_kept(self, win, admin_user):
        win_import = applied(*two_rows(win), user=admin_user)
        assert (win_import.counts["new"], win_import.counts["update"]) == (1, 1)
        assert (win_import.applied_by, [change["name"] for change in win_import.changes]) == (
            admin_user,
            ["Living wage, City of Sampleton", "Wages renamed, City of Sampleton"],
        )
        assert {win.live for win in Win.objects.all()} == {True}

    def test_what_was_changed_since_the_preview_refuses_it_and_is_named(self, win, admin_user):
        win_import, plan = bring_in(*two_rows(win))
        win.save_revision(user=admin_user, log_action=True)
        before = content()
        with pytest.raises(
            ImportRefused, match=r"The ledger has changed since .* Wages was changed by admin"
        ):
            LEDGER.apply(win_import, digest=plan.digest)
        assert content() == before

    def test_a_win_that_was_taken_down_since_refuses_it_too(self, win):
        win_import, plan = bring_in(*two_rows(win))
        win.unpublish()
        with pytest.raises(ImportRefused, match="The ledger has changed"):
            LEDGER.apply(win_import, digest=plan.digest)

    def test_it_is_applied_once_and_only_as_it_was_shown(self, win):
        win_import, plan = bring_in(*two_rows(win))
        with pytest.raises(ImportRefused, match="Review it again"):
            LEDGER.apply(win_import, digest="another")
        LEDGER.apply(win_import, digest=plan.digest)
        with pytest.raises(ImportRefused, match="already been applied"):
            LEDGER.apply(win_import)

    def test_somebody_who_may_not_publish_brings_in_drafts_only(self, win):
        user = get_user_model().objects.create_user("helper")
        win_import, plan = bring_in(HEADER, NEW)
        with pytest.raises(ImportRefused, match="You aren’t allowed to publish wins"):
            LEDGER.apply(win_import, user, plan.digest)
        applied(f"{HEADER}|Published", f"{NEW}|no", user=user)
        assert Win.objects.published().count() == 1


@pytest.mark.django_db
class TestUndoing:
    def test_everything_is_as_it_was(self, win):
        draft = WinFactory(live=False)
        draft.title = "Edited since"
        draft.save_revision()
        file, before = written(), content()
        win_import = applied(
            *two_rows(win), f"{draft.pk}|Edited, renamed||||A|https://example.org/another"
        )
        assert content() != before
        LEDGER.undo(win_import)
        assert (written(), content()) == (file, before)
        with pytest.raises(ImportRefused, match="already been undone"):
            LEDGER.undo(win_import)

    def test_what_was_published_is_taken_down_and_the_other_way_round(self, win):
        draft = WinFactory(live=False)
        win_import = applied("Win ID|Published", f"{draft.pk}|yes", f"{win.pk}|no")
        assert list(Win.objects.published()) == [draft]
        LEDGER.undo(win_import)
        assert list(Win.objects.published()) == [win]

    def test_a_change_since_refuses_it_and_is_named(self, win, admin_user):
        win_import = applied(*two_rows(win))
        new = Win.objects.get(title="Living wage")
        new.save_revision(user=admin_user, log_action=True)
        assert "Living wage was changed by admin" in LEDGER.why_not_undone(win_import)
        with pytest.raises(ImportRefused, match="can’t be undone"):
            LEDGER.undo(win_import)

    def test_what_was_taken_down_removed_or_pinned_since_refuses_it(self, win):
        win_import = applied(*two_rows(win))
        new = Win.objects.get(title="Living wage")
        campaign = CampaignPageFactory(pinned_wins=[PinnedWin(win=new)])
        assert IN_USE in LEDGER.why_not_undone(win_import)
        campaign.pinned_wins = []
        campaign.save()
        assert LEDGER.why_not_undone(win_import) == ""
        new.unpublish()
        assert "Living wage has since been taken down." in LEDGER.why_not_undone(win_import)
        new.delete()
        assert "Living wage, City of Sampleton no longer exists." in LEDGER.why_not_undone(
            win_import
        )

    def test_what_a_draft_of_a_campaign_pins_refuses_it(self, win):
        win_import = applied(HEADER, NEW)
        campaign = CampaignPageFactory()
        campaign.pinned_wins.add(PinnedWin(win=Win.objects.get(title="Living wage")))
        campaign.save_revision()
        assert not PinnedWin.objects.exists()
        with pytest.raises(ImportRefused) as refused:
            LEDGER.undo(win_import)
        assert IN_USE in str(refused.value)

    def test_somebody_who_may_not_publish_undoes_drafts_only(self, win):
        user = get_user_model().objects.create_user("helper")
        drafts = applied(f"{HEADER}|Published", f"{NEW}|no")
        LEDGER.undo(drafts, user)
        for win_import in (applied(HEADER, NEW), applied("Win ID|Published", f"{win.pk}|no")):
            with pytest.raises(ImportRefused, match="You aren’t allowed to publish wins"):
                LEDGER.undo(win_import, user)
            LEDGER.undo(win_import)

    def test_what_it_added_is_gone_with_its_versions(self, win):
        win_import = applied(HEADER, NEW)
        LEDGER.undo(win_import)
        assert Win.objects.get() == win
        pks = [change["revision"] for change in win_import.changes]
        assert not Revision.objects.filter(pk__in=pks).exists()


@pytest.mark.django_db(transaction=True)
class TestPowerCuts:
    """A process that is killed between any two writes leaves the ledger as it was."""

    def test_while_an_import_is_applied(self, win):
        win_import, plan = bring_in(*two_rows(win))
        assert writes_survived(lambda: LEDGER.apply(win_import, digest=plan.digest)) >= 15
        assert WinImport.objects.get().applied_at

    def test_while_an_import_is_undone(self, win):
        win_import = applied(*two_rows(win))
        assert writes_survived(lambda: LEDGER.undo(win_import)) >= 15
        assert Win.objects.get().title == "Wages"


@pytest.mark.django_db
def test_what_can_no_longer_be_or_is_locked_refuses_an_undo_in_words(win):
    win.votes_for, win.votes_against = 8, 1
    win.save()
    win_import = applied("Win ID|Votes for|Votes against", f"{win.pk}|5|2")
    type(win.jurisdiction).objects.update(body_size=7)
    with pytest.raises(ImportRefused, match="That is 9 votes, but only 7 people"):
        LEDGER.undo(win_import)
    Win.objects.update(locked=True)
    assert "is locked. Unlock it first." in LEDGER.why_not_undone(win_import)

"""Imports read exports of the ledger back without losing or changing anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from campaigns.importing.ledger import LEDGER
from campaigns.models import Win, WinSource, WinSponsor, WinStatus
from core.visible_text import is_visible
from members.models.dates import PartialDate
from spreadsheets.cells import decoded_cell, is_placeholder, repaired
from spreadsheets.exports import FileFormat
from tests.campaigns.win_files import brought_in, written
from tests.factories import CampaignPageFactory, TopicFactory, WinFactory
from tests.members.factories import CityFactory, CountyFactory, MemberFactory

OTHER_LEDGER = ("win_id", "url")


@pytest.fixture
def full_ledger(db):
    """A win with every column filled, an edited draft, and a win with few values."""
    kim, robin = MemberFactory(), MemberFactory()
    full = WinFactory(
        title="Living wage, “=” and more",
        jurisdiction=CountyFactory(name="Durham County"),
        kind="budget",
        votes_for=5,
        votes_against=0,
        votes_absent=2,
        summary="=1+1\nTwo lines; and\ta tab.",
        text="<h2>Part</h2><p>One <b>bold</b> line.</p><ul><li>And a list</li></ul>",
        text_url="https://example.org/text?a=1,2;3",
        own_part="-a part",
        log=[
            WinStatus(status="proposed", date=None, note="first, of all"),
            WinStatus(status="adopted", date="June 2021"),
            WinStatus(status="amended", date="2022", note="twice"),
            WinStatus(status="amended", date="June 2022 to 2023"),
        ],
        sponsors=[WinSponsor(person=kim), WinSponsor(person=robin)],
        sources=[
            WinSource(
                title="https://example.org/ says it", url="https://example.org/a", seen_on="2024-06"
            ),
            WinSource(title="The minutes (seen by all)", url="http://example.org/b"),
        ],
    )
    full.topics = [TopicFactory(name="Housing; and more"), TopicFactory(name="Wages")]
    full.campaigns = [CampaignPageFactory(title="A living wage")]
    full.save()
    draft = WinFactory(jurisdiction=CityFactory(name="Durham"), live=False, log=[], sources=[])
    draft.title = "Edited since"
    draft.save_revision()
    WinFactory(jurisdiction=CityFactory(name="Sampleton"))
    return full


@pytest.mark.parametrize("file_format", list(FileFormat))
def test_an_export_that_comes_back_changes_nothing(full_ledger, file_format):
    _, plan = brought_in(written(file_format))
    assert plan.counts["unchanged"] == len(plan.rows) == 3, [
        (row.changes, row.sentences) for row in plan.rows
    ]


def test_an_export_brings_back_what_was_changed_since(full_ledger):
    before = written()
    for win in Win.objects.all():
        win.title, win.kind, win.summary = f"Edited since: {win.title}", "lawsuit", ""
        win.text = win.text and "<p>X</p>"
        win.votes_for = win.votes_against = win.votes_absent = None
        win.text_url = win.own_part = ""
        if win.live:
            win.log = [WinStatus(status="adopted", date="1999")]
            win.sources = [WinSource(title="X", url="https://example.org/x")]
        win.sponsors, win.topics, win.campaigns = [], [], []
        win.save()
        if not win.live:
            win.save_revision()
    assert written() != before
    win_import, plan = brought_in(before)
    assert plan.counts["update"] == 3, [row.sentences for row in plan.rows]
    LEDGER.apply(win_import, digest=plan.digest)
    assert written() == before


def test_an_export_fills_an_empty_ledger(full_ledger):
    before = written(without=OTHER_LEDGER)
    Win.objects.all().delete()
    win_import, plan = brought_in(before)
    assert plan.counts["new"] == 3, [row.sentences for row in plan.rows]
    LEDGER.apply(win_import, digest=plan.digest)
    assert written(without=OTHER_LEDGER) == before


def comes_back(text):
    """Whether the text is one that a form lets in and no sign of an empty cell or of a program's mistake."""
    kept = repaired(decoded_cell(text))
    return is_visible(text) and kept == text and not is_placeholder(text)


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")),
    min_size=1,
    max_size=40,
).filter(comes_back)
dates = st.sampled_from([None, "2020", "2021-03", "2021-03-04", "2020 to 2021"])


class RoundTripTest(TestCase):
    @given(title=texts, note=texts, source=texts, date=dates, seen=dates, summary=texts)
    def test_any_text_comes_back(self, title, note, source, date, seen, summary):
        fields = [" ".join(text.split()) or "x" for text in (title, note, source, summary)]
        title, note, source, summary = fields
        WinFactory(
            title=title,
            summary=summary,
            log=[WinStatus(status="adopted", date=date and PartialDate.parse(date), note=note)],
            sources=[WinSource(title=source, url="https://example.org/", seen_on=seen)],
        )
        before = written()
        _, plan = brought_in(before)
        assert plan.counts["unchanged"] == 1, [(r.changes, r.sentences) for r in plan.rows]
        other = written(without=OTHER_LEDGER)
        Win.objects.all().delete()
        win_import, plan = brought_in(other)
        assert plan.can_apply, [row.sentences for row in plan.rows]
        LEDGER.apply(win_import, digest=plan.digest)
        assert written(without=OTHER_LEDGER) == other
